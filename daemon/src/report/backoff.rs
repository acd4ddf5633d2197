//! How long to wait after a failure: doubling, with full jitter, so that a town's offices do not come back all at once
//! when its portal does.

use std::time::Duration;

/// The waits after failures in a row.
pub(crate) struct Backoff {
    min: Duration,
    max: Duration,
    failures: u32,
}

impl Backoff {
    pub(crate) fn new(min: Duration, max: Duration) -> Self {
        Self { min, max, failures: 0 }
    }

    /// Forgets the failures: something worked.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }

    /// Notes a failure and returns a wait drawn evenly from zero to its bound.
    pub(crate) fn next(&mut self) -> Duration {
        let bound = self.bound();
        self.failures = self.failures.saturating_add(1);
        // Version 4 ids are the random source there is; their last 8 bytes hold 62 random bits, the lower ones even.
        let random = uuid::Uuid::new_v4().as_u64_pair().1 as u32;
        bound.mul_f64(f64::from(random) / f64::from(u32::MAX))
    }

    fn bound(&self) -> Duration {
        let doubled = 2_u32.checked_pow(self.failures).and_then(|factor| self.min.checked_mul(factor));
        doubled.unwrap_or(self.max).min(self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_up_to_the_longest_wait_and_falls_back_after_a_success() {
        let second = Duration::from_secs(1);
        let mut backoff = Backoff::new(second, 300 * second);
        for bound in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            assert_eq!(backoff.bound(), bound * second);
            assert!(backoff.next() <= bound * second);
        }
        (0..100).for_each(|_| assert!(backoff.next() <= 300 * second));
        backoff.reset();
        assert_eq!(backoff.bound(), second);
    }

    #[test]
    fn waits_are_spread_over_the_whole_range() {
        let mut backoff = Backoff::new(Duration::from_secs(300), Duration::from_secs(300));
        let waits: Vec<u64> = (0..200).map(|_| backoff.next().as_secs()).collect();
        // Each half of the range is missed by 200 even draws once in 2^200.
        assert!(waits.iter().any(|w| *w < 150) && waits.iter().any(|w| *w >= 150), "{waits:?}");
    }
}
