//! Simulators of devices off the shelf, one command each: number boards, Modbus units, a USB keypad, payloads of MQTT
//! buttons. Faults come by seed.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use firmware_bridge::board::BoardKind;
use firmware_bridge::sim::vendor::{Press, Vendor};
use firmware_bridge::sim::{Faults, SimBoards, SimKeypad, SimModbus, SimVendor};
use tokio::signal::unix::{SignalKind, signal};

use crate::{say, typed_lines};

/// How often displays are looked at for changes.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A device off the shelf.
#[derive(Subcommand)]
pub enum OffTheShelf {
    /// Number boards that take packets and never answer. Commands: power, quit.
    Boards {
        /// What they understand.
        #[arg(value_enum)]
        kind: Kind,
        #[command(flatten)]
        place: Place,
    },
    /// Modbus units, each with inputs and a display. Commands: press UNIT INPUT, hold UNIT INPUT, release UNIT INPUT, quit.
    Modbus {
        /// A unit; repeatable.
        #[arg(long = "unit", default_values_t = [1, 7])]
        units: Vec<u8>,
        #[command(flatten)]
        place: Place,
    },
    /// A USB keypad, as a named pipe with a keypad's bytes. Commands: press CODE, hold CODE, repeat CODE, release CODE,
    /// quit. Page down is 109, page up 104.
    Keypad {
        /// Presses in a million whose contact bounces.
        #[arg(long, default_value_t = 0)]
        bounce: u32,
        #[command(flatten)]
        place: Place,
    },
    /// Payloads of an MQTT button, one a line, for `mosquitto_pub -l -t TOPIC`. Commands: single, double, long, quit.
    Button {
        /// Whose button.
        #[arg(value_enum)]
        vendor: Maker,
        /// Presses in a million that come with a nuisance: told twice, taken back, followed by telemetry.
        #[arg(long, default_value_t = 0)]
        nuisance: u32,
        /// Seed of the nuisances.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// What boards understand.
#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    /// Four bytes: board, high, low, sum.
    Board4,
    /// Seven bytes from 3A to 0A.
    Sunpn,
    /// IBIS telegrams.
    Ibis,
}

/// Whose button.
#[derive(Clone, Copy, ValueEnum)]
pub enum Maker {
    /// Any Zigbee button behind zigbee2mqtt.
    Zigbee2mqtt,
    /// Shelly Gen2 and later.
    Shelly,
    /// Tasmota with SetOption73 1.
    Tasmota,
    /// ESPHome.
    Esphome,
}

/// Where the device is and what goes wrong.
#[derive(Args)]
pub struct Place {
    /// Path a host opens; by default one below the directory for temporary files.
    #[arg(long)]
    link: Option<PathBuf>,
    /// Seed of the faults below.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Bytes in a million with a flipped bit.
    #[arg(long, default_value_t = 0)]
    flip: u32,
    /// Frames in a million that vanish.
    #[arg(long, default_value_t = 0)]
    drop: u32,
    /// Answers in a million that come half a second late.
    #[arg(long, default_value_t = 0)]
    late: u32,
}

impl Place {
    fn faults(&self) -> Faults {
        let delay_by = Duration::from_millis(500);
        Faults {
            seed: self.seed,
            flip: self.flip,
            drop: self.drop,
            delay: self.late,
            delay_by,
            ..Faults::default()
        }
    }

    fn link(&self, name: &str) -> PathBuf {
        let name = format!("nouba-{name}-{}", std::process::id());
        self.link.clone().unwrap_or_else(|| std::env::temp_dir().join(name))
    }
}

/// A running device: what it shows, and what it does when told.
enum Running {
    Boards(SimBoards),
    Modbus(SimModbus, Vec<u8>),
    Keypad(SimKeypad),
    Button(SimVendor),
}

impl OffTheShelf {
    /// Runs the device until `quit`, Ctrl-C or SIGTERM. The first line on stdout is the path a host opens.
    ///
    /// # Errors
    /// When the device cannot be made.
    pub async fn run(self) -> anyhow::Result<()> {
        let (mut device, path) = self.start()?;
        if let Some(path) = path {
            say(&path.display().to_string())?;
        }
        let mut typed = typed_lines();
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let mut look = tokio::time::interval(LOOK_EVERY);
        let mut seen = BTreeMap::new();
        loop {
            tokio::select! {
                Some(line) = typed.recv() => {
                    if line.trim() == "quit" {
                        return Ok(());
                    }
                    if let Err(error) = device.obey(&line) {
                        say(&format!("error: {error:#}"))?;
                    }
                }
                _ = look.tick() => device.tell_changes(&mut seen)?,
                _ = interrupt.recv() => return Ok(()),
                _ = terminate.recv() => return Ok(()),
            }
        }
    }

