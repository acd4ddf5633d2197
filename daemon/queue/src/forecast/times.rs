//! Times as they were seen, to draw further ones from.

use std::collections::VecDeque;

use super::draw::Draw;

/// How many times of one kind are remembered: enough for a stable ninth decile, few enough to follow a change.
const KEPT: usize = 200;

/// Below this many own times, the office's are mixed in.
const ENOUGH: usize = 30;

/// The last times of one kind, in milliseconds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Times(VecDeque<i64>);

impl Times {
    /// Adds a time; the oldest is forgotten.
    pub fn add(&mut self, ms: i64) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(ms.max(0));
    }

    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true when there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the mean, in milliseconds.
    #[must_use]
    pub fn mean_ms(&self) -> Option<f64> {
        (!self.0.is_empty()).then(|| self.0.iter().sum::<i64>() as f64 / self.0.len() as f64)
    }

    /// Returns the times, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = i64> {
        self.0.iter().copied()
    }
}

/// A distribution to draw from: times in rising order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Law(Vec<i64>);

impl Law {
    /// Returns the law of the times seen. While they are few, the office's times stand in for those missing, stretched
    /// to a mean between the two that moves to the service's own with each time seen.
    pub fn of(own: &Times, office: &Times) -> Option<Self> {
        let mut all: Vec<i64> = own.iter().collect();
        if let (true, Some(office_mean)) = (own.len() < ENOUGH, office.mean_ms()) {
            let missing = ENOUGH - own.len();
            let own_share = own.len() as f64 / ENOUGH as f64;
            let mean = own.mean_ms().map_or(office_mean, |m| own_share * m + (1.0 - own_share) * office_mean);
            let mut sorted: Vec<i64> = office.iter().collect();
            sorted.sort_unstable();
            let stretch = mean / office_mean.max(1.0);
            // Evenly over the office's own law, from its shortest times to its longest.
            let at = |i: usize| sorted[(2 * i + 1) * sorted.len() / (2 * missing)];
            all.extend((0..missing).map(|i| (at(i) as f64 * stretch) as i64));
        }
        all.sort_unstable();
        (!all.is_empty()).then_some(Self(all))
    }

    /// Draws a time.
    pub fn draw(&self, draw: &mut Draw) -> i64 {
        self.between(0, draw)
    }

    /// Draws what is left of a time that has lasted `elapsed_ms` already.
    pub fn left(&self, elapsed_ms: i64, draw: &mut Draw) -> i64 {
        let from = self.0.partition_point(|t| *t <= elapsed_ms);
        if from == self.0.len() {
            // Longer than any seen: who has been there for so long is as likely to go on.
            return draw.exponential(self.mean());
        }
        (self.between(from, draw) - elapsed_ms).max(0)
    }

    /// Returns the time that nine in ten stay below.
    pub fn ninth_decile(&self) -> i64 {
        self.0[(self.0.len() * 9 / 10).min(self.0.len() - 1)]
    }

    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<i64>() as f64 / self.0.len() as f64
    }

    /// Draws between two neighbours, so that times never seen can come too.
    fn between(&self, from: usize, draw: &mut Draw) -> i64 {
        let len = self.0.len() - from;
        let place = draw.unit() * len as f64;
        let index = from + place as usize;
        let here = self.0[index];
        let next = self.0.get(index + 1).copied().unwrap_or(here);
        here + ((next - here) as f64 * place.fract()) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(ms: &[i64]) -> Times {
        let mut times = Times::default();
        ms.iter().for_each(|t| times.add(*t));
        times
    }

    #[test]
    fn few_own_times_are_filled_up_with_the_offices() {
        let office = times(&[1000, 2000, 3000]);
        let law = Law::of(&Times::default(), &office).unwrap();
        assert!((law.mean() - 2000.0).abs() < 50.0, "{}", law.mean());
        let law = Law::of(&times(&[8000; 15]), &office).unwrap();
        assert!((6000.0..7000.0).contains(&law.mean()), "half own, half moved half-way: {}", law.mean());
        let law = Law::of(&times(&[8000; 30]), &office).unwrap();
        assert_eq!(law.mean(), 8000.0, "enough of its own");
        assert_eq!(Law::of(&Times::default(), &Times::default()), None);
    }

    #[test]
    fn who_has_been_there_is_done_later_than_the_elapsed_time() {
        let law =
            Law::of(&times(&(1..=100).map(|i| i * 1000).collect::<Vec<_>>()), &Times::default()).unwrap();
        let mut draw = Draw::new(1);
        for _ in 0..200 {
            let left = law.left(90_000, &mut draw);
            assert!((0..=10_000).contains(&left), "{left}");
        }
        assert!(law.left(200_000, &mut draw) >= 0);
    }

    #[test]
    fn only_the_last_times_are_kept() {
        let mut times = times(&[1; 200]);
        (0..200).for_each(|_| times.add(5));
        assert_eq!((times.len(), times.mean_ms()), (200, Some(5.0)));
    }
}
