//! Figures that can be added: what is kept of a month or of a town, so that ten years are a few dozen additions.
//!
//! A [`Sum`] holds each time's number of occurrences by the second. Adding sums and then taking figures gives exactly
//! what [`measure`](super::measure) gives of all the days together.

use serde::{Deserialize, Serialize};

use super::measure::{DeskTime, Figures, Level, Ratings, shares};
use super::sample::Spread;

/// How often each time occurred, in rising order: the seconds since the time before, and the occurrences.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Times(Vec<(u16, u32)>);

impl Times {
    /// Returns the times that occurred, given in rising order.
    pub(super) fn of(rising: impl Iterator<Item = (u16, u32)>) -> Self {
        let mut before = 0;
        Self(
            rising
                .map(|(seconds, n)| {
                    let step = seconds - before;
                    before = seconds;
                    (step, n)
                })
                .collect(),
        )
    }

    /// Returns each time in rising order with its occurrences.
    fn iter(&self) -> impl Iterator<Item = (u16, u32)> {
        self.0.iter().scan(0_u16, |at, (step, n)| {
            *at = at.saturating_add(*step);
            Some((*at, *n))
        })
    }

    /// Merges two lists; `change` joins the occurrences of a time, and what then never occurred is left out.
    fn merged(&self, other: &Self, change: impl Fn(u32, u32) -> u32) -> Self {
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        let next = std::iter::from_fn(|| {
            let second = match (ours.peek(), theirs.peek()) {
                (Some((a, _)), Some((b, _))) => (*a).min(*b),
                (Some((a, _)), None) => *a,
                (None, Some((b, _))) => *b,
                (None, None) => return None,
            };
            let mine = ours.next_if(|(s, _)| *s == second).map_or(0, |(_, n)| n);
            let other = theirs.next_if(|(s, _)| *s == second).map_or(0, |(_, n)| n);
            Some((second, change(mine, other)))
        });
        Self::of(next.filter(|(_, n)| *n > 0))
    }

    fn spread(&self) -> Spread {
        let (mut n, mut sum) = (0_u64, 0_u64);
        for (seconds, times) in self.iter() {
            n += u64::from(times);
            sum += u64::from(seconds) * u64::from(times);
        }
        Spread::of_counts(n, sum, || self.iter())
    }
}

/// Figures of some days as sums.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Sum {
    /// Arrived, served, passed on, no-shows, abandoned, unserved, open.
    pub(super) counts: [u32; 7],
    /// Served within the target, of so many.
    pub(super) level: (u32, u32),
    /// Waits by class.
    pub(super) classes: [u32; 6],
    /// What people said: good, fair, bad.
    pub(super) ratings: [u32; 3],
    /// Free, idle, walking, serving, paused, in seconds.
    pub(super) desks: Option<[i64; 5]>,
    /// Service times together in seconds, and how many.
    pub(super) serves: (u64, u64),
    /// Waiting, walking, service, parked and total time.
    pub(super) times: [Times; 5],
}

impl Sum {
    /// Adds another period or office.
    pub fn add(&mut self, other: &Self) {
        self.merge(other, |a, b| a.saturating_add(b), |a, b| a + b, u64::saturating_add);
    }

    /// Takes away what was added before.
    pub fn take_away(&mut self, other: &Self) {
        self.merge(other, |a, b| a.saturating_sub(b), |a, b| a - b, u64::saturating_sub);
    }

    fn merge(
        &mut self,
        other: &Self,
        count: impl Fn(u32, u32) -> u32 + Copy,
        seconds: impl Fn(i64, i64) -> i64,
        large: impl Fn(u64, u64) -> u64,
    ) {
        self.counts = std::array::from_fn(|i| count(self.counts[i], other.counts[i]));
        self.level = (count(self.level.0, other.level.0), count(self.level.1, other.level.1));
        self.classes = std::array::from_fn(|i| count(self.classes[i], other.classes[i]));
        self.ratings = std::array::from_fn(|i| count(self.ratings[i], other.ratings[i]));
        if let Some(desks) = other.desks {
            let mine = self.desks.unwrap_or_default();
            self.desks = Some(std::array::from_fn(|i| seconds(mine[i], desks[i])));
        }
        self.serves = (large(self.serves.0, other.serves.0), large(self.serves.1, other.serves.1));
        self.times = std::array::from_fn(|i| self.times[i].merged(&other.times[i], count));
    }

    /// Returns whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let worked = self.desks.is_some_and(|d| d.iter().any(|s| *s != 0));
        self.counts == [0; 7]
            && self.ratings == [0; 3]
            && !worked
            && self.times.iter().all(|t| t.0.is_empty())
    }

    /// Returns the figures.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let [arrived, served, passed_on, no_shows, abandoned, unserved, open] = self.counts;
        let [waiting, walking, service, parked, total] =
            std::array::from_fn(|i| self.times.get(i).map(Times::spread).unwrap_or_default());
        let desks = self.desks.map(|[free_s, idle_s, walking_s, serving_s, paused_s]| DeskTime {
            free_s,
            idle_s,
            walking_s,
            serving_s,
            paused_s,
        });
        let [good, fair, bad] = self.ratings;
        let figures = Figures {
            ratings: (self.ratings != [0; 3]).then_some(Ratings { good, fair, bad }),
            arrived,
            served,
            passed_on,
            no_shows,
            abandoned,
            unserved,
            open,
            waiting,
            walking,
            service,
            parked,
            total,
            level: Level { within: self.level.0, of: self.level.1 },
            wait_classes: self.classes,
            desks,
            ..Figures::default()
        };
        shares(figures, self.serves)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(seconds: &[u16]) -> Times {
        let mut sorted = seconds.to_vec();
        sorted.sort_unstable();
        let counted = sorted.chunk_by(|a, b| a == b).map(|c| (c[0], c.len() as u32));
        Times::of(counted)
    }

    #[test]
    fn what_is_added_and_taken_away_again_leaves_no_trace() {
        let one =
            Sum { counts: [1; 7], times: std::array::from_fn(|_| times(&[5, 5, 700])), ..Sum::default() };
        let two = Sum {
            counts: [2; 7],
            desks: Some([1, 2, 3, 4, 5]),
            times: std::array::from_fn(|_| times(&[0, 5, 65_534])),
            ..Sum::default()
        };
        let mut both = one.clone();
        both.add(&two);
        assert_eq!(both.times[0], times(&[0, 5, 5, 5, 700, 65_534]));
        assert_eq!(both.figures().waiting.max_s, Some(65_534));
        both.take_away(&two);
        assert_eq!(both.times, one.times);
        assert_eq!(both.counts, one.counts);
        both.take_away(&one);
        assert!(both.is_empty());
    }
}
