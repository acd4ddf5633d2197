//! What is said to one printer and heard from it, and what follows for its ticket. No I/O: time and bytes come in.
//!
//! The order for a ticket: ask the printer's state (nothing is sent to one that cannot print) → ask the owner's permit
//! (who journals it) → send → wait for the printer's word that it is out. A ticket is never sent twice from here: a printer
//! without paper keeps what it was sent and goes on by itself, so it is `Stalled` and not repeated. Where a ticket's fate
//! cannot be known it is `Unknown`; a mark that still comes later makes it `Printed`, unless the printer may have lost its
//! power meanwhile: that is told at once (`Doubtful`), since a daemon killed before the mark comes would believe it.

mod families;
mod questions;
mod recovery;

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::bytes::{ProcessId, TicketBytes, encode_with};
use super::job::{JobOutcome, Left, PrintJob, PrinterEvent, Timing};
use super::profile::{CompletionDialect, Profile};
use super::raster::band_bytes_max;
use super::star::{ETB, etb_plan};
use super::status::{Cause, Demultiplexer, PrinterState, PrinterStatus, Reply};
use super::stored::Keeper;

/// Tickets of unknown fate whose mark may still come.
const LATE_MAX: usize = 16;
/// How far ahead of a serial line bytes are handed out: what waits in the kernel can neither be taken back nor be
/// overtaken by a question.
const AHEAD: Duration = Duration::from_millis(200);
/// A serial line no faster than this is slow: a ticket takes seconds.
pub(crate) const SLOW_BAUD: u32 = 57_600;
/// Unanswered questions after which a printer counts as silent.
const MISSES_MAX: u8 = 3;

/// One printer, as seen from here.
pub(crate) struct Conversation {
    profile: Profile,
    timing: Timing,
    /// Bits per second of a serial line.
    baud: Option<u32>,
    demultiplexer: Demultiplexer,
    status: PrinterStatus,
    shown: Option<(PrinterStatus, PrinterState, Option<Cause>)>,
    outgoing: VecDeque<Outgoing>,
    /// When a byte last left, and when the last one is through the line.
    progress: Instant,
    line_free: Instant,
    round: Option<Round>,
    next_round: Instant,
    misses: u8,
    /// Until then answers to questions given up are still under way, and are dropped.
    quiet_until: Instant,
    active: Option<Active>,
    late: VecDeque<Late>,
    /// What the printer keeps, on a slow serial line.
    keeper: Option<Keeper>,
    /// How many ETB a Star printer said it has met (modulo 32).
    etb: Option<u8>,
    /// Since when a ticket waits in the output.
    output_since: Option<Instant>,
    /// Bytes the printer may still be waiting for after a ticket broke off.
    remains: Option<usize>,
    recovery: Recovery,
    /// The printer could not be set right so far: tickets are refused instead of made to wait.
    recovery_drags: bool,
    resets: u32,
    /// The round of questions behind a reset has begun; its answers say that the reset arrived.
    is_reset_asked: bool,
    /// What the printer last reported by itself, and whether it did since the round of questions began.
    reported: Option<PrinterStatus>,
    has_reported: bool,
    /// Whether it answered a whole round since the link was opened.
    has_answered: bool,
    is_open: bool,
    /// Tickets of the last run, until when their marks are waited for.
    restarted_until: Option<Instant>,
    stop_by: Option<Instant>,
    /// Why the link must be opened anew.
    pub(crate) broken: Option<Cause>,
    pub(crate) permit: Option<oneshot::Receiver<()>>,
    pub(crate) events: VecDeque<PrinterEvent>,
}

struct Outgoing {
    bytes: Vec<u8>,
    at: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ticket,
    Question,
    Control,
}

/// The printer's questions in turn.
struct Round {
    index: usize,
    /// Known once the question has left.
    by: Option<Instant>,
    /// Something happened since it began: ask again before judging.
    again: bool,
}

