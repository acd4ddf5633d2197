//! What looks at a camera mean, and when to look again. Pure: no time but spans, no network.
//!
//! A camera that does not answer is looked at again soon, and shown as in trouble after the third time, so that a
//! single lost packet wakes nobody; still, a dead camera is shown within twice its interval. A camera that refuses the
//! password is asked less and less often: cameras lock accounts.

use std::time::Duration;

use crate::registry::{Cause, Remedy};

/// Looks without an answer before a camera is shown as in trouble.
const FAILURES: u32 = 3;
/// Looks without a picture before it is.
const FROZEN: u32 = 2;
/// Longest time between two looks at a camera that refuses the password.
const REFUSED_MAX: Duration = Duration::from_secs(15 * 60);
/// How long an answer may take at most.
const ANSWER_MAX: Duration = Duration::from_secs(5);
/// How long a picture may take at most; cameras send a whole one every few seconds.
const PICTURE_MAX: Duration = Duration::from_secs(10);

/// Why a camera is not as it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It wants a name and a password, and the office has none for it.
    AuthWanted,
    /// It refuses the name or the password.
    AuthRefused,
    /// The office's credential for it cannot be read.
    NoCredential,
    /// It has no stream of that path.
    NotFound,
    /// Nothing answers at its address.
    Unreachable,
    /// Something answers, but not as a camera does.
    WrongAnswer,
    /// It takes connections and is silent.
    Hung,
    /// Its stream has no picture, or one of a kind nobody here can show.
    BadCodec,
    /// No picture comes, though it says that there is one.
    NoPicture,
    /// The same picture comes again and again.
    SamePicture,
}

impl Fault {
    /// Returns the state it is shown with, in one word.
    #[must_use]
    pub fn state(self) -> &'static str {
        match self {
            Self::AuthWanted | Self::AuthRefused | Self::NoCredential => "auth_failed",
            Self::NotFound => "not_found",
            Self::Unreachable | Self::WrongAnswer => "unreachable",
            Self::Hung => "hung",
            Self::BadCodec => "bad_codec",
            Self::NoPicture | Self::SamePicture => "frozen",
        }
    }

    /// Returns its word in the catalogue, for `cause-…` and `remedy-…` alike.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.cause().word()
    }

    /// Returns it as a cause.
    #[must_use]
    pub fn cause(self) -> Cause {
        match self {
            Self::AuthWanted => Cause::CameraAuthWanted,
            Self::AuthRefused => Cause::CameraAuthRefused,
            Self::NoCredential => Cause::CameraNoCredential,
            Self::NotFound => Cause::CameraNotFound,
            Self::Unreachable => Cause::CameraUnreachable,
            Self::WrongAnswer => Cause::CameraWrongAnswer,
            Self::Hung => Cause::CameraHung,
            Self::BadCodec => Cause::CameraBadCodec,
            Self::NoPicture => Cause::CameraNoPicture,
            Self::SamePicture => Cause::CameraSamePicture,
        }
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn remedy(self) -> Remedy {
        match self {
            Self::AuthWanted => Remedy::CameraAuthWanted,
            Self::AuthRefused => Remedy::CameraAuthRefused,
            Self::NoCredential => Remedy::CameraNoCredential,
            Self::NotFound => Remedy::CameraNotFound,
            Self::Unreachable => Remedy::CameraUnreachable,
            Self::WrongAnswer => Remedy::CameraWrongAnswer,
            Self::Hung => Remedy::CameraHung,
            Self::BadCodec => Remedy::CameraBadCodec,
            Self::NoPicture => Remedy::CameraNoPicture,
            Self::SamePicture => Remedy::CameraSamePicture,
        }
    }

    /// Looks that must fail in a row before it is shown; an answer that says what is wrong is believed at once.
    fn patience(self) -> u32 {
        match self {
            Self::Unreachable | Self::WrongAnswer | Self::Hung => FAILURES,
            Self::NoPicture | Self::SamePicture => FROZEN,
            Self::AuthWanted | Self::AuthRefused | Self::NoCredential | Self::NotFound | Self::BadCodec => 1,
        }
    }
}

/// How long a look may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// Until the stream is described.
    pub answer: Duration,
    /// Until it is known whether anything listens at all.
    pub connect: Duration,
    /// Until a picture and one after it are there.
    pub picture: Duration,
}

