//! What is said to one printer and heard from it, and what follows for its ticket. No I/O: time and bytes come in.
//!
//! The order for a ticket: ask the printer's state (nothing is sent to one that cannot print) → ask the owner's permit
//! (who journals it) → send → wait for the printer's word that it is out. A ticket is never sent twice from here: a printer
//! without paper keeps what it was sent and goes on by itself, so it is `Stalled` and not repeated. Where a ticket's fate
//! cannot be known it is `Unknown`; a mark that still comes later makes it `Printed`.

use std::collections::VecDeque;
use std::time::Duration;

use display::raster::Raster;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::bytes::{ProcessId, TicketBytes, cut_off_remains, encode, mark_request};
use super::profile::{CompletionDialect, Profile, StatusDialect};
use super::status::{
    AUTOMATIC_STATUS_ON, CLEAR_BUFFERS, CUSTOM_FULL_STATUS, Cause, Demultiplexer, PrinterState,
    PrinterStatus, Reply,
};

/// Tickets of unknown fate whose mark may still come.
const LATE_MAX: usize = 16;
/// Unanswered questions after which a printer counts as silent.
const MISSES_MAX: u8 = 3;

/// A ticket to print.
#[derive(Debug)]
pub struct PrintJob {
    /// The job's id. A copy of a ticket is a job of its own; an id is never used for two.
    pub job: String,
    /// What is printed. A copy carries its mark.
    pub picture: Raster,
}

/// The owner's word that a ticket may be sent, given once that is journalled. Dropping it forbids it.
pub type Permit = oneshot::Sender<()>;

/// What a printer's owner is told.
#[derive(Debug)]
pub enum PrinterEvent {
    /// News of a ticket.
    Job {
        /// The job's id.
        job: String,
        /// What became of it.
        outcome: JobOutcome,
    },
    /// The printer's state changed.
    Status {
        /// All it said last.
        status: PrinterStatus,
        /// Whether it can be used.
        state: PrinterState,
        /// What is to be done about it.
        cause: Option<Cause>,
    },
}

/// What became of a ticket.
#[derive(Debug)]
pub enum JobOutcome {
    /// The printer is well: the owner journals that the ticket is about to be sent, then gives the permit.
    Sending {
        /// Sends the ticket when used.
        permit: Permit,
    },
    /// It is out. `confirmed` says whether the printer itself said so.
    Printed {
        /// Whether the printer itself said so.
        confirmed: bool,
    },
    /// The printer holds it and goes on when the cause is gone. More news follows.
    Stalled {
        /// What stops it.
        cause: Cause,
    },
    /// Nobody can tell. News may still follow: only `Printed`.
    Unknown {
        /// Why not.
        cause: Cause,
    },
    /// It was not printed: nothing was sent.
    Failed {
        /// Why not.
        cause: Cause,
    },
}

/// How long a printer is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// For the answer to a status question.
    pub reply: Duration,
    /// Between status questions while a ticket is under way.
    pub busy_period: Duration,
    /// Between status questions otherwise.
    pub idle_period: Duration,
    /// For the owner's permit.
    pub permit: Duration,
    /// Without a byte leaving, while the printer reports nothing wrong.
    pub write_stall: Duration,
    /// For the mark, beyond the time the paper takes.
    pub mark: Duration,
    /// For late marks and cleared buffers after something broke.
    pub recovery: Duration,
    /// For a ticket under way when the daemon stops.
    pub stop: Duration,
    /// Between attempts to open the link, from the first to the longest.
    pub backoff: (Duration, Duration),
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            reply: Duration::from_secs(1),
            busy_period: Duration::from_secs(1),
            idle_period: Duration::from_secs(5),
            permit: Duration::from_secs(10),
            write_stall: Duration::from_secs(15),
            mark: Duration::from_secs(8),
            recovery: Duration::from_secs(2),
            stop: Duration::from_secs(5),
            backoff: (Duration::from_millis(200), Duration::from_secs(10)),
        }
    }
}

/// One printer, as seen from here.
pub(super) struct Conversation {
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
    late: VecDeque<(ProcessId, String)>,
    /// Bytes the printer may still be waiting for after a ticket broke off.
    remains: Option<usize>,
    recovery: Recovery,
    /// The printer could not be set right so far: tickets are refused instead of made to wait.
    recovery_drags: bool,
    resets: u32,
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
    pub(super) broken: Option<Cause>,
    pub(super) permit: Option<oneshot::Receiver<()>>,
    pub(super) events: VecDeque<PrinterEvent>,
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
    },
}

