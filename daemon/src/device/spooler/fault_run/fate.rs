//! What goes wrong, when, and what undoes it.

use std::time::Duration;

use firmware_bridge::sim::printer::Faults;
use tokio::time::Instant;

use super::rig::Rig;

/// Least time from a printer's loss of power to its first answer: no printer starts faster.
const BOOT_MS: u64 = 1_500;

#[derive(Clone, Copy, Debug)]
pub(super) enum When {
    Byte(u64),
    At(Instant),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    PaperEnd(u64),
    Cover,
    Cutter,
    Overheated,
    Jam,
    Offline,
    Silent,
    NearEnd,
    TicketTaken,
    Noise(u64),
    Slow,
    Unplug,
    PowerCut,
    BoxPowerCut,
    BoxDiesAtCommand(u64),
}

impl Rig {
    pub(super) fn plan_fault(&mut self) {
        let at = self.random.below(self.printers.len() as u64) as usize;
        let fault = match self.random.below(15) {
            0 => Fault::PaperEnd(self.random.below(160)),
            1 => Fault::Cover,
            2 => Fault::Cutter,
            3 => Fault::Overheated,
            4 => Fault::Jam,
            5 => Fault::Offline,
            6 => Fault::Silent,
            7 => Fault::NearEnd,
            8 => Fault::Noise(1 + self.random.below(60)),
            9 => Fault::Slow,
            10 => Fault::Unplug,
            11 | 12 => Fault::PowerCut,
            13 => Fault::BoxPowerCut,
            _ => Fault::BoxDiesAtCommand(self.random.below(5)),
        };
        let printer = &mut self.printers[at];
        let when = if self.random.below(4) == 0 {
            When::At(self.now.get() + Duration::from_millis(self.random.below(4_000)))
        } else {
            When::Byte(printer.received + 1 + self.random.below(2_200))
        };
        printer.coming.push((when, fault));
    }

    pub(super) fn tell(&self, at: usize, what: impl FnOnce() -> String) {
        if self.tells {
            let time = self.now.get().duration_since(self.began);
            println!("{:9.3} printer {at}: {}", time.as_secs_f64(), what());
        }
    }

    /// Strikes now.
    pub(super) fn strike(&mut self, at: usize, fault: Fault) {
        self.tell(at, || format!("{fault:?} strikes at byte {}", self.printers[at].received));
        let name = format!("fault: {fault:?}");
        *self.faults.entry(name.split('(').next().unwrap_or_default().to_owned()).or_default() += 1;
        let repaired = self.now.get() + Duration::from_millis(self.random.between(300, 20_000));
        let booted = self.now.get() + Duration::from_millis(self.random.between(BOOT_MS, 12_000));
        let noise: Vec<u8> = match fault {
            Fault::Noise(count) => (0..count).map(|_| self.random.below(256) as u8).collect(),
            _ => Vec::new(),
        };
        let speed = self.random.between(300, 4_000) as u32;
        let printer = &mut self.printers[at];
        let faults = &mut printer.machine.faults;
        match fault {
            Fault::PaperEnd(rows) => faults.rows_left = Some(rows),
            Fault::Cover => faults.cover_open = true,
            Fault::Cutter => faults.cutter_error = true,
            Fault::Overheated => faults.overheated = true,
            Fault::Jam => faults.jammed = true,
            Fault::Offline => faults.offline = true,
            Fault::Silent => faults.silent = true,
            Fault::NearEnd => faults.near_end = true,
            Fault::TicketTaken => printer.machine.take_ticket(),
            Fault::Slow => faults.bytes_per_second = Some(speed),
            Fault::Noise(_) => printer.machine.reply(&noise),
            Fault::Unplug => {
                printer.plugged = false;
                printer.to_printer.clear();
                printer.machine.replies.clear();
            }
            Fault::PowerCut => {
                printer.machine.power_off();
                if self.setting.breaks_with_power {
                    printer.plugged = false;
                    printer.to_printer.clear();
                }
            }
            Fault::BoxPowerCut => self.kill_box(),
            Fault::BoxDiesAtCommand(commands) => self.dies_after.set(Some(commands)),
        }
        let by = if fault == Fault::PowerCut { booted } else { repaired };
        self.printers[at].repairs.push((by, fault));
    }

    pub(super) fn repair(&mut self, at: usize, fault: Fault) {
        self.tell(at, || format!("{fault:?} is over"));
        let printer = &mut self.printers[at];
        let faults = &mut printer.machine.faults;
        match fault {
            Fault::PaperEnd(_) => faults.rows_left = None,
            Fault::Cover => faults.cover_open = false,
            Fault::Cutter => faults.cutter_error = false,
            Fault::Overheated => faults.overheated = false,
            Fault::Jam => faults.jammed = false,
            Fault::Offline => faults.offline = false,
            Fault::Silent => faults.silent = false,
            Fault::NearEnd => faults.near_end = false,
            Fault::TicketTaken => printer.machine.take_ticket(),
            Fault::Slow => self.well(at),
            Fault::Unplug => printer.plugged = true,
            Fault::PowerCut => {
                printer.machine.power_on();
                printer.plugged = true;
            }
            Fault::Noise(_) | Fault::BoxPowerCut | Fault::BoxDiesAtCommand(_) => {}
        }
    }

    /// The speed of a printer that is well.
    pub(super) fn well(&mut self, at: usize) {
        let rows = self.profile.speed_mm_s * self.profile.dpi * 10 / 254;
        let faults = &mut self.printers[at].machine.faults;
        *faults = Faults { bytes_per_second: None, rows_per_second: Some(rows), ..*faults };
    }

    /// What is due at this printer strikes or is repaired.
    pub(super) fn fate(&mut self, at: usize) {
        let now = self.now.get();
        while let Some(place) = self.printers[at].repairs.iter().position(|repair| repair.0 <= now) {
            let (_, fault) = self.printers[at].repairs.swap_remove(place);
            self.repair(at, fault);
        }
        let is_due = |coming: &(When, Fault), received: u64| match coming.0 {
            When::At(time) => time <= now,
            When::Byte(byte) => byte <= received,
        };
        while let Some(place) = {
            let printer = &self.printers[at];
            printer.coming.iter().position(|coming| is_due(coming, printer.received))
        } {
            let (_, fault) = self.printers[at].coming.swap_remove(place);
            self.strike(at, fault);
        }
    }
}
