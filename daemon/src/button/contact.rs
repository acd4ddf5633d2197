//! From a contact that is only up or down to what a person meant: short, long and double presses, and a button that
//! is jammed. The same rules as the reference pad's (`firmware-bridge/firmware/keys.c`). Pure: it is told the time.
//!
//! Telling long and double presses from short ones costs time, so each contact says what it tells apart, and one that
//! tells nothing apart is reported when it goes down.

use std::collections::BTreeMap;

use firmware_bridge::wire::message::EventKind;

use crate::config::PadAction;

/// Held this long is a long press, in milliseconds.
pub const LONG_MS: i64 = 800;
/// A second press this soon after the end of the first is a double press, in milliseconds.
pub const DOUBLE_MS: i64 = 300;
/// Held this long is jammed: out of use until let go, in milliseconds.
pub const STUCK_MS: i64 = 10_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Up,
    Down,
    /// Up after the first press of a possible two.
    Between,
    /// Down, and told already.
    Told,
    Stuck,
}

/// A contact.
#[derive(Clone, Debug)]
pub struct Contact {
    tells_long: bool,
    tells_double: bool,
    state: State,
    pressed_ms: i64,
    released_ms: i64,
}

/// What a contact's gestures ask for, and with it what has to be told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gestures {
    /// A short press.
    pub press: Option<PadAction>,
    /// A long press.
    pub long: Option<PadAction>,
    /// Two presses close together.
    pub double: Option<PadAction>,
}

impl Gestures {
    /// Returns the gestures of a map whose words are press, long and double.
    #[must_use]
    pub fn of(map: &BTreeMap<String, PadAction>) -> Self {
        let get = |word: &str| map.get(word).copied();
        Self { press: get("press"), long: get("long"), double: get("double") }
    }

    /// Returns what an event asks for, with its name.
    #[must_use]
    pub fn action(&self, kind: EventKind) -> Option<(&'static str, PadAction)> {
        match kind {
            EventKind::Press => self.press.map(|a| ("press", a)),
            EventKind::Long => self.long.map(|a| ("long", a)),
            EventKind::Double => self.double.map(|a| ("double", a)),
            EventKind::Release | EventKind::Stuck | EventKind::Fault => None,
        }
    }
}

impl Contact {
    /// Returns a contact; one that is down from the start was not pressed by a person.
    #[must_use]
    pub fn new(gestures: &Gestures, is_down: bool, now_ms: i64) -> Self {
        Self {
            tells_long: gestures.long.is_some(),
            tells_double: gestures.double.is_some(),
            state: if is_down { State::Told } else { State::Up },
            pressed_ms: now_ms,
            released_ms: now_ms,
        }
    }

    /// Takes what the contact is now; the same as before changes nothing.
    pub fn change(&mut self, is_down: bool, now_ms: i64) -> Option<EventKind> {
        let was_down = matches!(self.state, State::Down | State::Told | State::Stuck);
        match (was_down, is_down) {
            (false, true) => self.down(now_ms),
            (true, false) => self.up(now_ms),
            (false, false) | (true, true) => None,
        }
    }

    fn down(&mut self, now_ms: i64) -> Option<EventKind> {
        let second = self.state == State::Between;
        self.pressed_ms = now_ms;
        if second {
            self.state = State::Told;
            return Some(EventKind::Double);
        }
        if self.tells_long || self.tells_double {
            self.state = State::Down;
            return None;
        }
        self.state = State::Told;
        Some(EventKind::Press)
    }

    fn up(&mut self, now_ms: i64) -> Option<EventKind> {
        match self.state {
            State::Down if self.tells_double => {
                self.released_ms = now_ms;
                self.state = State::Between;
                None
            }
            State::Down => {
                self.state = State::Up;
                Some(EventKind::Press)
            }
            State::Stuck => {
                self.state = State::Up;
                Some(EventKind::Release)
            }
            State::Told | State::Up | State::Between => {
                self.state = State::Up;
                None
            }
        }
    }

