//! Watches the wall clock: a clock that jumps must not open or end an office day by itself.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use queue::id::DeviceId;
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};

use crate::clock::SharedClock;
use crate::messages;
use crate::registry::{Cause, Kind, Registry, Remedy, Report};

/// A clock may lag the last event of the journal by this much (NTP steps it) and still be believed.
const BACKWARD_MS: i64 = 10 * MINUTE_MS;
/// A clock that leaps ahead of the monotonic one by this much is not believed.
const FORWARD_MS: i64 = 12 * HOUR_MS;

/// 2026-01-01T00:00:00Z: this program is younger, so a clock that shows less is wrong, also where no journal tells.
const RELEASE: Timestamp = Timestamp(1_767_225_600_000);
/// So long after the start a leap ahead is believed: a box without a clock of its own starts with the time it was
/// switched off at (systemd-timesyncd, fake-hwclock) and is put right as soon as NTP finds the network.
const SETTLING: Duration = Duration::from_secs(15 * 60);
/// Such a leap spans the time the box was off: a night, or the longest holidays. A longer one is a mistake.
const SETTLING_MS: i64 = 60 * 24 * HOUR_MS;

/// Whether the wall clock may decide about office days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It may.
    Trusted,
    /// A person or NTP has to put it right first.
    Suspect,
}

/// Why the clock is not believed.
#[derive(Clone, Copy)]
enum Doubt {
    /// It shows less than the journal's last event.
    Behind { journal: Timestamp },
    /// It shows less than it did when this program was made.
    BeforeRelease,
    /// It leapt ahead while the daemon looked.
    Leapt { by_ms: i64 },
}

struct Seen {
    started: Instant,
    real: Instant,
    shown: Timestamp,
    newest: Timestamp,
    doubt: Option<Doubt>,
    /// What was last said about it in the log.
    told: Option<Verdict>,
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
        let newest = last_event.unwrap_or(shown);
        let started = Instant::now();
        let seen = Seen { started, real: started, shown, newest, doubt: None, told: None };
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
        let leap = (now - seen.shown) - self.clock.passed(seen.real.elapsed());
        let settles = seen.started.elapsed() < SETTLING && leap <= SETTLING_MS;
        seen.doubt = match seen.doubt {
            _ if now < RELEASE => Some(Doubt::BeforeRelease),
            _ if now < seen.newest + -BACKWARD_MS => Some(Doubt::Behind { journal: seen.newest }),
            // From behind the journal to years after it: that is no time either.
            Some(Doubt::Behind { journal }) if now - journal > SETTLING_MS => {
                Some(Doubt::Leapt { by_ms: now - journal })
            }
            // A clock that was behind and has caught up was put right, however far it had to go.
            Some(Doubt::Behind { .. } | Doubt::BeforeRelease) => None,
            Some(Doubt::Leapt { .. }) if leap < -FORWARD_MS => None,
            None if leap > FORWARD_MS && !settles => Some(Doubt::Leapt { by_ms: leap }),
            as_before => as_before,
        };
        (seen.real, seen.shown) = (Instant::now(), now);
        if seen.doubt.is_some() {
            return Verdict::Suspect;
        }
        seen.newest = seen.newest.max(now);
        Verdict::Trusted
    }

    /// Looks at the clock, and says on the technician's page what is found.
    pub fn look(&self, registry: &Registry) -> Verdict {
        let verdict = self.judge();
        let doubt = self.seen.lock().unwrap_or_else(PoisonError::into_inner).doubt;
        let trouble = doubt.map(|doubt| match doubt {
            Doubt::Behind { journal } => (
                Cause::ClockBehind,
                format!("the clock shows {}, but the journal has events of {journal}", self.clock.now()),
            ),
            Doubt::BeforeRelease => {
                (Cause::ClockLongPast, format!("the clock shows {}, a time long past", self.clock.now()))
            }
            Doubt::Leapt { by_ms } => {
                (Cause::ClockLeapt, format!("the clock leapt ahead by {} hours", by_ms / HOUR_MS))
            }
        });
        let (cause, said) = trouble.unzip();
        self.tell(verdict, said.as_deref().unwrap_or_default());
        let Ok(id) = DeviceId::new("clock") else { return verdict };
        let report = match verdict {
            Verdict::Trusted => Report::ready(),
            Verdict::Suspect => Report {
                state: "suspect".to_owned(),
                cause,
                said,
                remedy: Some(Remedy::ClockSuspect),
                ..Report::default()
            },
        };
        registry.report(&id, report);
        verdict
    }

    /// Says in the log when the clock begins or ceases to be believed.
    fn tell(&self, verdict: Verdict, cause: &str) {
        let before = self.seen.lock().unwrap_or_else(PoisonError::into_inner).told.replace(verdict);
        match verdict {
            Verdict::Suspect if before != Some(Verdict::Suspect) => {
                tracing::error!(
                    message_id = messages::CLOCK_SUSPECT,
                    cause,
                    "the clock is not believed: {cause}"
                );
            }
            Verdict::Trusted if before == Some(Verdict::Suspect) => {
                tracing::warn!(message_id = messages::CLOCK_TRUSTED, "the clock is right again");
            }
            Verdict::Suspect | Verdict::Trusted => (),
        }
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

    #[test]
    fn a_new_box_that_starts_in_1970_is_believed_once_the_clock_is_right() {
        let clock = Arc::new(ManualClock::new(Timestamp(0)));
        let guard = ClockGuard::new(Arc::clone(&clock) as SharedClock, None);
        assert_eq!(
            guard.judge(),
            Verdict::Suspect,
            "no journal says so, but this program was not there in 1970"
        );
        clock.advance(1_795_511_523_000);
        assert_eq!(guard.judge(), Verdict::Trusted);
    }

    #[test]
    fn a_box_without_a_clock_of_its_own_is_put_right_by_ntp_in_the_morning() {
        let (clock, guard) = guarded(0);
        clock.advance(15 * HOUR_MS);
        assert_eq!(guard.judge(), Verdict::Trusted, "it was switched off at the wall in the evening");
        if let Some(long_ago) = Instant::now().checked_sub(SETTLING) {
            guard.seen.lock().unwrap().started = long_ago;
            clock.advance(15 * HOUR_MS);
            assert_eq!(guard.judge(), Verdict::Suspect, "later a leap is somebody's mistake");
        }
    }
}