    fn start(self) -> anyhow::Result<(Running, Option<PathBuf>)> {
        let made = |path: &PathBuf| format!("cannot make a device at {}", path.display());
        Ok(match self {
            Self::Boards { kind, place } => {
                let kind = match kind {
                    Kind::Board4 => BoardKind::Board4,
                    Kind::Sunpn => BoardKind::Sunpn,
                    Kind::Ibis => BoardKind::Ibis,
                };
                let path = place.link("boards");
                let sim = SimBoards::start(&path, kind, place.faults()).with_context(|| made(&path))?;
                (Running::Boards(sim), Some(path))
            }
            Self::Modbus { units, place } => {
                let path = place.link("modbus");
                let sim = SimModbus::start(&path, &units, place.faults()).with_context(|| made(&path))?;
                (Running::Modbus(sim, units), Some(path))
            }
            Self::Keypad { bounce, place } => {
                let path = place.link("keypad");
                let sim = SimKeypad::plug_in(&path, place.seed, bounce).with_context(|| made(&path))?;
                (Running::Keypad(sim), Some(path))
            }
            Self::Button { vendor, nuisance, seed } => {
                let vendor = match vendor {
                    Maker::Zigbee2mqtt => Vendor::Zigbee2mqtt,
                    Maker::Shelly => Vendor::Shelly,
                    Maker::Tasmota => Vendor::Tasmota,
                    Maker::Esphome => Vendor::Esphome,
                };
                (Running::Button(SimVendor::new(vendor, seed, nuisance)), None)
            }
        })
    }
}

impl Running {
    fn obey(&mut self, line: &str) -> anyhow::Result<()> {
        let mut words = line.split_whitespace();
        let Some(verb) = words.next() else { return Ok(()) };
        let numbers = words
            .map(|word| {
                word.parse::<u16>().with_context(|| format!("{word:?} is not a number from 0 to 65535"))
            })
            .collect::<anyhow::Result<Vec<u16>>>()?;
        match (self, verb, numbers.as_slice()) {
            (Self::Boards(boards), "power", []) => boards.power_cycle(),
            (Self::Modbus(modbus, _), "press", [unit, input]) => modbus.press(u8::try_from(*unit)?, *input),
            (Self::Modbus(modbus, _), "hold", [unit, input]) => {
                modbus.hold(u8::try_from(*unit)?, *input, true)
            }
            (Self::Modbus(modbus, _), "release", [unit, input]) => {
                modbus.hold(u8::try_from(*unit)?, *input, false);
            }
            (Self::Keypad(keypad), "press", [code]) => keypad.press(*code)?,
            (Self::Keypad(keypad), "hold", [code]) => keypad.down(*code)?,
            (Self::Keypad(keypad), "repeat", [code]) => keypad.repeat(*code)?,
            (Self::Keypad(keypad), "release", [code]) => keypad.up(*code)?,
            (Self::Button(button), "single", []) => tell_all(button.press(Press::Single))?,
            (Self::Button(button), "double", []) => tell_all(button.press(Press::Double))?,
            (Self::Button(button), "long", []) => tell_all(button.press(Press::Long))?,
            _ => bail!("{line:?} is not a command of this device; `--help` names them"),
        }
        Ok(())
    }

    fn tell_changes(&self, seen: &mut BTreeMap<u8, String>) -> io::Result<()> {
        let now: BTreeMap<u8, String> = match self {
            Self::Boards(boards) => boards.shown().into_iter().map(|(a, n)| (a, n.to_string())).collect(),
            Self::Modbus(modbus, units) => units.iter().map(|unit| (*unit, modbus.text(*unit))).collect(),
            Self::Keypad(_) | Self::Button(_) => BTreeMap::new(),
        };
        for (address, text) in &now {
            let before = seen.get(address);
            if before != Some(text) && !(before.is_none() && text.is_empty()) {
                say(&format!("display {address} shows {text:?}"))?;
            }
        }
        *seen = now;
        Ok(())
    }
}

fn tell_all(payloads: Vec<String>) -> io::Result<()> {
    payloads.iter().try_for_each(|payload| say(payload))
}
