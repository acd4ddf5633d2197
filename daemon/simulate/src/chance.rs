//! Seeded chance: the same seed gives the same day on every machine.

/// A small random source. Algorithm: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014). Not for secrets.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Returns the source of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a source of its own for one purpose, so that what one part draws does not move another.
    #[must_use]
    pub fn split(&mut self) -> Self {
        Self(self.draw())
    }

    /// Returns 64 random bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 up to and without 1.
    pub fn unit(&mut self) -> f64 {
        // 53 bits are all that a double holds.
        (self.draw() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Returns true with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Returns a whole number from `from` up to and without `to`; `from` when the range is empty.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = to.saturating_sub(from).max(1);
        from + (self.unit() * span as f64) as i64
    }

    /// Returns a waiting time without memory, in milliseconds.
    pub fn exponential(&mut self, mean_ms: i64) -> i64 {
        (-(1.0 - self.unit()).ln() * mean_ms as f64) as i64
    }

    /// Returns a time as work takes it: never nothing, seldom much more than the mean (two exponential
    /// stages, an Erlang distribution of order 2), in milliseconds.
    pub fn work(&mut self, mean_ms: i64) -> i64 {
        (self.exponential(mean_ms / 2) + self.exponential(mean_ms / 2)).max(1)
    }

    /// Returns one of the weighted choices, or nothing when there are none.
    pub fn weighted<'a, T>(&mut self, choices: &'a [(T, f64)]) -> Option<&'a T> {
        let total: f64 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = self.unit() * total;
        for (choice, weight) in choices {
            left -= weight;
            if left < 0.0 {
                return Some(choice);
            }
        }
        choices.last().map(|(choice, _)| choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_the_published_algorithm() {
        // The first values for seed 1234567 of the reference implementation in C (prng.di.unimi.it).
        let mut chance = Chance::new(1_234_567);
        let values = [chance.draw(), chance.draw(), chance.draw()];
        assert_eq!(values, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn the_means_are_as_asked() {
        let mut chance = Chance::new(7);
        let n = 20_000;
        let exponential = (0..n).map(|_| chance.exponential(1000)).sum::<i64>() / n;
        let work = (0..n).map(|_| chance.work(1000)).sum::<i64>() / n;
        assert!((970..1030).contains(&exponential), "{exponential}");
        assert!((970..1030).contains(&work), "{work}");
        let yes = (0..n).filter(|_| chance.happens(0.25)).count();
        assert!((4800..5200).contains(&yes), "{yes}");
    }

    #[test]
    fn weights_are_kept_and_nothing_to_choose_from_is_no_choice() {
        let mut chance = Chance::new(7);
        let choices = [("rare", 1.0), ("usual", 9.0)];
        let usual = (0..10_000).filter(|_| chance.weighted(&choices) == Some(&"usual")).count();
        assert!((8800..9200).contains(&usual), "{usual}");
        assert_eq!(chance.weighted::<u8>(&[]), None);
        assert_eq!(chance.between(5, 5), 5);
    }
}
