//! Numbers that look drawn by lot and follow from a seed alone.

/// A stream of numbers from a seed. Algorithm: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Not for secrets.
#[derive(Clone, Debug)]
pub struct Draw(u64);

impl Draw {
    /// Returns the stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 up to and without 1.
    pub fn unit(&mut self) -> f64 {
        // 53 bits are all that a double holds.
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Returns a place in a list of that many; 0 when there is none.
    pub fn place(&mut self, len: usize) -> usize {
        (self.unit() * len as f64) as usize
    }

    /// Returns a time without memory, in milliseconds.
    pub fn exponential(&mut self, mean_ms: f64) -> i64 {
        (-(1.0 - self.unit()).ln() * mean_ms) as i64
    }
}
