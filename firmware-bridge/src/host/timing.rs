//! How long things take on a line of a given speed.

use crate::wire::frame::WIRE_MAX;

/// What a device and its driver may take to begin an answer, in milliseconds (devices.md §2.2).
const ANSWER_MS: u64 = 20;
/// Room for devices that write byte by byte with pauses, in milliseconds.
const SLOW_DEVICE_MS: u64 = 250;
/// Between a frame nobody answers and the next, in milliseconds: the driver switches direction.
const ASIDE_MS: u64 = 2;
/// One start bit, eight data bits, one stop bit.
const BITS_PER_BYTE: u64 = 10;

/// Durations of one line, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    byte_us: u64,
    adapter_ms: u64,
}

impl Timing {
    /// Returns the timing at `baud` bits per second, 8N1, behind an adapter that adds `adapter_ms` to each answer.
    #[must_use]
    pub fn new(baud: u32, adapter_ms: u16) -> Self {
        Self {
            byte_us: (BITS_PER_BYTE * 1_000_000).div_ceil(u64::from(baud.max(1))),
            adapter_ms: adapter_ms.into(),
        }
    }

    /// Returns how long `bytes` take.
    #[must_use]
    pub fn bytes_ms(&self, bytes: usize) -> u64 {
        (self.byte_us * bytes as u64).div_ceil(1_000)
    }

    /// Returns how long after the start of a frame of `bytes` its answer may begin.
    #[must_use]
    pub fn reply_ms(&self, bytes: usize) -> u64 {
        self.bytes_ms(bytes) + ANSWER_MS + self.adapter_ms
    }

    /// Returns how long after the start of a frame of `bytes` its answer must be over, whatever still arrives.
    #[must_use]
    pub fn reply_max_ms(&self, bytes: usize) -> u64 {
        self.reply_ms(bytes) + self.bytes_ms(WIRE_MAX) + SLOW_DEVICE_MS
    }

    /// Returns how long an answer that has begun may pause.
    #[must_use]
    pub fn quiet_ms(&self) -> u64 {
        ANSWER_MS + self.adapter_ms
    }

    /// Returns how long the line is taken by a frame of `bytes` nobody answers.
    #[must_use]
    pub fn aside_ms(&self, bytes: usize) -> u64 {
        self.bytes_ms(bytes) + ASIDE_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_rounded_up_never_down() {
        // 24 bytes at 9600 baud are 25.0 ms, at 115200 baud 2.08 ms.
        assert_eq!(Timing::new(9_600, 0).bytes_ms(24), 26);
        assert_eq!(Timing::new(115_200, 0).bytes_ms(24), 3);
    }

    #[test]
    fn an_answer_may_begin_after_its_question_and_20_ms() {
        assert_eq!(Timing::new(9_600, 0).reply_ms(12), 13 + 20);
        assert_eq!(Timing::new(9_600, 16).reply_ms(12), 13 + 20 + 16);
    }
}
