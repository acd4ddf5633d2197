//! Watches the wall clock: a clock that jumps must not open or end an office day by itself.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Instant;

use queue::id::DeviceId;
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};

use crate::clock::SharedClock;
use crate::registry::{Kind, Registry, Report};

/// A clock may lag the last event of the journal by this much (NTP steps it) and still be believed.
const BACKWARD_MS: i64 = 10 * MINUTE_MS;
/// A clock that leaps ahead of the monotonic one by this much is not believed.
const FORWARD_MS: i64 = 12 * HOUR_MS;

/// Whether the wall clock may decide about office days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It may.
    Trusted,
    /// A person or NTP has to put it right first.
    Suspect,
}

struct Seen {
    real: Instant,
    shown: Timestamp,
    newest: Timestamp,
    verdict: Verdict,
    cause: Option<String>,
}

/// Compares the wall clock with the monotonic one and with the last event of the journal.
#[derive(Clone)]
pub struct ClockGuard {
    clock: SharedClock,
    seen: Arc<Mutex<Seen>>,
}

impl ClockGuard {
    /// Returns a guard that knows when the last event happened, if there is one.
    #[must_use]
    pub fn new(clock: SharedClock, last_event: Option<Timestamp>) -> Self {
        let shown = clock.now();
        let seen = Seen {
            real: Instant::now(),
            shown,
            newest: last_event.unwrap_or(shown),
            verdict: Verdict::Trusted,
            cause: None,
        };
        let guard = Self { clock, seen: Arc::new(Mutex::new(seen)) };
        let _ = guard.judge();
        guard
    }

    /// Makes the clock known as a device.
    pub fn register(&self, registry: &Registry) {
        if let Ok(id) = DeviceId::new("clock") {
            registry.add(&id, Kind::Clock, None, &[]);
        }
    }

    /// Returns whether the clock may decide now, without telling anybody.
    #[must_use]
    pub fn judge(&self) -> Verdict {
        let now = self.clock.now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // How much of the clock's time should have passed since the last look.
        let real_ms = seen.real.elapsed().as_secs_f64() * 1000.0;
        let unit = self.clock.real(1_000_000).as_secs_f64() * 1000.0 / 1_000_000.0;
        let expected = if unit > 0.0 { (real_ms / unit) as i64 } else { 0 };
        let leap = (now - seen.shown) - expected;
        if now < seen.newest + -BACKWARD_MS {
            let newest = seen.newest;
            seen.cause = Some(format!("the clock shows {now}, but the journal has events of {newest}"));
            seen.verdict = Verdict::Suspect;
        } else if leap > FORWARD_MS {
            seen.cause = Some(format!("the clock leapt ahead by {} hours", leap / HOUR_MS));
            seen.verdict = Verdict::Suspect;
        } else if seen.verdict == Verdict::Suspect && leap < -FORWARD_MS {
            // It came back from where it had leapt to.
            (seen.verdict, seen.cause) = (Verdict::Trusted, None);
        } else if seen.verdict == Verdict::Suspect
            && seen.cause.as_ref().is_some_and(|c| c.contains("journal"))
        {
            (seen.verdict, seen.cause) = (Verdict::Trusted, None);
        }
        (seen.real, seen.shown) = (Instant::now(), now);
        if seen.verdict == Verdict::Trusted {
            seen.newest = seen.newest.max(now);
        }
        seen.verdict
    }

    /// Looks at the clock, and says on the technician's page what is found.
    pub fn look(&self, registry: &Registry) -> Verdict {
        let verdict = self.judge();
        let cause = self.seen.lock().unwrap_or_else(PoisonError::into_inner).cause.clone();
        let Ok(id) = DeviceId::new("clock") else { return verdict };
        let report = match verdict {
            Verdict::Trusted => Report { state: "ready".to_owned(), ..Report::default() },
            Verdict::Suspect => Report {
                state: "suspect".to_owned(),
                cause,
                remedy: Some("set the clock (or wait for NTP); if it is right, restart noubad".to_owned()),
            },
        };
        registry.report(&id, report);
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    /// A clock whose own time stands still while real time passes hardly at all: a leap is what `advance` says.
    fn guarded(last_event: i64) -> (Arc<ManualClock>, ClockGuard) {
        let clock = Arc::new(ManualClock::new(Timestamp(1_795_511_523_000)));
        let guard = ClockGuard::new(
            Arc::clone(&clock) as SharedClock,
            Some(Timestamp(1_795_511_523_000 + last_event)),
        );
        (clock, guard)
    }

    #[test]
    fn a_box_that_starts_in_1970_is_not_believed_until_the_clock_is_right() {
        let (clock, guard) = guarded(0);
        clock.advance(-1_795_511_523_000);
        assert_eq!(guard.judge(), Verdict::Suspect);
        clock.advance(1_795_511_523_000 + MINUTE_MS);
        assert_eq!(guard.judge(), Verdict::Trusted);
    }

    #[test]
    fn a_leap_of_a_year_is_not_believed_until_it_is_taken_back() {
        let (clock, guard) = guarded(0);
        let year = 365 * 24 * HOUR_MS;
        clock.advance(year);
        assert_eq!(guard.judge(), Verdict::Suspect);
        assert_eq!(guard.judge(), Verdict::Suspect, "looking twice does not make it right");
        clock.advance(-year);
        assert_eq!(guard.judge(), Verdict::Trusted);
    }

    #[test]
    fn a_step_of_some_minutes_is_believed() {
        let (clock, guard) = guarded(0);
        clock.advance(-5 * MINUTE_MS);
        assert_eq!(guard.judge(), Verdict::Trusted);
        clock.advance(30 * MINUTE_MS);
        assert_eq!(guard.judge(), Verdict::Trusted);
    }
}
