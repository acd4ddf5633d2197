//! What is in a message on an MQTT topic: JSON, unknown fields ignored. `PROTOCOL.md` has examples.

use serde::{Deserialize, Serialize};

use super::VERSION;
use super::message::{EventKind, LampPattern, Show, Text};
use crate::host::{DeviceState, LineState, Why};

/// Versions of these payloads spoken here, lowest and highest.
pub const VERSIONS: [u8; 2] = [VERSION, VERSION];

/// Why a payload was not taken.
#[derive(Debug, thiserror::Error)]
#[error("this is not what the topic carries: {0}")]
pub struct PayloadError(#[from] serde_json::Error);

/// Reads a payload.
///
/// # Errors
/// [`PayloadError`]: it is something else; it is dropped and counted.
pub fn read<'a, T: Deserialize<'a>>(payload: &'a [u8]) -> Result<T, PayloadError> {
    Ok(serde_json::from_slice(payload)?)
}

/// Writes a payload.
#[must_use]
pub fn write(payload: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(payload).expect("invariant: payloads have only text keys")
}

/// When a message was sent, on the sender's own clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Names the start of the sender that the clock counts from.
    #[serde(default)]
    pub run: String,
    /// Milliseconds since that start. Without it, nobody can tell how long the message was on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mono_ms: Option<u64>,
}

/// `<bridge>/state` and `daemon/state`. A last will has the first two fields only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Whether it is connected.
    pub online: bool,
    /// Names this connection: a will of another one says nothing about it.
    pub birth: String,
    /// When it was sent.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// Versions of this protocol it speaks, lowest and highest; left out, 1 alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<[u8; 2]>,
    /// Version of the program.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub software: String,
    /// The devices it speaks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<String>,
    /// Its serial lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineInfo>,
}

impl Presence {
    /// Whether it speaks a version spoken here.
    #[must_use]
    pub fn is_compatible(&self) -> bool {
        let [low, high] = self.protocol.unwrap_or(VERSIONS);
        low <= VERSIONS[1] && high >= VERSIONS[0]
    }
}

/// How a serial line of a bridge is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineInfo {
    /// The line's name in the bridge's file.
    pub id: String,
    /// How it is.
    pub state: LineState,
    /// Why, in a sentence.
    #[serde(default)]
    pub cause: String,
    /// Damaged frames dropped since the bridge was started.
    #[serde(default)]
    pub damaged: u32,
    /// A device nobody configured that was heard there: its address and name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stranger: Option<String>,
}

/// `<device>/state`: how a device is, as the bridge sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The bridge that says so.
    #[serde(default)]
    pub bridge: String,
    /// One word.
    pub status: DeviceState,
    /// Why, in one word.
    #[serde(default, skip_serializing_if = "Why::is_unsaid")]
    pub why: Why,
    /// Why, in a sentence.
    #[serde(default)]
    pub cause: String,
    /// Its own figures, once it told them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
}

/// What a device counts itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Seconds since its start.
    #[serde(default)]
    pub uptime_s: u32,
    /// Supply in millivolts; 0 when not measured.
    #[serde(default)]
    pub supply_mv: u16,
    /// Frames it received damaged.
    #[serde(default)]
    pub frames_damaged: u16,
    /// Presses it had no room to keep.
    #[serde(default)]
    pub presses_lost: u16,
}

/// `<device>/about`: what a device is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The bridge that speaks for it.
    #[serde(default)]
    pub bridge: String,
    /// The serial line it hangs on, by its name in the bridge's file.
    #[serde(default)]
    pub line: String,
    /// Its address there.
    #[serde(default)]
    pub address: u8,
    /// Its unique number.
    #[serde(default)]
    pub uid: Option<String>,
    /// Its model number.
    #[serde(default)]
    pub model: Option<u16>,
    /// Its firmware version.
    #[serde(default)]
    pub fw: Option<[u8; 3]>,
    /// What it can do, as in HELLO.
    #[serde(default)]
    pub caps: Option<u32>,
}

/// `<device>/event`: something happened at an input. Repeated until `<device>/done` names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// Names this press for ever: unique number of the device, its start, its count.
    pub id: String,
    /// What.
    pub kind: EventKind,
    /// Which button, from 0.
    #[serde(default)]
    pub input: u8,
    /// How long ago, when this was sent.
    #[serde(default)]
    pub age_ms: u64,
    /// Counts the messages about this device since the sender's start: a gap is a message lost on the way.
    #[serde(default)]
    pub seq: u64,
    /// When it was sent.
    #[serde(flatten)]
    pub stamp: Stamp,
}