struct Active {
    job: String,
    id: ProcessId,
    ticket: TicketBytes,
    phase: Phase,
    sent: usize,
    stalled: Option<Cause>,
    /// Whether the printer may have been switched off and on meanwhile: its mark then proves nothing.
    is_doubtful: bool,
    /// Whether the presenter's output was free before.
    output_was_free: bool,
    /// What a Star printer's counter says when the ticket is out.
    expected_etb: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Asking,
    Permit {
        by: Instant,
    },
    Sending,
    Waiting {
        by: Instant,
    },
    /// The time is over; a last look at the printer decides.
    Settling,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Recovery {
    None,
    /// A late mark would make it needless.
    Listening {
        by: Instant,
    },
    Clearing {
        by: Instant,
    },
    /// The reset is on its way; where the printer gives marks, it is done when this one comes.
    Resetting {
        by: Instant,
        mark: ProcessId,
        etb: Option<u8>,
    },
}

/// A ticket of unknown fate.
struct Late {
    mark: ProcessId,
    job: String,
    /// Its mark would only say that the printer is through with it.
    is_doubtful: bool,
}

impl Late {
    fn new(job: String, is_doubtful: bool) -> Self {
        Self { mark: ProcessId::of_job(&job), job, is_doubtful }
    }
}

impl Conversation {
    pub(crate) fn new(
        profile: Profile,
        timing: Timing,
        (baud, left): (Option<u32>, Left),
        now: Instant,
    ) -> Self {
        let late: VecDeque<_> =
            left.outstanding.into_iter().take(LATE_MAX).map(|job| Late::new(job, false)).collect();
        let restarted = !late.is_empty();
        let writing = left.stored.writing;
        let remains = band_bytes_max(&profile).max(writing);
        let stores = profile.stored_graphics_bytes > 0 && baud.is_some_and(|baud| baud <= SLOW_BAUD);
        let keeper = stores.then(|| Keeper::new(left.stored, profile.stored_graphics_bytes));
        Self {
            demultiplexer: Demultiplexer::new(profile.status.dialect),
            profile,
            timing,
            baud,
            status: PrinterStatus::default(),
            shown: None,
            outgoing: VecDeque::new(),
            progress: now,
            line_free: now,
            round: None,
            next_round: now,
            misses: 0,
            quiet_until: now,
            active: None,
            late,
            keeper,
            etb: None,
            output_since: None,
            // A picture may still be under way from before, on paper or into the printer's memory.
            remains: (restarted || left.is_unsettled || writing > 0).then_some(remains),
            recovery: Recovery::None,
            recovery_drags: false,
            resets: 0,
            is_reset_asked: false,
            reported: None,
            has_reported: false,
            has_answered: false,
            is_open: false,
            restarted_until: restarted.then(|| now + timing.recovery),
            stop_by: None,
            broken: None,
            permit: None,
            events: VecDeque::new(),
        }
    }

    /// The link is open.
    pub(crate) fn opened(&mut self, now: Instant) {
        self.is_open = true;
        self.broken = None;
        self.outgoing.clear();
        self.demultiplexer.reset();
        (self.round, self.misses, self.next_round) = (None, 0, now);
        (self.progress, self.line_free) = (now, now);
        (self.reported, self.has_answered, self.recovery_drags) = (None, false, false);
        self.recovery = Recovery::None;
        if self.remains.is_some() {
            self.recovery = Recovery::Listening { by: now + self.timing.recovery };
        }
        if let Some(keeper) = &mut self.keeper {
            keeper.opened();
        }
        self.greet();
        if self.questions().is_empty() {
            self.show();
        }
    }

    /// The link is gone.
    pub(crate) fn lost(&mut self, cause: Cause) {
        self.is_open = false;
        self.outgoing.clear();
        self.round = None;
        self.recovery = Recovery::None;
        if let Some(active) = &self.active {
            let nothing_sent =
                matches!(active.phase, Phase::Asking | Phase::Permit { .. }) || active.sent == 0;
            self.finish(if nothing_sent {
                JobOutcome::Failed { cause }
            } else {
                JobOutcome::Unknown { cause }
            });
        }
        self.note_broken_write();
        self.show_state(PrinterState::Offline, Some(cause));
    }

