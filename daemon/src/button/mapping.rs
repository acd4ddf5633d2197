//! What a payload says: the declarative mapping of `[[button]]` applied to the bytes of one message. Pure: the same
//! payload and the same memory give the same reading, so that a vendor's payload in a file is a test.

use firmware_bridge::mqtt::lateness::Lateness;
use serde_json::Value;

use crate::config::PadAction;
use crate::config::button::{Button, Edge, EventPlace};

/// Largest payload looked at, in bytes (devices.md §1.2); a button's has a few hundred.
pub const PAYLOAD_BYTES_MAX: usize = 8 * 1024;
/// Most events taken from one payload; a real one has one or two.
const EVENTS_MAX: usize = 16;
/// Longest word shown when it is not understood, in characters.
const SHOWN_MAX: usize = 40;

/// What a message says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The presses in it, in order.
    pub presses: Vec<Told>,
    /// Why parts of it are no press of this button.
    pub ignored: Vec<Ignored>,
    /// The battery, in per cent.
    pub battery: Option<f64>,
    /// The last word that stood in the place of the press, for the next reading.
    pub word: Option<String>,
}

/// A press as told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The word of the payload.
    pub word: String,
    /// What it asks for.
    pub action: PadAction,
    /// The sender's own time, in milliseconds of an era of its own.
    pub sent_ms: Option<i64>,
}

/// Why a message, or an event in it, is no press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// More than [`PAYLOAD_BYTES_MAX`].
    TooLong,
    /// No JSON, or no text.
    Unreadable,
    /// Nothing stands at the pointer: another message of the device, as one about its battery.
    Absent,
    /// Empty or null: what some devices send after a press to take it back.
    Empty,
    /// A word the map does not have.
    Unmapped(String),
    /// An event of another button of the device.
    Other,
    /// The state it told before.
    Unchanged,
    /// More events than any button has.
    TooMany,
}

impl Ignored {
    /// Returns the word of what a technician can put right, and what it is about; nothing of what is as it should be.
    #[must_use]
    pub fn note(&self) -> Option<(&'static str, String)> {
        match self {
            Self::TooLong => Some(("too_long", PAYLOAD_BYTES_MAX.to_string())),
            Self::Unreadable => Some(("unreadable", String::new())),
            Self::Unmapped(word) => Some(("unmapped", word.clone())),
            Self::TooMany => Some(("too_many", EVENTS_MAX.to_string())),
            // Every press of some buttons is followed by such a message.
            Self::Absent | Self::Empty | Self::Other | Self::Unchanged => None,
        }
    }
}

impl std::fmt::Display for Ignored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => write!(f, "more than {PAYLOAD_BYTES_MAX} bytes"),
            Self::Unreadable => f.write_str("not JSON, or not text"),
            Self::Absent => f.write_str("nothing stands where a press would: another message of the device"),
            Self::Empty => f.write_str("empty: takes an earlier press back, is none itself"),
            Self::Unmapped(word) => write!(f, "{word:?} is not in the map"),
            Self::Other => f.write_str("an event of another button of the device"),
            Self::Unchanged => f.write_str("the state it told before"),
            Self::TooMany => f.write_str("more events than any button has"),
        }
    }
}

/// Reads a message of a button; `before` is the word of its last reading.
#[must_use]
pub fn read(button: &Button, payload: &[u8], before: Option<&str>) -> Reading {
    let mut reading = Reading { word: before.map(str::to_owned), ..Reading::default() };
    let Some(event) = &button.event else { return reading };
    if payload.len() > PAYLOAD_BYTES_MAX {
        reading.ignored.push(Ignored::TooLong);
        return reading;
    }
    if event.raw == Some(true) {
        match std::str::from_utf8(payload) {
            Ok(text) => take(button, event, text.trim(), None, &mut reading),
            Err(_) => reading.ignored.push(Ignored::Unreadable),
        }
        return reading;
    }
    // Deep nesting ends as unreadable: serde_json stops at 128 levels.
    let Ok(document) = serde_json::from_slice::<Value>(payload) else {
        reading.ignored.push(Ignored::Unreadable);
        return reading;
    };
    reading.battery = button.battery.as_ref().and_then(|b| number(document.pointer(&b.json)?));
    match &event.each {
        None => one(button, event, &document, &mut reading),
        Some(list) => match document.pointer(list).and_then(Value::as_array) {
            Some(entries) => {
                if entries.len() > EVENTS_MAX {
                    reading.ignored.push(Ignored::TooMany);
                }
                entries.iter().take(EVENTS_MAX).for_each(|entry| one(button, event, entry, &mut reading));
            }
            None => reading.ignored.push(Ignored::Absent),
        },
    }
    reading
}

fn one(button: &Button, event: &EventPlace, value: &Value, reading: &mut Reading) {
    let is_there = |(at, wanted): (&String, &String)| {
        value.pointer(at).and_then(word).is_some_and(|found| found == *wanted)
    };
    if !event.only.iter().all(is_there) {
        reading.ignored.push(Ignored::Other);
        return;
    }
    let found = value.pointer(event.json.as_deref().unwrap_or_default());
    let sent_ms = event.ts.as_ref().and_then(|at| number(value.pointer(at)?)).map(|s| (s * 1000.0) as i64);
    match found {
        None => reading.ignored.push(Ignored::Absent),
        Some(Value::Null) => take(button, event, "", sent_ms, reading),
        Some(found) => match word(found) {
            Some(word) => take(button, event, &word, sent_ms, reading),
            None => reading.ignored.push(Ignored::Unmapped("a list or a table".to_owned())),
        },
    }
}