impl Conversation {
    pub(super) fn new(
        profile: Profile,
        timing: Timing,
        (baud, outstanding): (Option<u32>, Vec<String>),
        now: Instant,
    ) -> Self {
        let late: VecDeque<_> =
            outstanding.into_iter().take(LATE_MAX).map(|job| (ProcessId::of_job(&job), job)).collect();
        let restarted = !late.is_empty();
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
            remains: restarted.then_some(0),
            recovery: Recovery::None,
            recovery_drags: false,
            resets: 0,
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
    pub(super) fn opened(&mut self, now: Instant) {
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
        self.greet();
        if self.questions().is_empty() {
            self.show();
        }
    }

    /// The link is gone.
    pub(super) fn lost(&mut self, cause: Cause) {
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
        self.show_state(PrinterState::Offline, Some(cause));
    }

    /// Returns what is to be written next.
    pub(super) fn pending(&self) -> &[u8] {
        self.outgoing.front().map_or(&[], |outgoing| &outgoing.bytes[outgoing.at..])
    }

    /// So many bytes of [`Self::pending`] were written.
    pub(super) fn wrote(&mut self, count: usize, now: Instant) {
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
    pub(super) fn hear(&mut self, byte: u8, now: Instant) {
        match self.demultiplexer.push(byte) {
            None => {}
            Some(Reply::RealTime(byte)) => {
                self.answered(now, |status, question| status.take_real_time(question, byte))
            }
            Some(Reply::Custom(bytes)) => self.answered(now, |status, _| status.take_custom(bytes)),
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
    pub(super) fn offer(&mut self, job: PrintJob, now: Instant) {
        if let Some(cause) = self.refusal() {
            self.events.push_back(PrinterEvent::Job { job: job.job, outcome: JobOutcome::Failed { cause } });
            return;
        }
        let id = ProcessId::of_job(&job.job);
        let ticket = encode(&job.picture, &self.profile, id);
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
    pub(super) fn accepts_jobs(&self) -> bool {
        self.stop_by.is_none() && (self.recovery == Recovery::None || self.recovery_drags)
    }

    /// The owner gave the permit, or dropped it.
    pub(super) fn permitted(&mut self, given: Result<(), oneshot::error::RecvError>, now: Instant) {
        self.permit = None;
        match (&mut self.active, given) {
            (Some(active), Ok(())) if matches!(active.phase, Phase::Permit { .. }) => {
                active.phase = Phase::Sending;
                active.output_was_free = !self.status.ticket_in_output;
                let chunks = std::mem::take(&mut active.ticket.chunks);
                self.remains = Some(chunks.iter().map(Vec::len).max().unwrap_or(0));
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
    pub(super) fn stop(&mut self, now: Instant) {
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
    pub(super) fn is_stopped(&self) -> bool {
        self.stop_by.is_some() && self.active.is_none()
    }

    /// Returns when [`Self::tick`] is due.
    pub(super) fn deadline(&self, now: Instant) -> Instant {
        let mut times = vec![self.restarted_until, self.stop_by];
        if self.is_open {
            times.push(self.round.as_ref().and_then(|round| round.by));
            times.push((self.round.is_none() && !self.questions().is_empty()).then_some(self.next_round));
            times.push(
                (!self.outgoing.is_empty() && self.status.blocked_by().is_none()).then(|| self.stall_at()),
            );
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
    pub(super) fn tick(&mut self, now: Instant) {
        if self.restarted_until.is_some_and(|by| by <= now) {
            self.restarted_until = None;
            for (_, job) in &self.late {
                let outcome = JobOutcome::Unknown { cause: Cause::Restarted };
                self.events.push_back(PrinterEvent::Job { job: job.clone(), outcome });
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
    }

    fn tick_recovery(&mut self, now: Instant) {
        let gives_marks = self.profile.completion.dialect == CompletionDialect::ProcessId;
        match self.recovery {
            Recovery::Listening { by } if by <= now && !self.can_be_reset() => {
                self.recovery_drags = true;
                self.recovery = Recovery::Listening { by: now + self.timing.recovery };
            }
            Recovery::Listening { by } if by <= now && self.profile.completion.clear => {
                self.push(CLEAR_BUFFERS.to_vec(), Kind::Control);
                self.recovery = Recovery::Clearing { by: now + self.timing.recovery };
            }
            Recovery::Listening { by } | Recovery::Clearing { by } if by <= now => {
                // Zeros complete a picture under way and mean nothing otherwise.
                self.reset_printer(self.remains.unwrap_or(0), now);
            }
            Recovery::Resetting { .. } if !gives_marks && self.outgoing.is_empty() => self.recovered(),
            Recovery::Resetting { by, .. } if by <= now => {
                // Written is not arrived: without the mark it begins anew once the printer answers and is well.
                self.recovery_drags = true;
                self.recovery = Recovery::Listening { by: now + self.timing.recovery };
            }
            Recovery::None
            | Recovery::Listening { .. }
            | Recovery::Clearing { .. }
            | Recovery::Resetting { .. } => {}
        }
    }

    /// Says whether a reset would be carried out now: otherwise it would only be lost, or cut paper again and again.
    fn can_be_reset(&self) -> bool {
        let answers = !self.profile.status.required || (self.has_answered && self.misses == 0);
        let is_free = self.outgoing.iter().all(|outgoing| outgoing.kind == Kind::Question);
        answers && self.status.blocked_by().is_none() && is_free
    }

    fn recovered(&mut self) {
        self.recovery = Recovery::None;
        self.recovery_drags = false;
        self.remains = None;
        self.show();
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
            CompletionDialect::None if self.questions().is_empty() => {
                self.finish(JobOutcome::Printed { confirmed: false });
            }
            CompletionDialect::None => {
                self.set_phase(Phase::Settling);
                self.misses = 0;
                self.begin_round(now);
            }
            CompletionDialect::Custom if !self.output_was_free() && !self.status.busy => {
                self.finish(JobOutcome::Printed { confirmed: false });
            }
            CompletionDialect::ProcessId | CompletionDialect::Nippon | CompletionDialect::Custom => {
                self.finish(JobOutcome::Unknown { cause: Cause::NotConfirmed });
                self.recovery = Recovery::Listening { by: now };
                self.show();
            }
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
            CompletionDialect::ProcessId | CompletionDialect::Nippon | CompletionDialect::Custom => {
                self.timing.mark
            }
        };
        self.line_free.max(now) + paper + margin
    }

    /// An answer came to the question asked.
    fn answered(&mut self, now: Instant, take: impl FnOnce(&mut PrinterStatus, u8)) {
        let questions = self.questions();
        let Some(round) = &mut self.round else { return };
        if round.by.is_none() || now < self.quiet_until {
            return;
        }
        take(&mut self.status, questions[round.index]);
        self.misses = 0;
        round.by = None;
        round.index += 1;
        if round.index < questions.len() {
            self.ask();
            return;
        }
        let again = round.again;
        self.has_answered = true;
        // A change it did not report by itself: it forgot to, as after it was switched off and on.
        let forgot = !self.has_reported
            && self.reported.is_some_and(|said| said.blocked_by() != self.status.blocked_by());
        if let (true, Some(active)) = (forgot, &mut self.active) {
            active.is_doubtful = true;
        }
        self.round = None;
        self.next_round = now + self.period();
        if again {
            self.begin_round(now);
            // States change meanwhile, but a ticket is judged only by answers that are all newer than it.
            return;
        }
        self.judge(now);
        self.decide(now);
    }

    fn missed(&mut self, now: Instant) {
        self.round = None;
        self.quiet_until = now + self.timing.reply / 2;
        self.next_round = self.quiet_until;
        // A printer that stopped us cannot hear questions; what it reported by itself still holds.
        let held =
            self.profile.status.automatic && self.status.blocked_by().is_some() && !self.outgoing.is_empty();
        if held {
            return;
        }
        self.misses = self.misses.saturating_add(1);
        if let Some(active) = &mut self.active {
            active.is_doubtful |= matches!(active.phase, Phase::Sending | Phase::Waiting { .. });
        }
        let patience = if self.phase() == Some(Phase::Asking) { 2 } else { MISSES_MAX };
        if self.misses < patience {
            return;
        }
        self.next_round = self.quiet_until.max(now + self.period());
        if !self.profile.status.required {
            match self.phase() {
                Some(Phase::Asking) => self.ask_permit(now),
                Some(Phase::Settling) => self.finish(JobOutcome::Printed { confirmed: false }),
                Some(Phase::Permit { .. } | Phase::Sending | Phase::Waiting { .. }) | None => {}
            }
            self.show();
            return;
        }
        self.show_state(PrinterState::Offline, Some(Cause::Silent));
        match self.phase() {
            Some(Phase::Asking) => self.finish(JobOutcome::Failed { cause: Cause::Silent }),
            // The rest must not reach a printer that is switched on again: the link is dropped.
            Some(Phase::Sending | Phase::Waiting { .. } | Phase::Settling) => {
                self.broken = Some(Cause::Silent)
            }
            Some(Phase::Permit { .. }) | None => {}
        }
    }

    /// The printer's state is known: tell the owner, and what it means for the ticket under way.
    fn judge(&mut self, now: Instant) {
        self.show();
        let blocked = self.status.blocked_by();
        let by = self.overdue_at(now);
        let Some(active) = &mut self.active else { return };
        if !matches!(active.phase, Phase::Sending | Phase::Waiting { .. } | Phase::Settling)
            || active.stalled == blocked
        {
            return;
        }
        active.stalled = blocked;
        match blocked {
            Some(cause) => {
                let outcome = JobOutcome::Stalled { cause };
                self.events.push_back(PrinterEvent::Job { job: active.job.clone(), outcome });
            }
            None if matches!(active.phase, Phase::Waiting { .. } | Phase::Settling) => {
                active.phase = Phase::Waiting { by }
            }
            None => self.progress = now,
        }
    }

    /// A whole round of answers is in.
    fn decide(&mut self, now: Instant) {
        let blocked = self.status.blocked_by();
        match (self.phase(), blocked) {
            (Some(Phase::Asking), Some(cause)) => self.finish(JobOutcome::Failed { cause }),
            (Some(Phase::Asking), None) => self.ask_permit(now),
            (Some(Phase::Settling), None) => self.finish(JobOutcome::Printed { confirmed: false }),
            (Some(Phase::Waiting { .. }), None)
                if self.profile.completion.dialect == CompletionDialect::Custom
                    && self.output_was_free()
                    && self.status.ticket_in_output
                    && !self.status.busy =>
            {
                self.finish(JobOutcome::Printed { confirmed: true });
            }
            _ => {}
        }
    }

    /// The printer says that a ticket is out.
    fn marked(&mut self, mark: ProcessId) {
        self.misses = 0;
        let all_sent = matches!(self.phase(), Some(Phase::Waiting { .. } | Phase::Settling));
        if let Some(active) = self.active.as_ref().filter(|active| all_sent && active.id == mark) {
            if active.is_doubtful {
                self.finish(JobOutcome::Unknown { cause: Cause::Silent });
                // The mark says at least that the printer is at the end of the ticket and cut it off.
                (self.remains, self.recovery) = (None, Recovery::None);
                self.late.pop_back();
            } else {
                self.finish(JobOutcome::Printed { confirmed: true });
            }
        } else if matches!(self.recovery, Recovery::Resetting { mark: expected, .. } if expected == mark) {
            self.recovered();
        } else if let Some(place) = self.late.iter().position(|late| late.0 == mark) {
            let Some((_, job)) = self.late.remove(place) else { return };
            self.events
                .push_back(PrinterEvent::Job { job, outcome: JobOutcome::Printed { confirmed: true } });
            if let Recovery::Listening { .. } = self.recovery {
                self.recovered();
            }
        }
    }

    fn finish(&mut self, outcome: JobOutcome) {
        let Some(active) = self.active.take() else { return };
        match outcome {
            JobOutcome::Unknown { .. } => {
                if self.late.len() == LATE_MAX {
                    self.late.pop_front();
                }
                self.late.push_back((active.id, active.job.clone()));
                self.outgoing.retain(|outgoing| outgoing.kind != Kind::Ticket || outgoing.at > 0);
            }
            JobOutcome::Failed { .. } => self.remains = None,
            JobOutcome::Printed { .. } => self.remains = None,
            JobOutcome::Sending { .. } | JobOutcome::Stalled { .. } => {}
        }
        self.permit = None;
        self.events.push_back(PrinterEvent::Job { job: active.job, outcome });
    }

    fn ask_permit(&mut self, now: Instant) {
        let (permit, given) = oneshot::channel();
        self.permit = Some(given);
        self.set_phase(Phase::Permit { by: now + self.timing.permit });
        if let Some(active) = &self.active {
            let job = active.job.clone();
            self.events.push_back(PrinterEvent::Job { job, outcome: JobOutcome::Sending { permit } });
        }
    }

    fn refusal(&self) -> Option<Cause> {
        if !self.is_open {
            return self.shown.and_then(|shown| shown.2).or(Some(Cause::LinkLost));
        }
        match &self.active {
            _ if self.remains.is_some() && self.active.is_none() => {
                Some(self.shown.and_then(|shown| shown.2).unwrap_or(Cause::Busy))
            }
            Some(active) => Some(active.stalled.unwrap_or(Cause::Busy)),
            None => (self.stop_by.is_some()).then_some(Cause::Restarted),
        }
    }

    fn begin_round(&mut self, now: Instant) {
        match &mut self.round {
            Some(round) => round.again = true,
            None => {
                self.has_reported = false;
                self.round = Some(Round { index: 0, by: None, again: now < self.quiet_until });
                self.ask();
            }
        }
    }

    fn ask(&mut self) {
        let Some(round) = &self.round else { return };
        let Some(question) = self.questions().get(round.index) else { return };
        let bytes = match self.profile.status.dialect {
            StatusDialect::Custom => CUSTOM_FULL_STATUS.to_vec(),
            StatusDialect::Epson | StatusDialect::None => vec![0x10, 0x04, *question],
        };
        // Between two commands: within one it would be taken for a part of the picture.
        let place = usize::from(self.outgoing.front().is_some_and(|front| front.at > 0));
        self.outgoing.insert(place, Outgoing { bytes, at: 0, kind: Kind::Question });
    }

    fn questions(&self) -> &'static [u8] {
        match self.profile.status.dialect {
            StatusDialect::Epson => &[1, 2, 3, 4],
            StatusDialect::Custom => &[20],
            StatusDialect::None => &[],
        }
    }

    fn greet(&mut self) {
        // Not into a picture that may still be under way.
        if self.profile.status.automatic && self.remains.is_none() {
            self.push(AUTOMATIC_STATUS_ON.to_vec(), Kind::Control);
        }
    }

    /// Ends what the printer may be waiting for, and cuts off what is on the paper.
    fn reset_printer(&mut self, zeros: usize, now: Instant) {
        self.push(vec![0; zeros], Kind::Control);
        self.push(cut_off_remains(&self.profile), Kind::Control);
        if self.profile.status.automatic {
            self.push(AUTOMATIC_STATUS_ON.to_vec(), Kind::Control);
        }
        self.resets += 1;
        let mark = ProcessId::of_job(&format!("reset {}", self.resets));
        if self.profile.completion.dialect == CompletionDialect::ProcessId {
            self.push(mark_request(mark).to_vec(), Kind::Control);
        }
        self.recovery = Recovery::Resetting { by: now + self.timing.mark, mark };
    }

    fn push(&mut self, bytes: Vec<u8>, kind: Kind) {
        if !bytes.is_empty() {
            self.outgoing.push_back(Outgoing { bytes, at: 0, kind });
        }
    }

    fn phase(&self) -> Option<Phase> {
        self.active.as_ref().map(|active| active.phase)
    }

    fn set_phase(&mut self, phase: Phase) {
        if let Some(active) = &mut self.active {
            active.phase = phase;
        }
    }

    fn period(&self) -> Duration {
        if self.active.is_some() { self.timing.busy_period } else { self.timing.idle_period }
    }

    fn stall_at(&self) -> Instant {
        self.progress.max(self.line_free) + self.timing.write_stall
    }

    fn show(&mut self) {
        let (state, cause) = self.status.state();
        let is_being_reset = self.recovery != Recovery::None && state != PrinterState::Blocked;
        let (state, cause) =
            if is_being_reset { (PrinterState::Blocked, Some(Cause::Busy)) } else { (state, cause) };
        self.show_state(state, cause);
    }

    fn show_state(&mut self, state: PrinterState, cause: Option<Cause>) {
        let shown = Some((self.status, state, cause));
        if self.shown != shown {
            self.shown = shown;
            self.events.push_back(PrinterEvent::Status { status: self.status, state, cause });
        }
    }
}