    /// Returns what is to be written next; nothing while a serial line has enough to do.
    pub(crate) fn pending(&self, now: Instant) -> &[u8] {
        let bytes = self.outgoing.front().map_or(&[][..], |outgoing| &outgoing.bytes[outgoing.at..]);
        let Some(baud) = self.baud else { return bytes };
        let room = AHEAD.saturating_sub(self.line_free.saturating_duration_since(now));
        // Ten bits a byte.
        let room = room.as_millis() as usize * baud as usize / 10_000;
        &bytes[..bytes.len().min(room)]
    }

    /// So many bytes of [`Self::pending`] were written.
    pub(crate) fn wrote(&mut self, count: usize, now: Instant) {
        // It may have lost its power, and with it what it had not printed.
        let stood_still =
            self.baud.is_some() && now.saturating_duration_since(self.progress) > self.timing.line_gap;
        if stood_still && self.status.blocked_by().is_none() && self.phase() == Some(Phase::Sending) {
            self.doubt();
        }
        self.progress = now;
        if let Some(baud) = self.baud {
            // Ten bits a byte: start, eight, stop.
            self.line_free = self.line_free.max(now) + Duration::from_secs(10 * count as u64) / baud;
        }
        let Some(front) = self.outgoing.front_mut() else { return };
        front.at += count;
        let (kind, is_out) = (front.kind, front.at >= front.bytes.len());
        if let (Kind::Ticket, Some(active)) = (kind, &mut self.active) {
            active.sent += count;
        }
        if is_out {
            self.outgoing.pop_front();
            self.left(kind, now);
        }
    }

    /// A byte came from the printer.
    pub(crate) fn hear(&mut self, byte: u8, now: Instant) {
        match self.demultiplexer.push(byte) {
            None => {}
            Some(Reply::RealTime(byte)) => {
                self.answered(now, |status, question| status.take_real_time(question, byte))
            }
            Some(Reply::Custom(bytes)) => self.answered(now, |status, _| status.take_custom(bytes)),
            Some(Reply::Nippon(byte)) => self.answered(now, |status, _| status.take_nippon(byte)),
            Some(Reply::Star(bytes, etb)) => self.hear_star(bytes, etb, now),
            Some(Reply::StoredKeys(codes)) => self.hear_stored(&codes, now),
            Some(Reply::Automatic(bytes)) => {
                self.status.take_automatic(bytes);
                (self.reported, self.has_reported) = (Some(self.status), true);
                self.misses = 0;
                self.judge(now);
            }
            Some(Reply::Printed(mark)) => self.marked(ProcessId(mark)),
            Some(Reply::NipponJob(mark, 0)) => self.marked(ProcessId(mark)),
            Some(Reply::NipponJob(..)) => {}
            Some(Reply::Cleared) => {
                if let Recovery::Clearing { .. } = self.recovery {
                    self.reset_printer(0, now);
                }
            }
        }
    }

    /// The owner has a ticket.
    pub(crate) fn offer(&mut self, job: PrintJob, now: Instant) {
        if let Some(cause) = self.refusal() {
            self.events.push_back(PrinterEvent::Job { job: job.job, outcome: JobOutcome::Failed { cause } });
            return;
        }
        let id = ProcessId::of_job(&job.job);
        let kept = self.keeper.as_ref().map_or(Vec::new(), |keeper| keeper.kept(&job.fixed));
        let ticket = encode_with(&job.picture, &self.profile, id, &kept);
        if let Some(keeper) = &mut self.keeper {
            keeper.learn(&job.picture, &job.fixed, &self.profile, job.day);
        }
        let phase = Phase::Asking;
        let active = Active {
            job: job.job,
            id,
            ticket,
            phase,
            sent: 0,
            stalled: None,
            is_doubtful: false,
            output_was_free: false,
            expected_etb: None,
        };
        self.active = Some(active);
        self.misses = 0;
        if self.questions().is_empty() {
            self.ask_permit(now);
        } else {
            self.begin_round(now);
        }
    }

