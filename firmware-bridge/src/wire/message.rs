//! The messages: for each, its bytes and what they mean. Integers are little-endian.

use core::fmt;

use heapless::{String, Vec};
use thiserror::Error;

use super::frame::PAYLOAD_MAX;

/// The body of a message as on the wire.
pub type Payload = Vec<u8, PAYLOAD_MAX>;

/// Longest text of a SHOW, in bytes of UTF-8.
pub const TEXT_MAX: usize = 32;

/// Device may send EVENT without being polled (point to point only).
pub const CAP_UNASKED: u32 = 1 << 0;
/// Device has buttons.
pub const CAP_BUTTONS: u32 = 1 << 1;
/// Device has lamps (LAMP).
pub const CAP_LAMPS: u32 = 1 << 2;
/// Device has a display (SHOW).
pub const CAP_DISPLAY: u32 = 1 << 3;
/// Device has a sounder (CHIME).
pub const CAP_SOUND: u32 = 1 << 4;
/// The display shows letters; without this bit digits, space and `-` only.
pub const CAP_TEXT_LETTERS: u32 = 1 << 8;
/// The display shows any UTF-8; without this bit ASCII only.
pub const CAP_TEXT_UTF8: u32 = 1 << 9;

/// Why a payload was not understood.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum MessageError {
    /// No message of this type; answered with NAK 4.
    #[error("message type {0:#04x} is unknown")]
    UnknownKind(u8),
    /// The payload has the wrong length for its type; answered with NAK 5.
    #[error("message type {kind:#04x} does not have {len} payload bytes")]
    Length {
        /// Message type.
        kind: u8,
        /// Payload bytes it came with.
        len: usize,
    },
    /// A field has a value outside its range; answered with NAK 5.
    #[error("message type {kind:#04x}: {field} is out of range")]
    Field {
        /// Message type.
        kind: u8,
        /// Which field.
        field: &'static str,
    },
}

/// The text does not fit a SHOW.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("text has {len} bytes of UTF-8, a display message carries at most 32")]
pub struct TextTooLong {
    /// Its length in bytes.
    pub len: usize,
}

/// What a display shows: at most 32 bytes of UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(String<TEXT_MAX>);

impl Text {
    /// Returns `text` if it fits.
    ///
    /// # Errors
    /// When it is longer than 32 bytes; shorten it, the line cannot.
    pub fn new(text: &str) -> Result<Self, TextTooLong> {
        String::try_from(text).map(Self).map_err(|_| TextTooLong { len: text.len() })
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A closed set of byte values with a meaning each.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant = $value),+ }

        impl $name {
            /// Every value, in wire order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the meaning of a byte, if it has one.
            #[must_use]
            pub const fn from_byte(byte: u8) -> Option<Self> {
                match byte { $($value => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

codes! {
    /// Why a frame was refused.
    NakCode {
        /// The checksum differed.
        Crc = 1,
        /// Another protocol version.
        Version = 2,
        /// Not now; the sender repeats it later.
        Busy = 3,
        /// No message of this type here.
        UnknownKind = 4,
        /// The payload does not fit the type.
        BadArguments = 5,
        /// The sender is not known; it must say HELLO.
        NotWelcomed = 6,
    }
}

codes! {
    /// What happened at an input.
    EventKind {
        /// Pushed down.
        Press = 1,
        /// Let go.
        Release = 2,
        /// Held.
        Long = 3,
        /// Pushed twice.
        Double = 4,
        /// Held so long that it must be jammed.
        Stuck = 5,
        /// The device found a fault in itself.
        Fault = 6,
    }
}

codes! {
    /// What a lamp does.
    LampPattern {
        /// Dark.
        Off = 0,
        /// Lit.
        On = 1,
        /// About once a second.
        SlowBlink = 2,
        /// About four times a second.
        FastBlink = 3,
        /// Lit once, briefly.
        Flash = 4,
    }
}

/// HELLO: a device presents itself after each start and when asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hello {
    /// Lowest protocol version it speaks.
    pub proto_min: u8,
    /// Highest protocol version it speaks.
    pub proto_max: u8,
    /// Differs at each start of the device.
    pub boot_id: u32,
    /// Never changes and is shared with no other device.
    pub uid: [u8; 8],
    /// Which product it is.
    pub model: u16,
    /// Firmware version: major, minor, patch.
    pub fw: [u8; 3],
    /// What it can do, `CAP_*`.
    pub caps: u32,
    /// Longest payload it takes, in bytes.
    pub max_len: u8,
}

/// WELCOME: the host takes a device in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// Version to speak from now on.
    pub proto: u8,
    /// The device's address from now on.
    pub addr: u8,
    /// The host's time, milliseconds since 1970 UTC; 0 when the host does not know it.
    pub unix_ms: u64,
    /// How often the host means to poll, in milliseconds.
    pub poll_ms: u16,
}

/// EVENT: something happened at an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Counts the events of this boot from 1, without gaps.
    pub n: u32,
    /// How long ago it happened, in milliseconds; stays at 65535.
    pub age_ms: u16,
    /// What happened.
    pub kind: EventKind,
    /// Which button, from 0.
    pub input: u8,
}

/// STATUS: how the device is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Seconds since its start.
    pub uptime_s: u32,
    /// Supply in millivolts; 0 when not measured.
    pub supply_mv: u16,
    /// Frames it received damaged.
    pub rx_bad: u16,
    /// Events it had no room to keep.
    pub ev_lost: u16,
    /// Bit 0: an input is stuck. Others are 0.
    pub flags: u8,
}

