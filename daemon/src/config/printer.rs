//! A ticket printer as the file describes it.

use std::path::PathBuf;

use queue::id::DeviceId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::devices::BAUDS;
use super::shape;

/// The printer families that are built in (`config/devices/*.toml`).
pub const PRINTER_FAMILIES: [&str; 9] = [
    "citizen-presenter",
    "custom-kpm",
    "epson-tm-t20",
    "epson-tm-t88",
    "generic",
    "generic-58",
    "nippon",
    "star",
    "star-escpos",
];

/// One ticket printer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Printer {
    /// The printer's id.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// Family of the printer: how it cuts, how it tells its state.
    #[serde(default = "generic_family")]
    #[schemars(extend("enum" = PRINTER_FAMILIES))]
    pub profile: String,
    /// How the printer is connected: one of serial, tcp or file.
    #[schemars(with = "LinkShape")]
    pub link: PrinterLink,
    /// Width of the paper in millimetres, 58 or 80; the family's own width where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = [58, 80]))]
    pub width_mm: Option<u32>,
    /// Kiosks whose tickets come out here; empty for every kiosk that no other printer names.
    #[serde(default)]
    #[schemars(with = "Vec<shape::Slug>")]
    pub kiosks: Vec<DeviceId>,
    /// Age in seconds from which a ticket that could not be printed is not printed any more.
    #[serde(default = "job_expires_seconds")]
    #[schemars(range(min = 30, max = 3600))]
    pub job_expires_seconds: u32,
    /// Keys of the family to be replaced, as in `config/devices/*.toml`.
    #[serde(default, rename = "override", skip_serializing_if = "toml::Table::is_empty")]
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub overrides: toml::Table,
}

fn generic_family() -> String {
    "generic".to_owned()
}

fn job_expires_seconds() -> u32 {
    300
}

/// How a printer is connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LinkShape", into = "LinkShape")]
pub enum PrinterLink {
    /// A serial line, RS-232 or an adapter.
    Serial {
        /// The device file.
        path: PathBuf,
        /// Bits per second.
        baud: u32,
    },
    /// A printer on the network, `host:port`.
    Tcp(String),
    /// A device file of the kernel's USB printer driver, or any file for a trial.
    File(PathBuf),
}

/// A link as written.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-exactly-one" = ["serial", "tcp", "file"], "dependencies" = {"baud": ["serial"]}))]
pub(super) struct LinkShape {
    /// Device file of a serial line, best from /dev/serial/by-id/.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    serial: Option<PathBuf>,
    /// Speed of the serial line in bits per second, as set on the printer; 19200 where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = BAUDS))]
    baud: Option<u32>,
    /// Host and port of a printer on the network; port 9100 is usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::HostPort>")]
    tcp: Option<String>,
    /// Device file of a USB printer, as /dev/usb/lp0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    file: Option<PathBuf>,
}

impl TryFrom<LinkShape> for PrinterLink {
    type Error = &'static str;
    fn try_from(shape: LinkShape) -> Result<Self, &'static str> {
        let baud = shape.baud;
        match (shape.serial, shape.tcp, shape.file) {
            (Some(path), None, None) => Ok(Self::Serial { path, baud: baud.unwrap_or(19_200) }),
            (None, Some(host), None) if baud.is_none() => Ok(Self::Tcp(host)),
            (None, None, Some(path)) if baud.is_none() => Ok(Self::File(path)),
            (None, _, _) if baud.is_some() => Err("baud belongs to a serial link only"),
            _ => Err("a link has exactly one of serial, tcp and file"),
        }
    }
}

impl std::fmt::Display for PrinterLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Serial { path, baud } => write!(f, "{} {baud}", path.display()),
            Self::Tcp(host) => f.write_str(host),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl From<PrinterLink> for LinkShape {
    fn from(link: PrinterLink) -> Self {
        let none = Self { serial: None, baud: None, tcp: None, file: None };
        match link {
            PrinterLink::Serial { path, baud } => Self { serial: Some(path), baud: Some(baud), ..none },
            PrinterLink::Tcp(host) => Self { tcp: Some(host), ..none },
            PrinterLink::File(path) => Self { file: Some(path), ..none },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::profile::Profile;

    #[test]
    fn the_families_a_file_may_name_are_those_that_are_built_in() {
        assert!(Profile::names().eq(PRINTER_FAMILIES));
    }
}
