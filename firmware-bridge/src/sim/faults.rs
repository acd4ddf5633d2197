//! What goes wrong on a simulated line, repeatably by seed.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Rng;

/// Faults of a line. The default has none. Chances are per million, of bytes or of frames a device sends.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// The same seed spoils the same bytes, as far as the timing is the same.
    pub seed: u64,
    /// Frames with random bytes before them.
    pub noise: u32,
    /// Bytes, in both directions, with one bit flipped.
    pub flip: u32,
    /// Frames that vanish.
    pub drop: u32,
    /// Frames that come twice.
    pub duplicate: u32,
    /// Frames that come late by [`Faults::delay_by`].
    pub delay: u32,
    /// How late.
    pub delay_by: Duration,
    /// Pause after each byte a device sends: slow firmware.
    pub byte_pause: Duration,
    /// Addresses of devices that say nothing, as without power to their driver.
    pub silent: BTreeSet<u8>,
}

/// Longest burst of noise before a frame, in bytes.
const NOISE_MAX: u64 = 24;

impl Faults {
    /// Flips bits in what passes, in either direction.
    pub(super) fn spoil(&self, rng: &mut Rng, bytes: &mut [u8]) {
        for byte in bytes {
            if rng.happens(self.flip) {
                *byte ^= 1 << rng.below(8);
            }
        }
    }

    /// Returns what becomes of a frame: each piece with how late it is.
    pub(super) fn pass(&self, rng: &mut Rng, from: u8, frame: &[u8]) -> Vec<(Duration, Vec<u8>)> {
        if self.silent.contains(&from) || rng.happens(self.drop) {
            return Vec::new();
        }
        let mut bytes = Vec::new();
        if rng.happens(self.noise) {
            bytes.extend((0..=rng.below(NOISE_MAX)).map(|_| rng.bits() as u8));
        }
        bytes.extend_from_slice(frame);
        self.spoil(rng, &mut bytes);
        let late = if rng.happens(self.delay) { self.delay_by } else { Duration::ZERO };
        let times = if rng.happens(self.duplicate) { 2 } else { 1 };
        vec![(late, bytes); times]
    }
}
