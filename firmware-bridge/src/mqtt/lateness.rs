//! How long a message was on its way, between two machines whose clocks need not agree.
//!
//! The sender writes the time of its monotonic clock into each message. The fastest message seen so far tells how the
//! two clocks stand to each other; what comes later than that was held up by as much. Two quartz clocks drift apart by
//! less than [`DRIFT_PPM`], which is forgiven. Needs no wall clock, so a box without one is no special case.

/// How far two clocks may drift apart, in millionths: twice what a bad quartz does.
const DRIFT_PPM: u64 = 200;

/// What is known of one sender since its start.
#[derive(Clone, Debug, Default)]
pub struct Lateness {
    /// Which start of the sender, the difference of the clocks at the fastest message, and when that came.
    best: Option<(String, i64, u64)>,
}

impl Lateness {
    /// Returns by how many milliseconds a message is late: sent at `sent_ms` of the clock of the sender's start `birth`,
    /// received at `now_ms` of ours. The first message of a start is the measure, and not late.
    pub fn of(&mut self, birth: &str, sent_ms: u64, now_ms: u64) -> u64 {
        let difference = i64::try_from(now_ms).unwrap_or(i64::MAX).saturating_sub_unsigned(sent_ms);
        let allowed = match &self.best {
            Some((known, best, at_ms)) if known == birth => {
                best.saturating_add_unsigned(now_ms.saturating_sub(*at_ms) * DRIFT_PPM / 1_000_000)
            }
            Some(_) | None => difference,
        };
        if difference <= allowed {
            self.best = Some((birth.to_owned(), difference, now_ms));
            return 0;
        }
        difference.abs_diff(allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_held_up_by_the_broker_is_late_by_as_much_whatever_the_clocks_say() {
        for offset in [0, 1_000_000] {
            let mut lateness = Lateness::default();
            assert_eq!(lateness.of("a", 1_000, offset + 1_003), 0);
            assert_eq!(lateness.of("a", 2_000, offset + 2_001), 0, "faster");
            assert_eq!(lateness.of("a", 3_000, offset + 3_003), 2);
            assert_eq!(lateness.of("a", 4_000, offset + 14_001), 10_000 - 2);
            assert_eq!(lateness.of("b", 4_000, offset + 14_001), 0, "another start, another clock");
        }
    }

    #[test]
    fn a_day_of_drift_makes_nothing_late() {
        let mut lateness = Lateness::default();
        let mut sent = 0;
        for minute in 0..24 * 60 {
            // The sender's clock loses 100 millionths.
            sent += 60_000 - 6;
            assert_eq!(lateness.of("a", sent, minute * 60_000), 0);
        }
    }
}
