//! Times and their spread: exact percentiles of a handful as of a million.

use serde::Serialize;

use super::NO_TIME;
use super::sum::Times;

/// Below this many times nothing but their number is told: two people's times are not a distribution.
pub const SPREAD_MIN: u32 = 5;
/// From here on times are counted by the second instead of listed.
const MANY: usize = 16_384;

/// Times in whole seconds.
#[derive(Clone, Debug)]
pub(super) enum Sample {
    /// Each.
    Few(Vec<u16>),
    /// How many of each second.
    Many(Vec<u32>),
}

impl Default for Sample {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Sample {
    pub fn add(&mut self, seconds: u16) {
        if seconds == NO_TIME {
            return;
        }
        match self {
            Self::Few(each) => {
                each.push(seconds);
                if each.len() >= MANY {
                    let mut counts = vec![0; usize::from(u16::MAX) + 1];
                    each.iter().for_each(|s| counts[usize::from(*s)] += 1);
                    *self = Self::Many(counts);
                }
            }
            Self::Many(counts) => counts[usize::from(seconds)] += 1,
        }
    }

    /// Returns the spread.
    pub fn spread(&mut self) -> Spread {
        match self {
            Self::Few(each) => {
                let n = each.len() as u64;
                let sum = each.iter().map(|s| u64::from(*s)).sum();
                Spread::of(n, sum, |percent| *each.select_nth_unstable(place(n, percent) as usize).1)
            }
            Self::Many(counts) => {
                let n: u64 = counts.iter().map(|c| u64::from(*c)).sum();
                let sum = counts.iter().enumerate().map(|(s, c)| s as u64 * u64::from(*c)).sum();
                Spread::of_counts(n, sum, || counts.iter().enumerate().map(|(s, c)| (s as u16, *c)))
            }
        }
    }

    /// Returns each time that occurred, and how often.
    pub fn times(&mut self) -> Times {
        match self {
            Self::Few(each) => {
                each.sort_unstable();
                Times::of(each.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)))
            }
            Self::Many(counts) => {
                let counted = counts.iter().enumerate().map(|(s, c)| (s as u16, *c));
                Times::of(counted.filter(|(_, c)| *c > 0))
            }
        }
    }
}

/// The place, in rising order, of the smallest time that `percent` in a hundred do not exceed.
fn place(n: u64, percent: usize) -> u64 {
    (n * percent as u64).div_ceil(100).max(1) - 1
}

/// How times are spread, in whole seconds. Below [`SPREAD_MIN`] times only `n` is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Spread {
    /// How many times.
    pub n: u32,
    /// Their mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_s: Option<u32>,
    /// One in ten is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p10_s: Option<u32>,
    /// Half are at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p50_s: Option<u32>,
    /// Nine in ten are at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p90_s: Option<u32>,
    /// Nineteen in twenty are at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95_s: Option<u32>,
    /// The longest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_s: Option<u32>,
}

impl Spread {
    /// The spread of times given in rising order with how often each occurred.
    pub(super) fn of_counts<I: Iterator<Item = (u16, u32)>>(
        n: u64,
        sum: u64,
        rising: impl Fn() -> I,
    ) -> Self {
        Self::of(n, sum, |percent| {
            let mut left = place(n, percent);
            for (seconds, times) in rising() {
                if left < u64::from(times) {
                    return seconds;
                }
                left -= u64::from(times);
            }
            0
        })
    }

    fn of(n: u64, sum: u64, mut at: impl FnMut(usize) -> u16) -> Self {
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        if n < SPREAD_MIN {
            return Self { n, ..Self::default() };
        }
        let mut at = |percent| Some(u32::from(at(percent)));
        Self {
            n,
            mean_s: Some(((sum + u64::from(n) / 2) / u64::from(n)) as u32),
            p10_s: at(10),
            p50_s: at(50),
            p90_s: at(90),
            p95_s: at(95),
            max_s: at(100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(times: impl Iterator<Item = u16>) -> Spread {
        let mut sample = Sample::default();
        times.for_each(|t| sample.add(t));
        sample.spread()
    }

    #[test]
    fn a_percentile_is_the_smallest_time_that_so_many_do_not_exceed() {
        let s = spread(1..=100);
        assert_eq!((s.n, s.mean_s, s.p10_s, s.p50_s), (100, Some(51), Some(10), Some(50)));
        assert_eq!((s.p90_s, s.p95_s, s.max_s), (Some(90), Some(95), Some(100)));
    }

    #[test]
    fn a_handful_has_no_spread_and_what_is_not_there_is_not_counted() {
        assert_eq!(spread([1, 2, 3, 4, NO_TIME].into_iter()), Spread { n: 4, ..Spread::default() });
        assert!(spread([1, 2, 3, 4, 5].into_iter()).p90_s.is_some());
    }

    #[test]
    fn counted_times_say_the_same_as_listed_ones() {
        let times = || (0..40_000u32).map(|i| (i * 7919 % 5000) as u16);
        let mut listed: Vec<u16> = times().collect();
        listed.sort_unstable();
        let s = spread(times());
        assert_eq!(s.p90_s, Some(u32::from(listed[35_999])));
        assert_eq!(s.max_s, Some(4999));
    }
}
