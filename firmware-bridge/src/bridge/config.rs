//! The file of a bridge: which broker, which lines, which devices. Every mistake is named with what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::host::{DEVICES_MAX, DeviceSettings, Mode, Uid};
use crate::serial::LineConfig;
use crate::wire::topic::{DAEMON, is_id};
use crate::wire::{ADDR_DEVICE_MAX, ADDR_DEVICE_MIN};

/// Largest file read, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 18;

/// One bridge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The office's id, as in its own file.
    pub office: String,
    /// The bridge's id, as in the office's file.
    pub id: String,
    /// Host and port of the office's broker.
    pub broker: String,
    /// File of mode 0600 with this bridge's name:password at the broker.
    pub credential: PathBuf,
    /// The serial lines.
    #[serde(default, rename = "line")]
    pub lines: Vec<Line>,
    /// The pads and panels on them.
    #[serde(default, rename = "device")]
    pub devices: Vec<Device>,
}

/// One serial line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its id within this file.
    pub id: String,
    /// Device file of the adapter, best from /dev/serial/by-path/: the same socket stays the same line.
    pub path: PathBuf,
    /// Bits per second.
    #[serde(default = "baud")]
    pub baud: u32,
    /// Whether several devices share it.
    #[serde(default)]
    pub mode: LineMode,
    /// What the adapter adds to every answer, in milliseconds.
    #[serde(default)]
    pub adapter_latency_ms: u16,
}

fn baud() -> u32 {
    115_200
}

/// How the devices share a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineMode {
    /// RS-485: several devices, each answers when asked.
    #[default]
    Bus,
    /// RS-232 or USB: one device, which may speak unasked.
    PointToPoint,
}

/// One pad or panel. A box with buttons and a display is one device with two names at one address: the pad's first, as
/// its presses are said under the first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// Its id, as in the office's file.
    pub id: String,
    /// The line it hangs on.
    pub line: String,
    /// Its address there.
    pub address: u8,
    /// Its unique number of 16 hexadecimal digits; with it, another device at this address is refused.
    #[serde(default)]
    pub uid: Option<String>,
}