/// SHOW: what a display shall show. A picture, not a change: repeating it is harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// Rises with each content.
    pub rev: u32,
    /// Which line of the display, from 0.
    pub slot: u8,
    /// The counter to go to; 0 for none.
    pub desk: u8,
    /// The ticket number or another short text.
    pub text: Text,
}

/// CHIME: make a sound, unless it has become too late for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chime {
    /// Differs for each command, so that a repeated one sounds once.
    pub cmd_id: u32,
    /// Which sound.
    pub tone: u8,
    /// How long after arrival it may still start, in milliseconds.
    pub ttl_ms: u16,
}

/// LAMP: light a lamp, for what the person at the pad should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lamp {
    /// Which lamp, from 0; pads put lamp n beside button n.
    pub lamp: u8,
    /// What it does.
    pub pattern: LampPattern,
    /// After how many milliseconds it goes dark by itself; 0 for never.
    pub ttl_ms: u16,
}

/// DONE: the content is on the display, or the sound was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// `rev` of the SHOW or `cmd_id` of the CHIME.
    pub id: u32,
    /// 0 well; 1 failed; 2 expired.
    pub code: u8,
}

/// TIME: the host's clock, for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Milliseconds since 1970 UTC.
    pub unix_ms: u64,
    /// Minutes to add for the local time.
    pub tz_min: i16,
}

/// A message, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described at its struct or constant")]
pub enum Message {
    Hello(Hello),
    Poll,
    Ack,
    Welcome(Welcome),
    Event(Event),
    Status(Status),
    Show(Show),
    Chime(Chime),
    Done(Done),
    Lamp(Lamp),
    Time(Time),
    Nak(NakCode),
}

const HELLO: u8 = 0x01;
const POLL: u8 = 0x02;
const ACK: u8 = 0x03;
const WELCOME: u8 = 0x04;
const EVENT: u8 = 0x10;
const STATUS: u8 = 0x11;
const SHOW: u8 = 0x20;
const CHIME: u8 = 0x21;
const DONE: u8 = 0x22;
const LAMP: u8 = 0x23;
const TIME: u8 = 0x30;
const NAK: u8 = 0x7F;

impl Message {
    /// Returns the type byte.
    #[must_use]
    pub fn kind(&self) -> u8 {
        match self {
            Self::Hello(_) => HELLO,
            Self::Poll => POLL,
            Self::Ack => ACK,
            Self::Welcome(_) => WELCOME,
            Self::Event(_) => EVENT,
            Self::Status(_) => STATUS,
            Self::Show(_) => SHOW,
            Self::Chime(_) => CHIME,
            Self::Done(_) => DONE,
            Self::Lamp(_) => LAMP,
            Self::Time(_) => TIME,
            Self::Nak(_) => NAK,
        }
    }

    /// Returns the payload bytes.
    #[must_use]
    pub fn encode(&self) -> Payload {
        let writer = Writer(Payload::new());
        match self {
            Self::Poll | Self::Ack => writer,
            Self::Nak(code) => writer.put(&[*code as u8]),
            Self::Hello(body) => body.encode(writer),
            Self::Welcome(body) => body.encode(writer),
            Self::Event(body) => body.encode(writer),
            Self::Status(body) => body.encode(writer),
            Self::Show(body) => body.encode(writer),
            Self::Chime(body) => body.encode(writer),
            Self::Done(body) => body.encode(writer),
            Self::Lamp(body) => body.encode(writer),
            Self::Time(body) => body.encode(writer),
        }
        .0
    }

    /// Reads a payload of the given type.
    ///
    /// # Errors
    /// When the type is unknown, or the payload's length or a field does not fit the type.
    pub fn decode(kind: u8, payload: &[u8]) -> Result<Self, MessageError> {
        let mut reader = Reader { kind, len: payload.len(), rest: payload };
        let message = match kind {
            POLL => Self::Poll,
            ACK => Self::Ack,
            NAK => Self::Nak(reader.code("code", NakCode::from_byte)?),
            HELLO => Self::Hello(Hello::decode(&mut reader)?),
            WELCOME => Self::Welcome(Welcome::decode(&mut reader)?),
            EVENT => Self::Event(Event::decode(&mut reader)?),
            STATUS => Self::Status(Status::decode(&mut reader)?),
            SHOW => Self::Show(Show::decode(&mut reader)?),
            CHIME => Self::Chime(Chime::decode(&mut reader)?),
            DONE => Self::Done(Done::decode(&mut reader)?),
            LAMP => Self::Lamp(Lamp::decode(&mut reader)?),
            TIME => Self::Time(Time::decode(&mut reader)?),
            other => return Err(MessageError::UnknownKind(other)),
        };
        reader.end()?;
        Ok(message)
    }
}