/// `<device>/done`: the journal has the press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The press.
    pub id: String,
}

/// `<device>/show`: all that a device shall show, in place of anything before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Lines of its display.
    #[serde(default)]
    pub lines: Vec<TextLine>,
    /// Lamps that stay as they are until told otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lamps: Vec<SteadyLamp>,
}

/// One line of a display.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLine {
    /// Rises with each content.
    pub rev: u32,
    /// Which line, from 0.
    #[serde(default)]
    pub slot: u8,
    /// The counter to go to; 0 for none.
    #[serde(default)]
    pub desk: u8,
    /// A number or another short text.
    pub text: String,
}

impl From<&Show> for TextLine {
    fn from(show: &Show) -> Self {
        let Show { rev, slot, desk, text } = show;
        Self { rev: *rev, slot: *slot, desk: *desk, text: text.as_str().to_owned() }
    }
}

impl TextLine {
    /// Returns the same for the wire; nothing when the text is too long for it.
    #[must_use]
    pub fn show(&self) -> Option<Show> {
        let Self { rev, slot, desk, .. } = *self;
        Text::new(&self.text).ok().map(|text| Show { rev, slot, desk, text })
    }
}

/// A lamp without a limit in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SteadyLamp {
    /// Which, from 0.
    pub lamp: u8,
    /// What it does.
    pub pattern: LampPattern,
}

/// `<device>/shown`: what is on the display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The `rev` of the newest content.
    pub rev: u32,
}

/// `<device>/cmd/<name>/<id>`: something to do now or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order<A> {
    /// What, by the command's name.
    pub args: A,
    /// How long after it was sent it may still be done.
    pub expires_ms: u64,
    /// When it was sent.
    #[serde(flatten)]
    pub stamp: Stamp,
}

/// The command `lamp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LampArgs {
    /// Which, from 0.
    pub lamp: u8,
    /// What it does.
    pub pattern: LampPattern,
    /// After how many milliseconds it goes dark by itself; 0 for never.
    #[serde(default)]
    pub ttl_ms: u16,
}

/// The command `chime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChimeArgs {
    /// Differs for each sound.
    pub cmd_id: u32,
    /// Which sound.
    #[serde(default)]
    pub tone: u8,
    /// How long it may be put off.
    pub ttl_ms: u16,
}

/// `<device>/ack/<id>`: what came of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// One word.
    pub status: Outcome,
    /// Why, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cause: String,
}

/// What came of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is on its way to the device.
    Accepted,
    /// It cannot be done; repeating it is of no use.
    Failed,
    /// It came too late.
    Expired,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_read_as_they_were_written_and_ignore_what_they_do_not_know() {
        let presence = Presence {
            online: true,
            birth: "b".to_owned(),
            stamp: Stamp { run: "r".to_owned(), mono_ms: Some(7) },
            protocol: Some(VERSIONS),
            children: vec!["pad-7".to_owned()],
            lines: vec![LineInfo {
                id: "line-1".to_owned(),
                state: LineState::Open,
                cause: String::new(),
                damaged: 3,
                stranger: None,
            }],
            ..Presence::default()
        };
        assert_eq!(read::<Presence>(&write(&presence)).unwrap(), presence);
        let will: Presence = read(br#"{"online":false,"birth":"b","more":[1]}"#).unwrap();
        assert!(!will.online && will.is_compatible() && will.stamp.mono_ms.is_none());
        let newer: Presence = read(br#"{"online":true,"birth":"b","protocol":[2,3]}"#).unwrap();
        assert!(!newer.is_compatible());
    }

    #[test]
    fn an_event_of_a_device_without_a_clock_is_one() {
        let event: Happened = read(br#"{"id":"0102030405060708:1:4","kind":"long","input":2}"#).unwrap();
        assert_eq!((event.kind, event.input, event.age_ms), (EventKind::Long, 2, 0));
        for wrong in
            [&b"{}"[..], b"", b"\xff", b"[]", br#"{"id":1,"kind":"press"}"#, br#"{"id":"x","kind":"kick"}"#]
        {
            assert!(read::<Happened>(wrong).is_err());
        }
    }
}