/// Why a file cannot be used: every mistake, one a line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`ConfigError`]: what is wrong, where, and what to do.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let name = path.display();
        let failed = |error| ConfigError(format!("{name}: cannot be read: {error}"));
        let size = std::fs::metadata(path).map_err(failed)?.len();
        if size > FILE_BYTES_MAX {
            return Err(ConfigError(format!("{name}: is larger than {FILE_BYTES_MAX} bytes")));
        }
        let text = std::fs::read_to_string(path).map_err(failed)?;
        Self::parse(&name.to_string(), &text)
    }

    /// Checks the text of a file; `name` is how mistakes call it.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| ConfigError(format!("{name}: {error}")))?;
        let mistakes = config.mistakes();
        if mistakes.is_empty() {
            return Ok(config);
        }
        let mut said = String::new();
        for mistake in mistakes {
            let _ = writeln!(said, "{name}: {mistake}");
        }
        Err(ConfigError(said.trim_end().to_owned()))
    }

    fn mistakes(&self) -> Vec<String> {
        let mut found = Vec::new();
        let form = "use lower-case letters, digits and hyphens";
        let lines = self.lines.iter().map(|line| ("[[line]] id", &line.id));
        let devices = self.devices.iter().map(|device| ("[[device]] id", &device.id));
        for (key, id) in [("office", &self.office), ("id", &self.id)].into_iter().chain(lines).chain(devices)
        {
            if !is_id(id) {
                found.push(format!("{key} = {id:?} is not an id: {form}"));
            }
        }
        let mut said = BTreeSet::from([DAEMON, self.id.as_str()]);
        for device in &self.devices {
            if !said.insert(&device.id) {
                found.push(format!(
                    "[[device]] id = {:?} is taken: each device, and the bridge, has its own",
                    device.id
                ));
            }
        }
        self.lines.iter().for_each(|line| self.check_line(line, &mut found));
        for device in &self.devices {
            self.check_device(device, &mut found);
        }
        if self.lines.is_empty() {
            found.push("there is no [[line]]: add the serial line the devices hang on".to_owned());
        }
        found
    }

    fn check_line(&self, line: &Line, found: &mut Vec<String>) {
        let id = &line.id;
        let twice =
            |what: fn(&Line, &Line) -> bool| self.lines.iter().filter(|other| what(line, other)).count() > 1;
        if twice(|a, b| a.id == b.id) {
            found.push(format!("[[line]] id = {id:?} stands there twice: give each line its own"));
        }
        if twice(|a, b| a.path == b.path) {
            found.push(format!(
                "line {id}: {} belongs to another line too: a port has one owner",
                line.path.display()
            ));
        }
        let count = self.devices.iter().filter(|device| device.line == line.id).count();
        if count == 0 {
            found.push(format!(
                "line {id} has no device: add a [[device]] with line = {id:?}, or remove the line"
            ));
        }
        if line.mode == LineMode::PointToPoint && count > 1 {
            found.push(format!("line {id} has {count} devices but is point-to-point: set mode = \"bus\""));
        }
        if count > DEVICES_MAX {
            found.push(format!(
                "line {id} has {count} devices; it carries {DEVICES_MAX}: move some to a second line"
            ));
        }
        if line.baud < 1_200 {
            found.push(format!("line {id}: baud {} is too slow: use 9600 to 115200", line.baud));
        }
    }

    fn check_device(&self, device: &Device, found: &mut Vec<String>) {
        let Device { id, line, address, uid } = device;
        if !self.lines.iter().any(|other| other.id == *line) {
            found.push(format!("device {id}: there is no line {line:?}: write the id of a [[line]]"));
        }
        if !(ADDR_DEVICE_MIN..=ADDR_DEVICE_MAX).contains(address) {
            found.push(format!("device {id}: address {address} is not a device's: use 1 to 239"));
        }
        let here =
            self.devices.iter().filter(|other| other.line == *line && other.address == *address).count();
        if here > 2 {
            let remedy = "each device has its own, and a box with buttons and a display two names";
            found.push(format!("device {id}: address {address} on line {line} is taken: {remedy}"));
        }
        if uid.as_ref().is_some_and(|uid| uid.parse::<Uid>().is_err()) {
            found.push(format!(
                "device {id}: uid is not 16 hexadecimal digits, as the device list shows them"
            ));
        }
    }

    /// Returns what the task of a line needs.
    #[must_use]
    pub fn line_config(&self, line: &Line) -> LineConfig {
        let on_it = self.devices.iter().filter(|device| device.line == line.id);
        let mut settings: BTreeMap<u8, DeviceSettings> = BTreeMap::new();
        for device in on_it {
            let uid = device.uid.as_deref().and_then(|uid| uid.parse().ok());
            let addr = device.address;
            let known = settings.entry(addr).or_insert(DeviceSettings { addr, uid: None });
            known.uid = known.uid.or(uid);
        }
        let mode = match line.mode {
            LineMode::Bus => Mode::Bus,
            LineMode::PointToPoint => Mode::PointToPoint,
        };
        let mut config = LineConfig::new(&line.path, mode, line.baud, settings.into_values().collect());
        config.settings.adapter_latency_ms = line.adapter_latency_ms;
        config
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WELL: &str = r#"
        office = "sale"
        id = "hall"
        broker = "127.0.0.1:1883"
        credential = "/etc/nouba/mqtt.credential"
        [[line]]
        id = "line-1"
        path = "/dev/ttyUSB0"
        [[device]]
        id = "pad-7"
        line = "line-1"
        address = 7
    "#;

    #[test]
    fn a_file_is_read_with_its_defaults() {
        let config = Config::parse("b.toml", WELL).unwrap();
        assert_eq!((config.lines[0].baud, config.lines[0].mode), (115_200, LineMode::Bus));
        assert_eq!(config.line_config(&config.lines[0]).settings.devices[0].addr, 7);
    }

    #[test]
    fn each_mistake_is_named_with_what_to_do() {
        for (from, to, expected) in [
            ("\"hall\"", "\"Hall\"", "id = \"Hall\" is not an id: use lower-case"),
            ("\"pad-7\"", "\"hall\"", "\"hall\" is taken"),
            ("\"pad-7\"", "\"daemon\"", "\"daemon\" is taken"),
            ("line = \"line-1\"", "line = \"line-2\"", "no line \"line-2\""),
            ("address = 7", "address = 240", "use 1 to 239"),
            ("address = 7", "address = 7\nuid = \"12\"", "16 hexadecimal digits"),
            ("address = 7", "addres = 7", "addres"),
            ("/dev/ttyUSB0\"", "/dev/ttyUSB0\"\nbaud = 300", "too slow"),
        ] {
            assert!(WELL.contains(from), "{from}");
            let said = Config::parse("b.toml", &WELL.replace(from, to)).unwrap_err().to_string();
            assert!(said.starts_with("b.toml: ") && said.contains(expected), "{expected}: {said}");
        }
        let more = |id: &str| format!("[[device]]\nid = {id:?}\nline = \"line-1\"\naddress = 7\n");
        let both = format!("{WELL}{}", more("panel-7"));
        let config = Config::parse("b.toml", &both).unwrap();
        assert_eq!(config.line_config(&config.lines[0]).settings.devices.len(), 1, "one box, two names");
        let twice = format!("{both}{}", more("pad-8"));
        assert!(
            Config::parse("b.toml", &twice)
                .unwrap_err()
                .to_string()
                .contains("address 7 on line line-1 is taken")
        );
    }
}