fn take(button: &Button, event: &EventPlace, word: &str, sent_ms: Option<i64>, reading: &mut Reading) {
    let before = reading.word.replace(word.to_owned());
    if word.is_empty() {
        reading.ignored.push(Ignored::Empty);
        return;
    }
    let Some(action) = button.map.get(word) else {
        reading.ignored.push(Ignored::Unmapped(word.chars().take(SHOWN_MAX).collect()));
        return;
    };
    if event.edge == Some(Edge::Rising) && before.as_deref() == Some(word) {
        reading.ignored.push(Ignored::Unchanged);
        return;
    }
    reading.presses.push(Told { word: word.to_owned(), action: *action, sent_ms });
}

/// Returns a value as the file would write it.
#[must_use]
pub fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|n| n.is_finite())
}

/// Returns whether an availability topic says that the button is connected.
#[must_use]
pub fn is_up(availability: &crate::config::button::Availability, payload: &[u8]) -> Option<bool> {
    if payload.len() > PAYLOAD_BYTES_MAX {
        return None;
    }
    let text = std::str::from_utf8(payload).ok()?.trim();
    let said = match &availability.json {
        None => text.to_owned(),
        Some(at) => match serde_json::from_str::<Value>(text) {
            Ok(document) => document.pointer(at).and_then(word)?,
            // zigbee2mqtt told the bare word before its version 2.
            Err(_) => text.to_owned(),
        },
    };
    Some(said == availability.up)
}

/// Presses older than this are not acted upon, in milliseconds: as for pads.
const STALE_MS: u64 = 5_000;
/// A sender whose clock was put right by more than this starts anew, in milliseconds: no press is on its way for an hour.
const CLOCK_JUMP_MS: u64 = 3_600_000;
/// Two presses that are late by the same up to this much, in milliseconds, are a clock that was put back.
const SAME_LATENESS_MS: u64 = 1_000;

/// Whether a button's presses come in time, by its own clock, which need not be right and may be put right at any
/// moment. A sender without a clock tells no time and is never late.
#[derive(Clone, Debug, Default)]
pub struct Freshness {
    lateness: Lateness,
    /// How often the sender's clock was put right: after that it counts as another one.
    era: u32,
    suspect_ms: Option<u64>,
}

impl Freshness {
    /// Returns whether a press sent at `sent_ms` of the sender's clock and heard at `now_ms` of ours is too old.
    pub fn is_stale(&mut self, sent_ms: Option<i64>, now_ms: i64) -> bool {
        let Some(sent_ms) = sent_ms else { return false };
        let (sent_ms, now_ms) = (sent_ms.max(0).unsigned_abs(), now_ms.max(0).unsigned_abs());
        let late_ms = self.lateness.of(&self.era.to_string(), sent_ms, now_ms);
        let put_back = self.suspect_ms.is_some_and(|s| late_ms.abs_diff(s) < SAME_LATENESS_MS);
        if late_ms <= STALE_MS {
            self.suspect_ms = None;
            return false;
        }
        if late_ms > CLOCK_JUMP_MS || put_back {
            self.era = self.era.wrapping_add(1);
            self.lateness.of(&self.era.to_string(), sent_ms, now_ms);
            self.suspect_ms = None;
            return false;
        }
        self.suspect_ms = Some(late_ms);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_is_late_by_the_senders_own_clock_however_wrong() {
        let mut freshness = Freshness::default();
        assert!(!freshness.is_stale(Some(1_000), 1_795_000_000_000));
        assert!(!freshness.is_stale(Some(61_000), 1_795_000_060_050));
        assert!(!freshness.is_stale(Some(121_000), 1_795_000_125_000), "five seconds late, just in time");
        assert!(freshness.is_stale(Some(181_000), 1_795_000_186_100), "a moment more");
        assert!(!freshness.is_stale(Some(241_000), 1_795_000_240_000));
    }

    #[test]
    fn a_clock_put_right_or_back_does_not_silence_the_button() {
        let mut freshness = Freshness::default();
        assert!(!freshness.is_stale(Some(1_000), 1_795_000_000_000), "1970, before NTP");
        assert!(!freshness.is_stale(Some(1_795_000_060_000), 1_795_000_060_010), "NTP came");
        assert!(
            freshness.is_stale(Some(1_795_000_100_000), 1_795_000_130_010),
            "half a minute late, or put back?"
        );
        assert!(
            !freshness.is_stale(Some(1_795_000_160_000), 1_795_000_190_010),
            "late by the same again: put back"
        );
        assert!(!freshness.is_stale(Some(0), 1_795_000_200_000), "1970 again after a power cut");
    }

    #[test]
    fn a_sender_without_a_clock_is_never_late() {
        assert!(!Freshness::default().is_stale(None, 5));
        assert!(!Freshness::default().is_stale(Some(i64::MIN), i64::MAX), "and no number is too odd");
    }
}