impl Hello {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&[self.proto_min, self.proto_max])
            .put(&self.boot_id.to_le_bytes())
            .put(&self.uid)
            .put(&self.model.to_le_bytes())
            .put(&self.fw)
            .put(&self.caps.to_le_bytes())
            .put(&[self.max_len])
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self {
            proto_min: from.u8()?,
            proto_max: from.u8()?,
            boot_id: u32::from_le_bytes(from.array()?),
            uid: from.array()?,
            model: u16::from_le_bytes(from.array()?),
            fw: from.array()?,
            caps: u32::from_le_bytes(from.array()?),
            max_len: from.u8()?,
        })
    }
}

impl Welcome {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&[self.proto, self.addr]).put(&self.unix_ms.to_le_bytes()).put(&self.poll_ms.to_le_bytes())
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self {
            proto: from.u8()?,
            addr: from.u8()?,
            unix_ms: u64::from_le_bytes(from.array()?),
            poll_ms: u16::from_le_bytes(from.array()?),
        })
    }
}

impl Event {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&self.n.to_le_bytes()).put(&self.age_ms.to_le_bytes()).put(&[self.kind as u8, self.input])
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self {
            n: u32::from_le_bytes(from.array()?),
            age_ms: u16::from_le_bytes(from.array()?),
            kind: from.code("kind", EventKind::from_byte)?,
            input: from.u8()?,
        })
    }
}

impl Status {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&self.uptime_s.to_le_bytes())
            .put(&self.supply_mv.to_le_bytes())
            .put(&self.rx_bad.to_le_bytes())
            .put(&self.ev_lost.to_le_bytes())
            .put(&[self.flags])
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self {
            uptime_s: u32::from_le_bytes(from.array()?),
            supply_mv: u16::from_le_bytes(from.array()?),
            rx_bad: u16::from_le_bytes(from.array()?),
            ev_lost: u16::from_le_bytes(from.array()?),
            flags: from.u8()?,
        })
    }
}

impl Show {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&self.rev.to_le_bytes()).put(&[self.slot, self.desk]).put(self.text.as_str().as_bytes())
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        let (rev, slot, desk) = (u32::from_le_bytes(from.array()?), from.u8()?, from.u8()?);
        let bad_text = MessageError::Field { kind: from.kind, field: "text" };
        let text = core::str::from_utf8(core::mem::take(&mut from.rest)).map_err(|_| bad_text)?;
        Ok(Self { rev, slot, desk, text: Text::new(text).map_err(|_| bad_text)? })
    }
}

impl Chime {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&self.cmd_id.to_le_bytes()).put(&[self.tone]).put(&self.ttl_ms.to_le_bytes())
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self {
            cmd_id: u32::from_le_bytes(from.array()?),
            tone: from.u8()?,
            ttl_ms: u16::from_le_bytes(from.array()?),
        })
    }
}

impl Done {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&self.id.to_le_bytes()).put(&[self.code])
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self { id: u32::from_le_bytes(from.array()?), code: from.u8()? })
    }
}

impl Lamp {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&[self.lamp, self.pattern as u8]).put(&self.ttl_ms.to_le_bytes())
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self {
            lamp: from.u8()?,
            pattern: from.code("pattern", LampPattern::from_byte)?,
            ttl_ms: u16::from_le_bytes(from.array()?),
        })
    }
}

impl Time {
    fn encode(&self, to: Writer) -> Writer {
        to.put(&self.unix_ms.to_le_bytes()).put(&self.tz_min.to_le_bytes())
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, MessageError> {
        Ok(Self { unix_ms: u64::from_le_bytes(from.array()?), tz_min: i16::from_le_bytes(from.array()?) })
    }
}

struct Writer(Payload);

impl Writer {
    fn put(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes).expect("invariant: every message is shorter than PAYLOAD_MAX");
        self
    }
}

struct Reader<'a> {
    kind: u8,
    len: usize,
    rest: &'a [u8],
}

impl Reader<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], MessageError> {
        let Some((taken, rest)) = self.rest.split_first_chunk::<N>() else { return Err(self.wrong_length()) };
        self.rest = rest;
        Ok(*taken)
    }

    fn u8(&mut self) -> Result<u8, MessageError> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    fn code<T>(&mut self, field: &'static str, meaning: fn(u8) -> Option<T>) -> Result<T, MessageError> {
        meaning(self.u8()?).ok_or(MessageError::Field { kind: self.kind, field })
    }

    fn end(&self) -> Result<(), MessageError> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.wrong_length()) }
    }

    fn wrong_length(&self) -> MessageError {
        MessageError::Length { kind: self.kind, len: self.len }
    }
}
