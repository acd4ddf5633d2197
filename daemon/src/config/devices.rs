//! The edges of an office as its file describes them: pages, journal, portal, lines, pads, panels, cameras.

use std::collections::BTreeMap;
use std::path::PathBuf;

use firmware_bridge::wire::message::EventKind;
use queue::id::{CounterId, DeviceId};
use queue::time::SECOND_MS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shape;

/// Where pages and the HTTP interface are served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Address and port to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for the office's network.
    #[schemars(with = "shape::Listen")]
    pub listen: std::net::SocketAddr,
    /// Address of this daemon as phones see it; a ticket's QR code leads there. Without it tickets carry no QR code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::PublicUrl>")]
    pub public_url: Option<String>,
    /// Lets whoever sits at this machine do everything, without accounts: for an office on one machine that no network
    /// reaches. Only with a listening address of 127.0.0.1; it answers to `localhost` and to addresses alone.
    pub open: bool,
    /// Certificate to be served with, PEM, followed by those that vouch for it. Without it the daemon makes one of its
    /// own authority (`noubad access ca`) as soon as it listens to a network.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub certificate: Option<PathBuf>,
    /// Key of that certificate, PEM, in a file of mode 0600.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub key: Option<PathBuf>,
    /// Names this daemon is opened under, beside the machine's own name and addresses: its own certificate is for them too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<shape::HostName>", length(max = 16))]
    pub names: Vec<String>,
    /// Address of the reverse proxy that encrypts for this daemon: it alone may come in the clear over the network, and
    /// what it says of its clients (X-Forwarded-For, X-Forwarded-Proto) is believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Address>")]
    pub proxy: Option<std::net::IpAddr>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: std::net::SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            open: false,
            certificate: None,
            key: None,
            names: Vec::new(),
            proxy: None,
        }
    }
}

/// Where the journal is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Journal {
    /// Directory of the journal, on a local disk; `--data` wins over it. Without either, systemd's state directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub data_dir: Option<PathBuf>,
}

/// The town's portal, which the office reports to. Nothing in the office waits for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// Address of the portal; https:// unless both are on one protected network.
    #[schemars(with = "shape::PortalUrl")]
    pub url: String,
    /// File of mode 0600 that holds the office's credential, as `nouba-portal office add` printed it.
    #[schemars(with = "shape::AbsolutePath")]
    pub credential: PathBuf,
}

/// Another program that is told what happens to tickets, appointments and receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listener {
    /// Its name on the devices page. Each device has its own.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// Where it is told; https:// unless it is on this machine or a protected network.
    #[schemars(with = "shape::HookUrl")]
    pub url: String,
    /// File of mode 0600 that holds the secret both sides sign with, as whsec_ and base64, or any text of 16 characters or more.
    #[schemars(with = "shape::AbsolutePath")]
    pub secret: PathBuf,
}

/// The office's MQTT broker, through which bridges and buttons off the shelf speak to the daemon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mqtt {
    /// Where the broker is.
    #[schemars(with = "shape::HostPort")]
    pub broker: String,
    /// File of mode 0600 that holds name:password of the daemon, as the broker's password file has them.
    #[schemars(with = "shape::AbsolutePath")]
    pub credential: PathBuf,
}

/// Speeds of a serial line that adapters and printers know, in bits per second.
pub const BAUDS: [u32; 8] = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200];

/// How the devices share a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineMode {
    /// RS-485: several devices, each answers when asked.
    Bus,
    /// RS-232 or USB: one device, which may speak unasked.
    PointToPoint,
}

/// What a line's devices speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// Pads and panels of Nouba (firmware-bridge/PROTOCOL.md).
    #[default]
    Nouba,
    /// RS-485 counter boards with four-byte packets: board, high and low byte of the number, sum.
    Board4,
    /// Number boards of Sunpn and Xunpeng with packets from 3A to 0A; one board on the line.
    Sunpn,
    /// Modbus RTU: seven-segment displays that take text at register 0x70 (LED-485), and input modules with buttons.
    Modbus,
    /// Signs on an IBIS bus (VDV 300) that show the line number; one sign on the line.
    Ibis,
}

impl Protocol {
    /// Returns the speed such devices have when they come out of their box, in bits per second.
    #[must_use]
    pub fn usual_baud(self) -> u32 {
        match self {
            Self::Nouba => 115_200,
            Self::Board4 | Self::Sunpn | Self::Modbus => 9_600,
            Self::Ibis => 1_200,
        }
    }
}

/// Most devices on one line: 32 unit loads of RS-485 (TIA-485-A).
pub const LINE_DEVICES_MAX: usize = 32;

