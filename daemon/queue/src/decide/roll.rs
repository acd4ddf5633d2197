//! Paper-roll mode: no printer works, and numbers come from a roll printed beforehand.
//!
//! A person hangs the roll at the kiosk and says what its first slip shows. From then on the kiosk gives the roll's numbers
//! in their order, so that the slip a citizen tears off is the ticket: everything else goes on as ever. The roll's letter is
//! one no service has, so that no number is given twice; its next slip is remembered from day to day, as the roll does.

use super::Decision;
use crate::event::Event;
use crate::id::Number;
use crate::office::{Office, Roll};
use crate::rejection::Rejection;

/// The last number of a roll: then it begins anew.
pub const ROLL_LAST: u32 = 999;

impl Office {
    pub(super) fn start_roll(&self, letter: char, next: u32) -> Decision {
        if !letter.is_ascii_uppercase() || self.config.services.iter().any(|s| s.letter == letter) {
            return Err(Rejection::RollLetterTaken);
        }
        if !(1..=ROLL_LAST).contains(&next) {
            return Err(Rejection::RollNumberUnknown);
        }
        if self.state.tickets.has_number(Number { letter, value: next }) {
            return Err(Rejection::RollNumberGiven);
        }
        Ok(vec![Event::RollStarted { letter, next }])
    }

    pub(super) fn end_roll(&self) -> Decision {
        if self.roll().is_none() { Err(Rejection::NoRoll) } else { Ok(vec![Event::RollEnded {}]) }
    }

    /// Returns the roll numbers come from, while they do.
    #[must_use]
    pub fn roll(&self) -> Option<&Roll> {
        self.state.roll.as_ref().filter(|roll| roll.is_on)
    }

    /// The number of the roll's next slip. One that is carried over from the day before is left out, and its slip with it:
    /// the kiosk shows the number, and a person who sees another on the slip says so by starting the roll anew.
    #[must_use]
    pub fn next_slip(&self, roll: &Roll) -> Number {
        let mut number = Number { letter: roll.letter, value: roll.next };
        for _ in 0..ROLL_LAST {
            if (1..=ROLL_LAST).contains(&number.value) && !self.state.tickets.has_number(number) {
                break;
            }
            number.value = if number.value >= ROLL_LAST { 1 } else { number.value + 1 };
        }
        number
    }
}
