//! What is particular to a family: how it is set right, how it counts, and what its presenter does.

use std::time::Duration;

use tokio::time::Instant;

use super::super::bytes::{ProcessId, cut_off_remains, job_end, mark_request};
use super::super::job::{JobOutcome, PrinterEvent};
use super::super::profile::{CompletionDialect, StatusDialect};
use super::super::star::ETB;
use super::super::status::{AUTOMATIC_STATUS_ON, Cause, STAR_AUTOMATIC_ON};
use super::{Conversation, Kind, Phase, Recovery};

/// A ticket that waits in the output for so long is forgotten, where the family says nothing else.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(30);
/// Longest command of Star's raster mode that may be under way: a row of 255 bytes.
const STAR_ROW_BYTES_MAX: usize = 258;

impl Conversation {
    /// Returns the command by which the printer reports changes by itself; empty where it cannot.
    pub(super) fn automatic_status_on(&self) -> Vec<u8> {
        match self.profile.status.dialect {
            _ if !self.profile.status.automatic => Vec::new(),
            StatusDialect::Star => STAR_AUTOMATIC_ON.to_vec(),
            StatusDialect::Epson => AUTOMATIC_STATUS_ON.to_vec(),
            StatusDialect::Custom | StatusDialect::Nippon | StatusDialect::None => Vec::new(),
        }
    }

    /// Ends what the printer may be waiting for, and cuts off what is on the paper.
    pub(super) fn reset_printer(&mut self, zeros: usize, now: Instant) {
        let counts = self.profile.completion.dialect == CompletionDialect::StarEtb;
        self.push(vec![0; if counts { zeros.min(STAR_ROW_BYTES_MAX) } else { zeros }], Kind::Control);
        self.push(cut_off_remains(&self.profile), Kind::Control);
        self.push(self.automatic_status_on(), Kind::Control);
        self.resets += 1;
        self.is_reset_asked = false;
        let mark = ProcessId::of_job(&format!("reset {}", self.resets));
        let mut etb = None;
        match self.profile.completion.dialect {
            CompletionDialect::ProcessId => self.push(mark_request(mark).to_vec(), Kind::Control),
            CompletionDialect::Nippon => self.push(job_end(mark).to_vec(), Kind::Control),
            CompletionDialect::StarEtb => {
                // The counter from 0 to a count that what is left of earlier tickets (three ETB at most) cannot reach.
                let count = if (5..21).contains(&self.etb.unwrap_or(0)) { 25 } else { 12 };
                self.push([&[0x1B, 0x1E, b'E', 0][..], &vec![ETB; count]].concat(), Kind::Control);
                etb = Some(count as u8);
            }
            CompletionDialect::Custom | CompletionDialect::None => {}
        }
        self.recovery = Recovery::Resetting { by: now + self.timing.mark, mark, etb };
    }

    /// A Star printer's status, asked for or not.
    pub(super) fn hear_star(&mut self, bytes: [u8; 5], etb: u8, now: Instant) {
        self.misses = 0;
        self.status.take_star(bytes);
        let moved = self.etb.replace(etb) != Some(etb);
        let all_sent = matches!(self.phase(), Some(Phase::Waiting { .. } | Phase::Settling));
        if moved && all_sent && self.active.as_ref().is_some_and(|active| active.expected_etb == Some(etb)) {
            self.finish_confirmed();
        } else if matches!(self.recovery, Recovery::Resetting { etb: Some(expected), .. } if expected == etb)
        {
            self.recovered();
        }
        let is_answer =
            self.round.as_ref().is_some_and(|round| round.by.is_some()) && now >= self.quiet_until;
        if is_answer {
            self.answered(now, |_, _| ());
        } else {
            self.judge(now);
        }
    }

    /// The printer itself says that the ticket is out; that proves nothing when its power may have failed meanwhile.
    pub(super) fn finish_confirmed(&mut self) {
        if !self.active.as_ref().is_some_and(|active| active.is_doubtful) {
            self.finish(JobOutcome::Printed { confirmed: true });
            return;
        }
        self.finish(JobOutcome::Unknown { cause: Cause::Silent });
        // It says at least that the printer is at the end of the ticket and cut it off.
        (self.remains, self.recovery) = (None, Recovery::None);
        self.late.pop_back();
        self.show();
    }

    /// Everything was sent, and nothing speaks against it.
    pub(super) fn finish_unconfirmed(&mut self, now: Instant) {
        if !self.active.as_ref().is_some_and(|active| active.is_doubtful) {
            self.finish(JobOutcome::Printed { confirmed: false });
            return;
        }
        // It may wait for what it lost.
        self.give_up(Cause::Silent, now);
    }

    /// Nobody can tell what became of the ticket: the printer is set right before the next one.
    pub(super) fn give_up(&mut self, cause: Cause, now: Instant) {
        self.finish(JobOutcome::Unknown { cause });
        self.recovery = Recovery::Listening { by: now };
        self.show();
    }

    /// Notices a ticket that nobody takes, and has it taken back where the printer can.
    pub(super) fn tick_output(&mut self, now: Instant) {
        if !self.status.ticket_in_output {
            self.output_since = None;
            if std::mem::take(&mut self.status.is_ticket_forgotten) {
                self.show();
            }
            return;
        }
        let since = *self.output_since.get_or_insert(now);
        let own = Duration::from_secs(self.profile.retract_after_s.into());
        let patience = if own.is_zero() { FORGOTTEN_AFTER } else { own };
        let is_idle = self.active.is_none() && self.recovery == Recovery::None && self.remains.is_none();
        if self.status.is_ticket_forgotten || !is_idle || now < since + patience {
            return;
        }
        self.status.is_ticket_forgotten = true;
        if !own.is_zero() {
            self.push(self.profile.retract.0.clone(), Kind::Control);
        }
        self.show();
    }

    /// Says whether nothing is under way at all.
    pub(super) fn is_idle(&self) -> bool {
        self.active.is_none()
            && self.recovery == Recovery::None
            && self.remains.is_none()
            && self.outgoing.is_empty()
            && self.has_answered
            && self.status.blocked_by().is_none()
    }

    /// Has the printer keep what tickets share, and asks what it keeps.
    pub(super) fn tick_stored(&mut self, now: Instant) {
        let is_idle = self.is_idle() && self.stop_by.is_none();
        let Some(keeper) = &mut self.keeper else { return };
        let commands = keeper.tick(is_idle, now);
        let gave_up = keeper.is_broken_off() && self.remains.is_none();
        let changed = std::mem::take(&mut keeper.has_changed).then(|| keeper.record().clone());
        commands.into_iter().for_each(|command| self.push(command, Kind::Control));
        if let Some(record) = changed {
            self.events.push_back(PrinterEvent::Stored { record });
        }
        if gave_up {
            self.note_broken_write();
            self.recovery = Recovery::Listening { by: now };
        }
    }

    /// A write into the printer's memory broke off: the rest of it would be taken out of the next ticket.
    pub(super) fn note_broken_write(&mut self) {
        let writing = self.keeper.as_ref().map_or(0, |keeper| keeper.record().writing);
        if writing > 0 {
            self.remains = Some(self.remains.unwrap_or(0).max(writing));
        }
    }

    /// The printer listed what it keeps.
    pub(super) fn hear_stored(&mut self, codes: &[[u8; 2]], now: Instant) {
        let Some(keeper) = &mut self.keeper else { return };
        let answer = keeper.listed(codes, now);
        self.push(answer, Kind::Control);
    }
}
