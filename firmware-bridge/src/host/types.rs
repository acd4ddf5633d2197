//! What the owner of a line tells it and hears from it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::wire::message::{Chime, EventKind, Lamp, Show, Status};
use crate::wire::{ADDR_DEVICE_MAX, ADDR_DEVICE_MIN, Drops};

/// Most devices on one line: 32 unit loads of RS-485 (devices.md §7).
pub const DEVICES_MAX: usize = 32;
/// Pause between two polls of one device with buttons on a shared line; presses wait half of it on average.
pub const POLL_BUS_MS: u16 = 10;
/// Pause between two polls of a device that speaks unasked; only proves it alive.
pub const POLL_POINT_TO_POINT_MS: u16 = 1_000;

/// How the devices share the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// RS-485: the host asks, one device answers.
    Bus,
    /// RS-232 or USB: one device, which may speak unasked.
    PointToPoint,
}

/// One configured device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceSettings {
    /// Its address on the line.
    pub addr: u8,
    /// Its unique number, when the configuration pins it; another device at this address is then refused.
    pub uid: Option<Uid>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Shared or alone.
    pub mode: Mode,
    /// Bits per second; decides how long an answer may take.
    pub baud: u32,
    /// Pause between two polls of one device, in milliseconds.
    pub poll_ms: u16,
    /// What the adapter adds to every answer, in milliseconds: 16 for FTDI with its default latency timer.
    pub adapter_latency_ms: u16,
    /// Who is on it.
    pub devices: Vec<DeviceSettings>,
}

impl Settings {
    /// Returns the settings of a line with the usual pauses for its mode.
    #[must_use]
    pub fn new(mode: Mode, baud: u32, devices: Vec<DeviceSettings>) -> Self {
        let poll_ms = match mode {
            Mode::Bus => POLL_BUS_MS,
            Mode::PointToPoint => POLL_POINT_TO_POINT_MS,
        };
        Self { mode, baud, poll_ms, adapter_latency_ms: 0, devices }
    }

    pub(super) fn check(&self) -> Result<(), SettingsError> {
        if self.baud < 300 {
            return Err(SettingsError::Baud { baud: self.baud });
        }
        if self.devices.is_empty() || self.devices.len() > DEVICES_MAX {
            return Err(SettingsError::Count { count: self.devices.len() });
        }
        if self.mode == Mode::PointToPoint && self.devices.len() > 1 {
            return Err(SettingsError::NotAlone { count: self.devices.len() });
        }
        for (index, device) in self.devices.iter().enumerate() {
            let addr = device.addr;
            if !(ADDR_DEVICE_MIN..=ADDR_DEVICE_MAX).contains(&addr) {
                return Err(SettingsError::Address { addr });
            }
            if self.devices[..index].iter().any(|other| other.addr == addr) {
                return Err(SettingsError::Twice { addr });
            }
        }
        Ok(())
    }
}

/// Why a line cannot be set up as configured.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[expect(missing_docs, reason = "the message says it")]
pub enum SettingsError {
    #[error("baud {baud} is too slow for this protocol; use 9600 or more")]
    Baud { baud: u32 },
    #[error("a line has 1 to 32 devices, not {count}")]
    Count { count: usize },
    #[error("{count} devices on a point-to-point line; give each its own line or set mode = \"bus\"")]
    NotAlone { count: usize },
    #[error("address {addr} is not a device's; use 1 to 239")]
    Address { addr: u8 },
    #[error("address {addr} is configured twice on one line")]
    Twice { addr: u8 },
}

/// A device's unique number; written as 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub [u8; 8]);

impl fmt::Display for Uid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Uid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Uid({self})")
    }
}

/// The text is not a device's unique number.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0:?} is not a device number; it has 16 hexadecimal digits")]
pub struct BadUid(String);

impl FromStr for Uid {
    type Err = BadUid;

    fn from_str(text: &str) -> Result<Self, BadUid> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        match u64::from_str_radix(text, 16) {
            Ok(number) if digits => Ok(Self(number.to_be_bytes())),
            Ok(_) | Err(_) => Err(BadUid(text.to_owned())),
        }
    }
}

/// Names one press for ever: the same press repeated after any restart has the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PressKey {
    /// The device.
    pub uid: Uid,
    /// Its start.
    pub boot_id: u32,
    /// Its event, counted from that start.
    pub n: u32,
}

impl fmt::Display for PressKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.uid, self.boot_id, self.n)
    }
}

/// The text names no press.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("this does not name a press; it has the form number:start:count")]
pub struct BadKey;

impl FromStr for PressKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let mut parts = text.split(':');
        let (Some(uid), Some(boot_id), Some(n), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadKey);
        };
        // One press has one name: "+1" and "01" are not other ways to write 1.
        let number =
            |text: &str| text.parse().ok().filter(|number: &u32| number.to_string() == text).ok_or(BadKey);
        let uid: Uid = uid.parse().map_err(|_| BadKey)?;
        Ok(Self { uid, boot_id: number(boot_id)?, n: number(n)? })
    }
}