    /// Takes the time: what is due by now.
    pub fn time(&mut self, now_ms: i64) -> Option<EventKind> {
        if self.deadline_ms().is_none_or(|due| now_ms < due) {
            return None;
        }
        match self.state {
            State::Down if self.tells_long && now_ms - self.pressed_ms < STUCK_MS => {
                self.state = State::Told;
                Some(EventKind::Long)
            }
            State::Down | State::Told => {
                self.state = State::Stuck;
                Some(EventKind::Stuck)
            }
            State::Between => {
                self.state = State::Up;
                Some(EventKind::Press)
            }
            State::Up | State::Stuck => None,
        }
    }

    /// Returns when [`Contact::time`] has something to tell, in milliseconds.
    #[must_use]
    pub fn deadline_ms(&self) -> Option<i64> {
        match self.state {
            State::Down if self.tells_long => Some(self.pressed_ms + LONG_MS),
            State::Down | State::Told => Some(self.pressed_ms + STUCK_MS),
            State::Between => Some(self.released_ms + DOUBLE_MS),
            State::Up | State::Stuck => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use EventKind::{Double, Long, Press, Release, Stuck};

    use super::*;

    /// Plays changes and looks at the clock every millisecond; returns what was told, and when.
    fn play(gestures: Gestures, changes: &[(i64, bool)], until_ms: i64) -> Vec<(i64, EventKind)> {
        let mut contact = Contact::new(&gestures, false, 0);
        let mut told = Vec::new();
        for now in 0..=until_ms {
            told.extend(contact.time(now).map(|kind| (now, kind)));
            for (_, down) in changes.iter().filter(|(at, _)| *at == now) {
                told.extend(contact.change(*down, now).map(|kind| (now, kind)));
            }
        }
        told
    }

    fn all() -> Gestures {
        let next = Some(PadAction::Next);
        Gestures { press: next, long: next, double: next }
    }

    #[test]
    fn a_contact_that_tells_nothing_apart_is_told_when_it_goes_down() {
        let only = Gestures { press: Some(PadAction::Next), ..Gestures::default() };
        assert_eq!(
            play(only, &[(10, true), (60, false), (100, true), (150, false)], 500),
            [(10, Press), (100, Press)]
        );
    }

    #[test]
    fn short_long_and_double_presses_are_told_apart() {
        assert_eq!(play(all(), &[(10, true), (110, false)], 900), [(410, Press)]);
        assert_eq!(play(all(), &[(10, true), (2_000, false)], 3_000), [(810, Long)]);
        assert_eq!(
            play(all(), &[(10, true), (110, false), (409, true), (500, false)], 2_000),
            [(409, Double)]
        );
        let two = [(10, true), (110, false), (411, true), (500, false)];
        assert_eq!(play(all(), &two, 2_000), [(410, Press), (800, Press)]);
    }

    #[test]
    fn a_jammed_contact_is_told_once_and_again_when_it_is_let_go() {
        let jam = [(10, true), (15_000, false)];
        assert_eq!(play(all(), &jam, 20_000), [(810, Long), (10_010, Stuck), (15_000, Release)]);
        let only = Gestures { press: Some(PadAction::Next), ..Gestures::default() };
        assert_eq!(play(only, &jam, 20_000), [(10, Press), (10_010, Stuck), (15_000, Release)]);
    }

    #[test]
    fn a_contact_that_is_down_at_the_start_was_not_pressed() {
        let mut contact = Contact::new(&all(), true, 0);
        assert_eq!(
            (contact.time(900), contact.change(false, 1_000), contact.time(5_000)),
            (None, None, None)
        );
        let mut contact = Contact::new(&all(), true, 0);
        assert_eq!(contact.time(10_000), Some(Stuck));
    }

    #[test]
    fn a_repetition_of_what_it_is_changes_nothing() {
        let same = [(10, true), (20, true), (30, true), (110, false), (120, false)];
        assert_eq!(play(all(), &same, 900), [(410, Press)]);
    }
}