    /// Says whether a ticket should be taken from the owner now; while a printer is set right again it waits.
    pub(crate) fn accepts_jobs(&self) -> bool {
        let is_kept_busy = self.keeper.as_ref().is_some_and(Keeper::is_waiting);
        self.stop_by.is_none() && !is_kept_busy && (self.recovery == Recovery::None || self.recovery_drags)
    }

    /// The owner gave the permit, or dropped it.
    pub(crate) fn permitted(&mut self, given: Result<(), oneshot::error::RecvError>, now: Instant) {
        self.permit = None;
        match (&mut self.active, given) {
            (Some(active), Ok(())) if matches!(active.phase, Phase::Permit { .. }) => {
                active.phase = Phase::Sending;
                active.output_was_free = !self.status.ticket_in_output;
                let mut chunks = std::mem::take(&mut active.ticket.chunks);
                self.remains = Some(chunks.iter().map(Vec::len).max().unwrap_or(0));
                if self.profile.completion.dialect == CompletionDialect::StarEtb {
                    let (before, expected) = etb_plan(self.etb.unwrap_or(0));
                    active.expected_etb = Some(expected);
                    chunks.insert(0, vec![ETB; before]);
                    chunks.push(vec![ETB]);
                    chunks.retain(|chunk| !chunk.is_empty());
                }
                self.outgoing.extend(chunks.into_iter().map(|bytes| Outgoing {
                    bytes,
                    at: 0,
                    kind: Kind::Ticket,
                }));
                self.progress = now;
                self.next_round = now + self.timing.busy_period;
            }
            (Some(_), Err(_)) => self.finish(JobOutcome::Failed { cause: Cause::NotPermitted }),
            (Some(_) | None, _) => {}
        }
    }

    /// The daemon stops: a ticket under way gets a little time.
    pub(crate) fn stop(&mut self, now: Instant) {
        self.stop_by.get_or_insert(now + self.timing.stop);
        if self
            .active
            .as_ref()
            .is_some_and(|active| matches!(active.phase, Phase::Asking | Phase::Permit { .. }))
        {
            self.finish(JobOutcome::Failed { cause: Cause::Restarted });
        }
    }

    /// Says whether nothing is under way any more after [`Self::stop`].
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop_by.is_some() && self.active.is_none()
    }

    /// Returns when [`Self::tick`] is due.
    pub(crate) fn deadline(&self, now: Instant) -> Instant {
        let mut times = vec![self.restarted_until, self.stop_by];
        if self.is_open {
            times.push(self.round.as_ref().and_then(|round| round.by));
            times.push((self.round.is_none() && !self.questions().is_empty()).then_some(self.next_round));
            times.push(
                (!self.outgoing.is_empty() && self.status.blocked_by().is_none()).then(|| self.stall_at()),
            );
            times.push(self.keeper.as_ref().and_then(Keeper::due).filter(|due| *due > now || self.is_idle()));
            let waits_for_line = !self.outgoing.is_empty() && self.pending(now).is_empty();
            times.push(waits_for_line.then(|| (self.line_free - AHEAD / 2).max(now + AHEAD / 20)));
            times.push(match self.recovery {
                Recovery::None => None,
                Recovery::Listening { by } | Recovery::Clearing { by } | Recovery::Resetting { by, .. } => {
                    Some(by)
                }
            });
            times.push(self.active.as_ref().and_then(|active| match active.phase {
                Phase::Permit { by } => Some(by),
                Phase::Waiting { by } if active.stalled.is_none() => Some(by),
                Phase::Asking | Phase::Sending | Phase::Waiting { .. } | Phase::Settling => None,
            }));
        }
        times.into_iter().flatten().min().unwrap_or(now + self.timing.idle_period)
    }