/// How a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// Not yet heard, or heard and not yet taken in.
    Starting,
    /// Working.
    Ready,
    /// Misses answers.
    Degraded,
    /// Silent for 3 s.
    Lost,
    /// Speaks no protocol version spoken here, or was refused by version.
    Incompatible,
    /// Two devices answer at this address, or another than configured.
    Conflict,
    /// Presented itself at an address nobody configured; never acted upon.
    Unknown,
}

/// Why a device is not as it should be, in one word: what people read is chosen by it, in their language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its line is not open.
    LineClosed,
    /// It does not answer.
    Silent,
    /// It restarts again and again.
    Restless,
    /// Its answers come damaged.
    Damaged,
    /// Some of its answers do not come.
    Misses,
    /// Another device than the configured one answers.
    Other,
    /// Two devices answer at its address.
    Two,
    /// It speaks another version of the protocol.
    Version,
    /// It is not in the configuration.
    Stranger,
    /// Its bridge is not heard.
    BridgeLost,
    /// There is nothing to explain, or a bridge of another version has a word that is not known here.
    #[default]
    #[serde(other)]
    Unsaid,
}

impl Why {
    /// Returns whether there is nothing to explain.
    #[must_use]
    pub fn is_unsaid(&self) -> bool {
        *self == Self::Unsaid
    }
}

/// How the port is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// Open.
    Open,
    /// Nothing at the path.
    Missing,
    /// Another program has it.
    Busy,
    /// Was open and went away, or takes no bytes.
    Failed,
}

/// A device and how it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceReport {
    /// Its address.
    pub addr: u8,
    /// How it is.
    pub state: DeviceState,
    /// Who it is, once it said so.
    pub uid: Option<Uid>,
    /// Which product, once it said so.
    pub model: Option<u16>,
    /// Its firmware version, once it said so.
    pub fw: Option<[u8; 3]>,
    /// What it can do (`CAP_*`), once it said so.
    pub caps: Option<u32>,
    /// Why it is so, in one word.
    pub why: Why,
    /// Why it is so, in a sentence for the log.
    pub cause: String,
}

impl DeviceReport {
    /// Returns whom it is about, without words: the address, and the name once it said so.
    #[must_use]
    pub fn who(&self) -> String {
        let uid = self.uid.map(|uid| format!(" · {uid}")).unwrap_or_default();
        format!("{}{uid}", self.addr)
    }
}

/// What the owner hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineEvent {
    /// The port changed. Devices of a line that is not open are lost.
    Line {
        /// How it is now.
        state: LineState,
        /// Why, in a sentence.
        cause: String,
    },
    /// A device changed.
    Device(DeviceReport),
    /// Something happened at a device. Given once per line and start of the host; the device keeps it and repeats
    /// it to the next host until [`LineCommand::EventDone`], which is due for a press that is too old or refused as
    /// well: nothing behind it comes through before.
    Press {
        /// Which device.
        addr: u8,
        /// Names it for ever.
        key: PressKey,
        /// What happened.
        kind: EventKind,
        /// At which button, from 0.
        input: u8,
        /// How long ago, in milliseconds; 65535 means at least that.
        age_ms: u16,
    },
    /// The content is on the display.
    Shown {
        /// Which device.
        addr: u8,
        /// Revision of [`LineCommand::Show`].
        rev: u32,
    },
    /// A device's own figures.
    Status {
        /// Which device.
        addr: u8,
        /// Its figures.
        status: Status,
    },
    /// A device cannot do what it was told; repeating it is of no use.
    Refused {
        /// Which device.
        addr: u8,
        /// What and why, in a sentence.
        cause: String,
    },
    /// What the line dropped since it was set up; given at most once a minute, when it changed.
    Traffic {
        /// Counters by cause.
        drops: Drops,
    },
}

/// What the owner tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineCommand {
    /// Content of one line of a display. The newest per device and slot wins; repeated after each WELCOME.
    Show {
        /// Which device.
        addr: u8,
        /// The content.
        show: Show,
    },
    /// A lamp of a pad. The newest per device and lamp wins; without a limit in time it is repeated after WELCOME.
    Lamp {
        /// Which device.
        addr: u8,
        /// The lamp.
        lamp: Lamp,
    },
    /// A sound, dropped when it could not be delivered within its `ttl_ms`.
    Chime {
        /// Which device.
        addr: u8,
        /// The sound.
        chime: Chime,
    },
    /// The press is durably recorded: the device may forget it.
    EventDone {
        /// Which device.
        addr: u8,
        /// From its [`PressKey`].
        boot_id: u32,
        /// From its [`PressKey`].
        n: u32,
    },
    /// The wall clock, for devices that have one: told to all at once and at each WELCOME.
    Clock {
        /// Milliseconds since 1970 UTC.
        unix_ms: u64,
        /// Minutes to add for the local time.
        tz_min: i16,
    },
}
