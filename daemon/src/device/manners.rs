//! What keeps one finger, or one broken contact, from calling half the waiting room: repeats within a moment are one
//! press, and a storm of presses is shut out for a while. Pure: it is told the time.

use std::collections::{BTreeMap, VecDeque};

/// More events of one device than this within [`STORM_SPAN_MS`] are no person (devices.md §7).
pub const STORM_EVENTS: usize = 5;
/// The span a storm is measured over, in milliseconds.
pub const STORM_SPAN_MS: i64 = 3_000;

/// What becomes of a press.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is acted upon.
    Act,
    /// The same gesture of the same button came a moment ago: one press, told twice.
    Repeated,
    /// Too many at once: the device is shut out from now on.
    StormBegins,
    /// The device is shut out.
    ShutOut,
}

/// The memory of one device's presses.
#[derive(Debug)]
pub struct Manners {
    debounce_ms: i64,
    quarantine_ms: i64,
    /// When each gesture was last taken for a press, by input and gesture: as few as the device has buttons.
    taken: BTreeMap<(String, &'static str), i64>,
    recent: VecDeque<i64>,
    shut_out_until: Option<i64>,
    /// Presses that were dropped in storms.
    pub dropped: u64,
    /// Presses that were told twice.
    pub repeated: u64,
    /// Presses a rule of the queue refused as too soon after the last.
    pub ignored: u64,
}

/// Inputs remembered of one device; beyond them the memory starts anew: no real device has so many.
const INPUTS_MAX: usize = 64;

impl Manners {
    /// Returns the memory of a device: the same gesture within `debounce_ms` is one press (0: each is its own), and a
    /// storm shuts it out for `quarantine_ms` (0: never).
    #[must_use]
    pub fn new(debounce_ms: i64, quarantine_ms: i64) -> Self {
        Self {
            debounce_ms,
            quarantine_ms,
            taken: BTreeMap::new(),
            recent: VecDeque::new(),
            shut_out_until: None,
            dropped: 0,
            repeated: 0,
            ignored: 0,
        }
    }

    /// Returns how long a storm shuts the device out, in milliseconds.
    #[must_use]
    pub fn quarantine_ms(&self) -> i64 {
        self.quarantine_ms
    }

    /// Returns how much longer the device is shut out, in milliseconds; 0 when it is heard.
    #[must_use]
    pub fn shut_out_for(&self, now_ms: i64) -> i64 {
        self.shut_out_until.map_or(0, |until| (until - now_ms).max(0))
    }

    /// Judges a gesture of an input at `now_ms`.
    pub fn take(&mut self, now_ms: i64, input: &str, gesture: &'static str) -> Verdict {
        let storm = self.is_storm(now_ms);
        match self.shut_out_until {
            // Storm still: the time starts again, or a chattering contact would be heard every half a minute.
            Some(until) if now_ms < until || storm => {
                if now_ms >= until {
                    self.shut_out_until = Some(now_ms + self.quarantine_ms);
                }
                self.dropped += 1;
                Verdict::ShutOut
            }
            Some(_) | None if storm => {
                self.shut_out_until = Some(now_ms + self.quarantine_ms);
                self.dropped += 1;
                Verdict::StormBegins
            }
            Some(_) | None => {
                self.shut_out_until = None;
                self.first_or_repeated(now_ms, input, gesture)
            }
        }
    }

    fn is_storm(&mut self, now_ms: i64) -> bool {
        self.recent.retain(|at| now_ms - at < STORM_SPAN_MS);
        self.recent.push_back(now_ms);
        if self.recent.len() > STORM_EVENTS + 1 {
            self.recent.pop_front();
        }
        self.quarantine_ms > 0 && self.recent.len() > STORM_EVENTS
    }

    fn first_or_repeated(&mut self, now_ms: i64, input: &str, gesture: &'static str) -> Verdict {
        let key = (input.to_owned(), gesture);
        if self.taken.get(&key).is_some_and(|at| now_ms - at < self.debounce_ms) {
            self.repeated += 1;
            return Verdict::Repeated;
        }
        if self.taken.len() >= INPUTS_MAX {
            self.taken.clear();
        }
        self.taken.insert(key, now_ms);
        Verdict::Act
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{Act, Repeated, ShutOut, StormBegins};
    use super::*;

    fn check(debounce_ms: i64, presses: &[(i64, Verdict)]) -> Manners {
        let mut manners = Manners::new(debounce_ms, 30_000);
        for (at, verdict) in presses {
            assert_eq!(manners.take(*at, "0", "press"), *verdict, "at {at} ms");
        }
        manners
    }

    #[test]
    fn the_same_gesture_within_the_window_is_one_press() {
        let manners = check(400, &[(0, Act), (399, Repeated), (400, Act), (799, Repeated), (5_000, Act)]);
        assert_eq!(manners.repeated, 2);
    }

    #[test]
    fn another_button_or_another_gesture_is_another_press() {
        let mut manners = Manners::new(400, 30_000);
        assert_eq!(manners.take(0, "0", "press"), Act);
        assert_eq!(manners.take(10, "1", "press"), Act);
        assert_eq!(manners.take(20, "0", "long"), Act);
    }

    #[test]
    fn five_presses_in_three_seconds_are_a_hurry_and_six_are_a_storm() {
        check(
            0,
            &[(0, Act), (600, Act), (1_200, Act), (1_800, Act), (2_400, Act), (3_000, Act), (3_600, Act)],
        );
        check(0, &[(0, Act), (10, Act), (20, Act), (30, Act), (40, Act), (2_999, StormBegins)]);
    }

    #[test]
    fn a_storm_is_shut_out_for_half_a_minute_and_as_long_as_it_lasts() {
        let mut presses: Vec<(i64, Verdict)> = (0..5).map(|n| (n * 100, Act)).collect();
        presses.push((500, StormBegins));
        // A contact that chatters for two minutes.
        presses.extend((6..1_200).map(|n| (n * 100, ShutOut)));
        presses.push((151_000, Act));
        let manners = check(0, &presses);
        assert_eq!(manners.dropped, 1_195);
    }

    #[test]
    fn a_device_without_quarantine_is_always_heard() {
        let mut manners = Manners::new(0, 0);
        assert!((0..100).all(|n| manners.take(n, "0", "press") == Act));
    }
}