impl Patience {
    /// Returns the times that let a dead camera be shown within twice its interval: one interval until the next look,
    /// then three looks of a sixth with two pauses of a sixth between them.
    #[must_use]
    pub fn within(interval: Duration) -> Self {
        Self {
            answer: (interval / 8).min(ANSWER_MAX),
            connect: (interval / 24).min(ANSWER_MAX / 2),
            picture: (interval / 3).min(PICTURE_MAX),
        }
    }

    /// Returns the times a person at the command line or at a page is made to wait at most.
    #[must_use]
    pub fn for_a_person() -> Self {
        Self { answer: ANSWER_MAX, connect: ANSWER_MAX / 2, picture: PICTURE_MAX }
    }
}

/// What follows from a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Whether it is to be shown now; nothing while it is not sure.
    pub shown: Option<Result<(), Fault>>,
    /// When to look again.
    pub wait: Duration,
}

/// What is known of one camera.
#[derive(Debug)]
pub struct Judge {
    interval: Duration,
    failures: u32,
    refusals: u32,
}

impl Judge {
    /// Returns the judge of a camera that nobody has looked at.
    #[must_use]
    pub fn new(interval: Duration) -> Self {
        Self { interval, failures: 0, refusals: 0 }
    }

    /// Takes what a look found.
    pub fn take(&mut self, found: Result<(), Fault>) -> Decision {
        let Err(fault) = found else {
            (self.failures, self.refusals) = (0, 0);
            return Decision { shown: Some(Ok(())), wait: self.interval };
        };
        self.failures = self.failures.saturating_add(1);
        let sure = self.failures >= fault.patience();
        let refused = matches!(fault, Fault::AuthWanted | Fault::AuthRefused);
        self.refusals = if refused { self.refusals.saturating_add(1) } else { 0 };
        let wait = if refused {
            let doubled = 2_u32.checked_pow(self.refusals).and_then(|n| self.interval.checked_mul(n));
            doubled.unwrap_or(REFUSED_MAX).min(REFUSED_MAX.max(self.interval))
        } else if sure {
            self.interval
        } else {
            self.interval / 6
        };
        Decision { shown: sure.then_some(Err(fault)), wait }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When a camera that dies right after a look is shown, counted in its intervals, each look taking all it may.
    fn shown_after(fault: Fault, interval: Duration) -> f64 {
        let patience = Patience::within(interval);
        let look = match fault {
            Fault::NoPicture => patience.picture,
            _ => patience.answer + patience.connect,
        };
        let mut judge = Judge::new(interval);
        let mut passed = judge.take(Ok(())).wait;
        loop {
            passed += look;
            let decision = judge.take(Err(fault));
            if decision.shown.is_some() {
                return passed.as_secs_f64() / interval.as_secs_f64();
            }
            passed += decision.wait;
        }
    }

    #[test]
    fn a_dead_camera_is_shown_within_twice_its_interval_whatever_that_is() {
        for seconds in [10, 11, 60, 600, 3600] {
            for fault in [Fault::Hung, Fault::Unreachable, Fault::WrongAnswer, Fault::NoPicture] {
                let after = shown_after(fault, Duration::from_secs(seconds));
                assert!(after <= 2.0, "{fault:?} every {seconds} s: {after}");
            }
        }
    }

    #[test]
    fn one_lost_look_is_no_trouble_and_a_clear_answer_is_believed_at_once() {
        let mut judge = Judge::new(Duration::from_secs(60));
        assert_eq!(judge.take(Err(Fault::Hung)).shown, None);
        assert_eq!(judge.take(Ok(())).shown, Some(Ok(())));
        assert_eq!(judge.take(Err(Fault::Hung)).shown, None, "the count begins anew");
        assert_eq!(judge.take(Err(Fault::NotFound)).shown, Some(Err(Fault::NotFound)));
    }

    #[test]
    fn a_camera_that_refuses_the_password_is_asked_ever_less_often() {
        let mut judge = Judge::new(Duration::from_secs(60));
        let waits: Vec<u64> = (0..6).map(|_| judge.take(Err(Fault::AuthRefused)).wait.as_secs()).collect();
        assert_eq!(waits, [120, 240, 480, 900, 900, 900]);
        assert_eq!(judge.take(Ok(())).wait.as_secs(), 60);
        let mut slow = Judge::new(Duration::from_secs(3600));
        assert_eq!(slow.take(Err(Fault::AuthRefused)).wait.as_secs(), 3600);
    }
}
