//! So many at once, and then one now and then: what a client may ask and a device may have written.

use std::time::Duration;

/// The generic cell rate algorithm (ITU-T I.371): how long until the whole allowance is there again says how much is left.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// How many at once.
    pub at_once: u32,
    /// How long until there is one more.
    pub each: Duration,
}

impl Allowance {
    /// Takes one. `ahead` is how long it would be until all of it is there again; the answer is how long it is now. More
    /// than the whole allowance takes is of a clock that was set back, which holds nothing up.
    ///
    /// # Errors
    /// How long to wait until there is one.
    pub fn take(self, ahead: Duration) -> Result<Duration, Duration> {
        let whole = self.each * self.at_once;
        let ahead = if ahead > whole { Duration::ZERO } else { ahead };
        match (ahead + self.each).checked_sub(whole) {
            Some(wait) if !wait.is_zero() => Err(wait),
            Some(_) | None => Ok(ahead + self.each),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_an_allowance_is_taken_and_one_more_waits() {
        let (second, allowance) =
            (Duration::from_secs(1), Allowance { at_once: 3, each: Duration::from_secs(1) });
        assert_eq!(allowance.take(Duration::ZERO), Ok(second));
        assert_eq!(allowance.take(second * 2), Ok(second * 3));
        assert_eq!(allowance.take(second * 3), Err(second));
        assert_eq!(allowance.take(second * 5 / 2), Err(second / 2), "and a refusal costs nothing");
        assert_eq!(allowance.take(Duration::from_secs(1 << 40)), Ok(second), "a clock set back");
    }
}