/// One serial line with call buttons and panels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The line's id.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// Device file of the adapter, best from /dev/serial/by-id/.
    #[schemars(with = "shape::AbsolutePath")]
    pub path: PathBuf,
    /// What its devices speak: pads and panels of Nouba, number boards off the shelf, or Modbus.
    #[serde(default)]
    pub protocol: Protocol,
    /// Speed in bits per second, the same on every device of the line; what is usual for the protocol where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = BAUDS))]
    pub baud: Option<u32>,
    /// Whether several devices share the line.
    #[serde(default = "bus")]
    pub mode: LineMode,
    /// What the adapter adds to every answer, in milliseconds: 16 for FTDI with its usual latency timer, else 0.
    #[serde(default)]
    #[schemars(range(min = 0, max = 255))]
    pub adapter_latency_ms: u16,
}

/// Most devices behind one bridge: as many as there are addresses.
pub const BRIDGE_DEVICES_MAX: usize = 239;

/// A bridge: it owns serial lines elsewhere in the building, and speaks for the pads and panels on them over MQTT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bridge {
    /// The bridge's id, as in its own file.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
}

impl Line {
    /// Returns its speed in bits per second.
    #[must_use]
    pub fn speed(&self) -> u32 {
        self.baud.unwrap_or_else(|| self.protocol.usual_baud())
    }
}

fn bus() -> LineMode {
    LineMode::Bus
}

/// What a press of a call button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PadAction {
    /// Nothing.
    None,
    /// Calls the next ticket.
    Next,
    /// Calls the ticket in hand again.
    Recall,
    /// Service starts.
    Start,
    /// Service starts where the office says when it does; pressed again, or where it does not, it is finished.
    StartOrFinish,
    /// Service is finished.
    Finish,
    /// Nobody came.
    NoShow,
    /// Sets the ticket in hand aside.
    Park,
    /// Lets the ticket this counter set aside first wait again, at its own place.
    Resume,
    /// Puts the ticket in hand back to its own place.
    Return,
    /// Takes the counter's last step back, as far as it can still be.
    Undo,
    /// Opens the counter.
    Open,
    /// Pauses the counter; pressed again at a paused counter, opens it.
    Pause,
    /// Closes the counter.
    Close,
}

/// What the ways to press one button ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Presses {
    /// A short press.
    #[serde(default = "nothing")]
    pub press: PadAction,
    /// A long press.
    #[serde(default = "nothing")]
    pub long: PadAction,
    /// Two presses close together.
    #[serde(default = "nothing")]
    pub double: PadAction,
}

impl Presses {
    /// Returns the name of a gesture and what it asks for; nothing for what is no press.
    #[must_use]
    pub fn of(&self, kind: EventKind) -> Option<(&'static str, PadAction)> {
        match kind {
            EventKind::Press => Some(("press", self.press)),
            EventKind::Long => Some(("long", self.long)),
            EventKind::Double => Some(("double", self.double)),
            EventKind::Release | EventKind::Stuck | EventKind::Fault => None,
        }
    }
}

fn nothing() -> PadAction {
    PadAction::None
}

/// What each button of a pad asks for, by the device's input number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Buttons {
    /// Input 0, the large button. Written, it replaces the whole default.
    pub input_0: Presses,
    /// Input 1. Written, it replaces the whole default.
    pub input_1: Presses,
    /// Input 2. Written, it replaces the whole default.
    pub input_2: Presses,
}

impl Default for Buttons {
    /// One button is enough to work; with three, a clerk who has nothing else can do everything: what is done for
    /// every citizen is a short press, what ends a ticket otherwise is a long one, what is seldom done a double one.
    fn default() -> Self {
        use PadAction::{Close, Next, NoShow, Park, Pause, Recall, Resume, StartOrFinish};
        Self {
            input_0: Presses { press: Next, long: Pause, double: Recall },
            input_1: Presses { press: Recall, long: NoShow, double: Resume },
            input_2: Presses { press: StartOrFinish, long: Park, double: Close },
        }
    }
}

