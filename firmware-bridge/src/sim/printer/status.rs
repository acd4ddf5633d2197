//! What the simulated printers say about themselves, each in its family's bytes.

use super::machine::{Dialect, Faults, Machine};

/// The state as reported without being asked; compared to tell changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AutomaticStatus {
    stopped: bool,
    end: bool,
    near_end: bool,
    cover_open: bool,
    cutter_error: bool,
    overheated: bool,
    jammed: bool,
}

impl AutomaticStatus {
    pub(super) fn of(faults: &Faults, stopped: bool) -> Self {
        Self {
            stopped,
            end: faults.rows_left == Some(0),
            near_end: faults.near_end || faults.rows_left == Some(0),
            cover_open: faults.cover_open,
            cutter_error: faults.cutter_error,
            overheated: faults.overheated,
            jammed: faults.jammed,
        }
    }

    /// Epson's four bytes (TM-T88III specification, p. 134).
    pub(super) fn epson(self) -> [u8; 4] {
        [
            0x10 | flag(self.stopped, 0x08) | flag(self.cover_open, 0x20),
            flag(self.jammed, 0x04) | flag(self.cutter_error, 0x08) | flag(self.overheated, 0x40),
            flag(self.near_end, 0x03) | flag(self.end, 0x0C),
            0,
        ]
    }
}

fn flag(set: bool, bits: u8) -> u8 {
    if set { bits } else { 0 }
}

/// Returns the answer to a question in real time, where the family has that question.
pub(super) fn real_time_answer(machine: &Machine, question: u8) -> Option<Vec<u8>> {
    let s = AutomaticStatus::of(&machine.faults, machine.is_stopped());
    Some(match (machine.dialect, question) {
        (Dialect::Epson | Dialect::Citizen, 1) => vec![0x12 | flag(s.stopped, 0x08)],
        (Dialect::Epson | Dialect::Citizen, 2) => {
            let error = s.cutter_error || s.jammed || s.overheated;
            vec![0x12 | flag(s.cover_open, 0x04) | flag(s.end, 0x20) | flag(error, 0x40)]
        }
        (Dialect::Epson | Dialect::Citizen, 3) => {
            vec![0x12 | flag(s.jammed, 0x04) | flag(s.cutter_error, 0x08) | flag(s.overheated, 0x40)]
        }
        (Dialect::Epson | Dialect::Citizen, 4) => vec![0x12 | flag(s.near_end, 0x0C) | flag(s.end, 0x60)],
        (Dialect::Custom, 20) => {
            let paper =
                flag(s.end, 0x01) | flag(s.near_end, 0x04) | flag(machine.has_ticket_in_output(), 0x20);
            let user = flag(s.cover_open, 0x02) | flag(machine.is_busy(), 0x04);
            let recoverable = flag(s.overheated, 0x01) | flag(s.jammed, 0x80);
            // FULL STATUS has no bit for plain offline: such a printer says that its memory check failed.
            let unrecoverable = flag(s.cutter_error, 0x01) | flag(machine.faults.offline, 0x04);
            vec![0x10, 0x0F, paper, user, recoverable, unrecoverable]
        }
        (Dialect::Nippon, _) => {
            // Near end, head up, end, head temperature; errors of the mechanism.
            let error = s.cutter_error || s.jammed || machine.faults.offline;
            vec![
                flag(s.near_end, 0x01)
                    | flag(s.cover_open, 0x02)
                    | flag(s.end, 0x04)
                    | flag(s.overheated, 0x08)
                    | flag(error, 0x20),
            ]
        }
        (Dialect::Epson | Dialect::Citizen | Dialect::Custom | Dialect::Star | Dialect::Mute, _) => {
            return None;
        }
    })
}

/// Star's automatic status of nine bytes (Star line mode specification, 5-11).
pub(super) fn star_status(machine: &Machine) -> [u8; 9] {
    let s = AutomaticStatus::of(&machine.faults, machine.is_stopped());
    let n = machine.etb();
    let counter =
        (n & 1) << 1 | (n >> 1 & 1) << 2 | (n >> 2 & 1) << 3 | (n >> 3 & 1) << 5 | (n >> 4 & 1) << 6;
    [
        0x23,
        0x86,
        flag(s.stopped, 0x08) | flag(s.cover_open, 0x20),
        flag(s.jammed, 0x04) | flag(s.cutter_error, 0x08) | flag(s.overheated, 0x40),
        0,
        flag(s.near_end, 0x04) | flag(s.end, 0x08),
        flag(machine.has_ticket_in_output(), 0x02),
        counter,
        0,
    ]
}
