//! A clerk's call button box: buttons to press, and beside each a lamp that says what came of it.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::wire::message::{Lamp, LampPattern};

/// Buttons of the box: next, recall, no-show.
pub const BUTTONS: u8 = 3;
/// How long one flash lasts.
pub const FLASH: Duration = Duration::from_millis(300);
/// Lamp commands remembered, oldest forgotten first.
const HISTORY_MAX: usize = 1_024;

/// What is on the box.
#[derive(Clone, Debug, Default)]
pub struct Pad {
    lit: BTreeMap<u8, (LampPattern, Option<Instant>)>,
    history: VecDeque<Lamp>,
}

impl Pad {
    pub(super) fn light(&mut self, now: Instant, lamp: Lamp) {
        let limit = (lamp.ttl_ms > 0).then(|| Duration::from_millis(lamp.ttl_ms.into()));
        let until = match lamp.pattern {
            LampPattern::Flash => Some(now + limit.unwrap_or(FLASH).min(FLASH)),
            LampPattern::Off | LampPattern::On | LampPattern::SlowBlink | LampPattern::FastBlink => {
                limit.map(|limit| now + limit)
            }
        };
        self.lit.insert(lamp.lamp, (lamp.pattern, until));
        if self.history.len() >= HISTORY_MAX {
            self.history.pop_front();
        }
        self.history.push_back(lamp);
    }

    /// Returns what a lamp does at `now`.
    #[must_use]
    pub fn lamp(&self, now: Instant, lamp: u8) -> LampPattern {
        match self.lit.get(&lamp) {
            Some((pattern, until)) if until.is_none_or(|until| now < until) => *pattern,
            Some(_) | None => LampPattern::Off,
        }
    }

    /// Returns the lamp commands that came, oldest first.
    pub fn history(&self) -> impl Iterator<Item = &Lamp> {
        self.history.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_lamp_goes_dark_by_itself_when_its_time_is_over() {
        let mut pad = Pad::default();
        let start = Instant::now();
        pad.light(start, Lamp { lamp: 0, pattern: LampPattern::On, ttl_ms: 1_000 });
        pad.light(start, Lamp { lamp: 1, pattern: LampPattern::Flash, ttl_ms: 0 });
        assert_eq!(pad.lamp(start + Duration::from_millis(999), 0), LampPattern::On);
        assert_eq!(pad.lamp(start + Duration::from_millis(1_000), 0), LampPattern::Off);
        assert_eq!(pad.lamp(start + Duration::from_millis(299), 1), LampPattern::Flash);
        assert_eq!(pad.lamp(start + FLASH, 1), LampPattern::Off);
    }
}