    /// Does what is due.
    pub(crate) fn tick(&mut self, now: Instant) {
        if self.restarted_until.is_some_and(|by| by <= now) {
            self.restarted_until = None;
            for late in &self.late {
                let outcome = JobOutcome::Unknown { cause: Cause::Restarted };
                self.events.push_back(PrinterEvent::Job { job: late.job.clone(), outcome });
            }
        }
        if self.stop_by.is_some_and(|by| by <= now) && self.active.is_some() {
            self.finish(JobOutcome::Unknown { cause: Cause::Restarted });
        }
        if !self.is_open {
            return;
        }
        if self.round.as_ref().and_then(|round| round.by).is_some_and(|by| by <= now) {
            self.missed(now);
        }
        if self.round.is_none() && self.next_round <= now && !self.questions().is_empty() {
            self.begin_round(now);
        }
        if !self.outgoing.is_empty() && self.status.blocked_by().is_none() && self.stall_at() <= now {
            self.broken = Some(Cause::Silent);
        }
        self.tick_recovery(now);
        self.tick_active(now);
        self.tick_output(now);
        self.tick_stored(now);
    }

    fn tick_active(&mut self, now: Instant) {
        let Some(active) = &self.active else { return };
        match active.phase {
            Phase::Permit { by } if by <= now => {
                let given = self.permit.as_mut().is_some_and(|permit| {
                    permit.close();
                    permit.try_recv().is_ok()
                });
                if given {
                    self.permitted(Ok(()), now);
                } else {
                    self.permit = None;
                    self.finish(JobOutcome::Failed { cause: Cause::NotPermitted });
                }
            }
            Phase::Waiting { by } if by <= now && active.stalled.is_none() => self.overdue(now),
            Phase::Asking
            | Phase::Permit { .. }
            | Phase::Sending
            | Phase::Waiting { .. }
            | Phase::Settling => {}
        }
    }

    /// The time a ticket takes is over.
    fn overdue(&mut self, now: Instant) {
        match self.profile.completion.dialect {
            CompletionDialect::None if self.questions().is_empty() => self.finish_unconfirmed(now),
            CompletionDialect::None => {
                self.set_phase(Phase::Settling);
                self.misses = 0;
                self.begin_round(now);
            }
            // Not in the output and not busy any more: it was taken at once, or an earlier one hid it.
            CompletionDialect::Custom if !self.status.busy => self.finish_unconfirmed(now),
            CompletionDialect::ProcessId
            | CompletionDialect::Nippon
            | CompletionDialect::StarEtb
            | CompletionDialect::Custom => self.give_up(Cause::NotConfirmed, now),
        }
    }

    fn output_was_free(&self) -> bool {
        self.active.as_ref().is_some_and(|active| active.output_was_free)
    }

    /// Something has left completely.
    fn left(&mut self, kind: Kind, now: Instant) {
        match kind {
            Kind::Question => {
                let by = self.line_free.max(now) + self.timing.reply;
                if let Some(round) = &mut self.round {
                    round.by = Some(by);
                }
            }
            Kind::Ticket if !self.outgoing.iter().any(|outgoing| outgoing.kind == Kind::Ticket) => {
                let by = self.overdue_at(now);
                self.set_phase(Phase::Waiting { by });
                // Answers on their way may be older than the end of the ticket.
                if let Some(round) = &mut self.round {
                    round.again = true;
                }
            }
            Kind::Control if self.outgoing.is_empty() => self.tick_recovery(now),
            Kind::Ticket | Kind::Control => {}
        }
    }

    fn overdue_at(&self, now: Instant) -> Instant {
        let rows = self.active.as_ref().map_or(0, |active| active.ticket.rows) as u64;
        let micrometres = rows * 25_400 / u64::from(self.profile.dpi);
        let paper = Duration::from_millis(micrometres / u64::from(self.profile.speed_mm_s));
        let margin = match self.profile.completion.dialect {
            CompletionDialect::None => self.timing.reply,
            CompletionDialect::ProcessId
            | CompletionDialect::Nippon
            | CompletionDialect::StarEtb
            | CompletionDialect::Custom => self.timing.mark,
        };
        self.line_free.max(now) + paper + margin
    }
}
