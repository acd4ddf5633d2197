//! Percentiles and medians.

use std::time::{Duration, Instant};

/// Durations of one kind, in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// Adds a duration.
    pub fn add(&mut self, duration: Duration) {
        self.0.push(duration.as_secs_f64() * 1e6);
    }

    /// Adds the time since `start`.
    pub fn add_since(&mut self, start: Instant) {
        self.add(start.elapsed());
    }

    /// Adds everything of another.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Adds up what was taken together: the first of each, the second of each, and so on.
    #[must_use]
    pub fn sum(parts: &[&Self]) -> Self {
        let shortest = parts.iter().map(|p| p.0.len()).min().unwrap_or(0);
        Self((0..shortest).map(|i| parts.iter().map(|p| p.0[i]).sum()).collect())
    }

    /// Returns the nearest-rank percentile, in microseconds.
    ///
    /// # Panics
    /// Without samples.
    #[must_use]
    pub fn percentile(&self, percent: f64) -> f64 {
        assert!(!self.0.is_empty(), "nothing was measured");
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
        sorted[rank.clamp(1, sorted.len()) - 1]
    }

    /// Returns how many a second there are when one follows the other.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.0.len() as f64 * 1e6 / self.0.iter().sum::<f64>()
    }
}

/// Returns the middle one, or the mean of the two middle ones.
///
/// # Panics
/// Without numbers.
#[must_use]
pub fn median(numbers: &[f64]) -> f64 {
    assert!(!numbers.is_empty(), "nothing was measured");
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}