impl Buttons {
    /// Returns the presses of an input, none for inputs no pad has.
    #[must_use]
    pub fn input(&self, input: u8) -> Option<Presses> {
        [self.input_0, self.input_1, self.input_2].get(usize::from(input)).copied()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(address: &u8) -> bool {
    *address == 0
}

/// A clerk's call button box on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pad {
    /// The pad's id.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// The line it hangs on, or the bridge that speaks for it.
    #[schemars(with = "shape::Slug")]
    pub line: DeviceId,
    /// Its address on the line, as set on the device. Behind a bridge it stands in the bridge's own file.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(min = 1, max = 239), extend("default" = null))]
    pub address: u8,
    /// The counter it belongs to.
    #[schemars(with = "shape::Slug")]
    pub counter: CounterId,
    /// Its unique number of 16 hexadecimal digits; with it, another device at this address is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::DeviceNumber>")]
    pub uid: Option<String>,
    /// What its buttons ask for.
    #[serde(default)]
    pub buttons: Buttons,
    /// Seconds for which a pad that tells more than five presses in three seconds is not listened to; 0 for never.
    #[serde(default = "quarantine_seconds")]
    #[schemars(range(min = 0, max = 600))]
    pub quarantine_seconds: u32,
}

impl Pad {
    /// Returns how long a storm of presses shuts it out, in milliseconds.
    #[must_use]
    pub fn quarantine_ms(&self) -> i64 {
        i64::from(self.quarantine_seconds) * SECOND_MS
    }
}

pub(super) fn quarantine_seconds() -> u32 {
    30
}

/// A LED display on a line that shows a counter's number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// The panel's id.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// The line it hangs on, or the bridge that speaks for it.
    #[schemars(with = "shape::Slug")]
    pub line: DeviceId,
    /// Its address on the line, as set on the device. Behind a bridge it stands in the bridge's own file.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(min = 1, max = 239), extend("default" = null))]
    pub address: u8,
    /// The counter it belongs to.
    #[schemars(with = "shape::Slug")]
    pub counter: CounterId,
    /// Its unique number of 16 hexadecimal digits; with it, another device at this address is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::DeviceNumber>")]
    pub uid: Option<String>,
    /// Characters it has: 4 show letter and number (A042), 3 the number alone.
    #[serde(default = "four_digits")]
    #[schemars(extend("enum" = [3, 4, 5, 6]))]
    pub digits: u8,
    /// Digit that stands for a ticket letter on a display that has digits only, as { A = 1, C = 3 }: A042 shows as 1042.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "BTreeMap<String, Digit>")]
    pub letter_digits: BTreeMap<String, u8>,
}

/// A digit.
#[derive(JsonSchema)]
#[schemars(transparent)]
#[expect(dead_code, reason = "only describes the digit of a letter")]
struct Digit(#[schemars(range(min = 0, max = 9))] u8);

fn four_digits() -> u8 {
    4
}

/// Where a camera may stand. Prayer, break, meeting and sanitary rooms are missing on purpose (CNDP 350-2013).
pub const CAMERA_PLACES: [&str; 7] =
    ["archive", "corridor", "counters", "entrance", "parking", "server-room", "waiting-hall"];

/// Whether a camera's picture is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Snapshot {
    /// Never.
    Off,
    /// That one comes, and that it is not always the same; it is not stored.
    Health,
}

/// A camera whose health and declaration are watched. The daemon stores no picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Camera {
    /// The camera's id.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// Where it stands; law 09-08 and CNDP deliberation 350-2013 allow no camera in prayer, break, meeting and sanitary rooms.
    #[schemars(extend("enum" = CAMERA_PLACES))]
    pub place: String,
    /// Address of its stream, without name and password.
    #[schemars(with = "shape::RtspUrl")]
    pub url: String,
    /// Name of the credential with user:password: a systemd credential or a file of mode 0600. Without it, none is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Slug>")]
    pub credential: Option<String>,
    /// Seconds between two looks at its health.
    #[serde(default = "probe_seconds")]
    #[schemars(range(min = 10, max = 3600))]
    pub probe_seconds: u32,
    /// Whether it is checked that a picture comes as well.
    #[serde(default = "snapshot_off")]
    pub snapshot: Snapshot,
    /// Whether supervisors and technicians may look at a still picture; each look is written into the log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub still: bool,
    /// Its declaration to the data protection commission.
    pub cndp: Cndp,
}

fn probe_seconds() -> u32 {
    60
}

fn snapshot_off() -> Snapshot {
    Snapshot::Off
}

/// A camera's declaration to the CNDP (law 09-08, deliberation 350-2013).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cndp {
    /// Number of the receipt of the declaration; empty while none was given, which is warned about.
    #[serde(default)]
    pub receipt: String,
    /// Purpose: the safety of goods and persons is the only one allowed.
    #[schemars(extend("enum" = ["security"]))]
    pub purpose: String,
    /// Days the recorder keeps pictures; deliberation 350-2013 allows three months at most.
    #[schemars(range(min = 0, max = 90))]
    pub retention_days: u32,
    /// Whether the sign hangs at the entrance.
    #[serde(default)]
    pub sign_posted: bool,
}
