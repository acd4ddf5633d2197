//! The simulated devices: each on a pseudo-terminal of its own, behind a stable path, like the real ones.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use firmware_bridge::device::Wiring;
use firmware_bridge::sim::printer::{Dialect, SimOptions, SimPrinter};
use firmware_bridge::sim::{Faults, SimDevice, SimLine};
use queue::id::CounterId;

use crate::config::{Buttons, Config, LineMode, PrinterLink};
use crate::printer::profile::{Profile, StatusDialect};

/// Speed of the simulated printers' lines: the fastest a serial port has.
const BAUD: u32 = 921_600;

/// Bytes a printer takes before it makes the line wait.
const BUFFER_BYTES: usize = 4096;

/// A pad in the hands of a clerk.
#[derive(Clone)]
pub(super) struct PadInHand {
    pub(super) line: Arc<SimLine>,
    pub(super) address: u8,
    pub(super) buttons: Buttons,
}

/// Every simulated device of the office; they stop when this is dropped.
pub(super) struct Stage {
    pads: Vec<(CounterId, PadInHand)>,
    labels: BTreeMap<String, CounterId>,
    lines: Vec<Arc<SimLine>>,
    printers: Vec<SimPrinter>,
}

/// A device as it says hello after this start. Its presses are named by the start and a count from 1: under the start of
/// an earlier play, a journal that is gone on with takes them for presses it has answered.
fn started(mut device: SimDevice, start: u32) -> SimDevice {
    device.identity.boot_id = start;
    device
}

impl Stage {
    /// Starts a simulator for each line and printer, and points the configuration at them.
    pub(super) async fn set(config: &mut Config, dir: &Path) -> anyhow::Result<Self> {
        let ports = dir.join("ports");
        std::fs::create_dir_all(&ports)?;
        let start = uuid::Uuid::new_v4().as_fields().0;
        let mut pads = Vec::new();
        let mut lines = Vec::new();
        for line in &mut config.lines {
            let path = ports.join(line.id.as_str());
            let of_line = |id: &queue::id::DeviceId| *id == line.id;
            let of_this = config.pads.iter().filter(|p| of_line(&p.line));
            let sim_pads = of_this.map(|p| started(SimDevice::pad(p.address), start));
            let panels = config.panels.iter().filter(|p| of_line(&p.line));
            let devices = sim_pads.chain(panels.map(|p| SimDevice::panel(p.address))).collect();
            let wiring = match line.mode {
                LineMode::Bus => Wiring::Bus,
                LineMode::PointToPoint => Wiring::PointToPoint,
            };
            let sim = Arc::new(SimLine::start(&path, wiring, devices, Faults::default())?);
            line.path = path;
            lines.push(Arc::clone(&sim));
            for pad in config.pads.iter().filter(|p| of_line(&p.line)) {
                let hand = PadInHand { line: Arc::clone(&sim), address: pad.address, buttons: pad.buttons };
                pads.push((pad.counter.clone(), hand));
            }
        }
        let mut printers = Vec::new();
        for printer in &mut config.printers {
            let profile = Profile::named(&printer.profile, &printer.overrides)?;
            let folder = dir.join("tickets").join(printer.id.as_str());
            std::fs::create_dir_all(&folder)?;
            let link = ports.join(printer.id.as_str());
            let options = SimOptions {
                dialect: match profile.status.dialect {
                    StatusDialect::Epson => Dialect::Epson,
                    StatusDialect::Custom => Dialect::Custom,
                    StatusDialect::Star => Dialect::Star,
                    StatusDialect::Nippon => Dialect::Nippon,
                    StatusDialect::None => Dialect::Mute,
                },
                width_dots: profile.width_dots,
                dpi: profile.dpi as usize,
                buffer_bytes: BUFFER_BYTES,
                link: Some(link.clone()),
                tcp: None,
                folder: Some(folder),
            };
            printers.push(SimPrinter::start(options).await?);
            // The day goes by faster than the world, and the line's bytes with it.
            printer.link = PrinterLink::Serial { path: link, baud: BAUD };
        }
        let labels = config.office.counters.iter().map(|c| (c.label.clone(), c.id.clone())).collect();
        Ok(Self { pads, labels, lines, printers })
    }

    /// Returns each counter that has a pad, with it.
    pub(super) fn pads(&self) -> Vec<(CounterId, PadInHand)> {
        self.pads.clone()
    }

    /// Returns the pad at the counter with that sign.
    pub(super) fn pad_of(&self, label: &str) -> Option<&PadInHand> {
        let counter = self.labels.get(label)?;
        self.pads.iter().find(|(c, _)| c == counter).map(|(_, pad)| pad)
    }

    /// Returns the simulated lines.
    pub(super) fn lines(&self) -> &[Arc<SimLine>] {
        &self.lines
    }

    /// Returns the simulated printers.
    pub(super) fn printers(&self) -> &[SimPrinter] {
        &self.printers
    }
}
