//! The second half of a conversation: what answers mean, what is asked, and what is pushed to the printer.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::super::bytes::ProcessId;
use super::super::job::{JobOutcome, PrinterEvent};
use super::super::profile::{CompletionDialect, StatusDialect};
use super::super::status::{
    CUSTOM_FULL_STATUS, Cause, NIPPON_STATUS, PrinterState, PrinterStatus, STAR_STATUS,
};
use super::super::stored::Keeper;
use super::{Conversation, Kind, LATE_MAX, Late, MISSES_MAX, Outgoing, Phase, Recovery, Round};

impl Conversation {
    /// An answer came to the question asked.
    pub(super) fn answered(&mut self, now: Instant, take: impl FnOnce(&mut PrinterStatus, u8)) {
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
        if forgot {
            self.doubt();
        }
        self.round = None;
        self.next_round = now + self.period();
        if again {
            self.begin_round(now);
            // States change meanwhile, but a ticket is judged only by answers that are all newer than it.
            return;
        }
        let is_reset = matches!(self.recovery, Recovery::Resetting { .. }) && self.is_reset_asked;
        if is_reset && self.status.blocked_by().is_none() && !self.status.busy {
            self.recovered();
        } else if is_reset {
            // Asked again while there is time.
            self.is_reset_asked = false;
        }
        self.judge(now);
        self.decide(now);
    }

    pub(super) fn missed(&mut self, now: Instant) {
        self.round = None;
        self.quiet_until = now + self.timing.reply / 2;
        self.next_round = self.quiet_until;
        // A printer that stopped us cannot hear questions; what it reported by itself still holds.
        let held =
            self.profile.status.automatic && self.status.blocked_by().is_some() && !self.outgoing.is_empty();
        // One that writes its memory hears nothing meanwhile.
        let writes = self.keeper.as_ref().is_some_and(Keeper::is_waiting);
        if held || writes {
            return;
        }
        self.misses = self.misses.saturating_add(1);
        // One that never answered, as a printer without a way back, is not in more doubt by not answering.
        if self.has_answered && self.phase() != Some(Phase::Settling) {
            self.doubt();
        }
        let patience = if self.phase() == Some(Phase::Asking) { 2 } else { MISSES_MAX };
        if self.misses < patience {
            return;
        }
        self.next_round = self.quiet_until.max(now + self.period());
        if !self.profile.status.required {
            match self.phase() {
                Some(Phase::Asking) => self.ask_permit(now),
                Some(Phase::Settling) => self.finish_unconfirmed(now),
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
    pub(super) fn judge(&mut self, now: Instant) {
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
    pub(super) fn decide(&mut self, now: Instant) {
        let blocked = self.status.blocked_by();
        match (self.phase(), blocked) {
            (Some(Phase::Asking), Some(cause)) => self.finish(JobOutcome::Failed { cause }),
            (Some(Phase::Asking), None) => self.ask_permit(now),
            (Some(Phase::Settling), None) => self.finish_unconfirmed(now),
            (Some(Phase::Waiting { .. }), None)
                if self.profile.completion.dialect == CompletionDialect::Custom
                    && self.output_was_free()
                    && self.status.ticket_in_output
                    && !self.status.busy =>
            {
                self.finish_confirmed();
            }
            _ => {}
        }
    }

    /// The printer says that a ticket is out.
    pub(super) fn marked(&mut self, mark: ProcessId) {
        self.misses = 0;
        let all_sent = matches!(self.phase(), Some(Phase::Waiting { .. } | Phase::Settling));
        if self.active.as_ref().is_some_and(|active| all_sent && active.id == mark) {
            self.finish_confirmed();
        } else if matches!(self.recovery, Recovery::Resetting { mark: expected, .. } if expected == mark) {
            self.recovered();
        } else if let Some(place) = self.late.iter().position(|late| late.mark == mark) {
            let Some(Late { job, is_doubtful, .. }) = self.late.remove(place) else { return };
            if !is_doubtful {
                let outcome = JobOutcome::Printed { confirmed: true };
                self.events.push_back(PrinterEvent::Job { job, outcome });
            }
            if let Recovery::Listening { .. } = self.recovery {
                self.recovered();
            }
        }
    }

    /// The printer may have lost its power, and with it what it had not printed of the ticket under way.
    pub(super) fn doubt(&mut self) {
        let Some(active) = &mut self.active else { return };
        let is_sent = matches!(active.phase, Phase::Sending | Phase::Waiting { .. } | Phase::Settling);
        if is_sent && !std::mem::replace(&mut active.is_doubtful, true) {
            let outcome = JobOutcome::Doubtful { cause: Cause::Silent };
            self.events.push_back(PrinterEvent::Job { job: active.job.clone(), outcome });
            self.show();
        }
    }

    pub(super) fn finish(&mut self, outcome: JobOutcome) {
        let Some(active) = self.active.take() else { return };
        match outcome {
            JobOutcome::Unknown { .. } => {
                if self.late.len() == LATE_MAX {
                    self.late.pop_front();
                }
                // A count proves nothing later on: others have moved it since.
                if self.profile.completion.dialect != CompletionDialect::StarEtb {
                    self.late.push_back(Late::new(active.job.clone(), active.is_doubtful));
                }
                self.outgoing.retain(|outgoing| outgoing.kind != Kind::Ticket || outgoing.at > 0);
            }
            JobOutcome::Failed { .. } => self.remains = None,
            JobOutcome::Printed { .. } => self.remains = None,
            JobOutcome::Sending { .. } | JobOutcome::Stalled { .. } | JobOutcome::Doubtful { .. } => {}
        }
        self.permit = None;
        if let Some(keeper) = &mut self.keeper {
            keeper.rested(self.progress);
        }
        self.events.push_back(PrinterEvent::Job { job: active.job, outcome });
    }

    pub(super) fn ask_permit(&mut self, now: Instant) {
        let (permit, given) = oneshot::channel();
        self.permit = Some(given);
        self.set_phase(Phase::Permit { by: now + self.timing.permit });
        if let Some(active) = &self.active {
            let job = active.job.clone();
            self.events.push_back(PrinterEvent::Job { job, outcome: JobOutcome::Sending { permit } });
        }
    }

    pub(super) fn refusal(&self) -> Option<Cause> {
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

    pub(super) fn begin_round(&mut self, now: Instant) {
        match &mut self.round {
            Some(round) => round.again = true,
            None => {
                self.has_reported = false;
                self.round = Some(Round { index: 0, by: None, again: now < self.quiet_until });
                self.ask();
            }
        }
    }

    pub(super) fn ask(&mut self) {
        let Some(round) = &self.round else { return };
        let Some(question) = self.questions().get(round.index) else { return };
        let bytes = match self.profile.status.dialect {
            StatusDialect::Custom => CUSTOM_FULL_STATUS.to_vec(),
            StatusDialect::Star => STAR_STATUS.to_vec(),
            StatusDialect::Nippon => NIPPON_STATUS.to_vec(),
            StatusDialect::Epson | StatusDialect::None => vec![0x10, 0x04, *question],
        };
        // Between two commands: within one it would be taken for a part of the picture.
        let place = usize::from(self.outgoing.front().is_some_and(|front| front.at > 0));
        self.outgoing.insert(place, Outgoing { bytes, at: 0, kind: Kind::Question });
    }

    pub(super) fn questions(&self) -> &'static [u8] {
        match self.profile.status.dialect {
            StatusDialect::Epson => &[1, 2, 3, 4],
            StatusDialect::Custom => &[20],
            StatusDialect::Star | StatusDialect::Nippon => &[0],
            StatusDialect::None => &[],
        }
    }

    pub(super) fn greet(&mut self) {
        // Not into a picture that may still be under way.
        if self.remains.is_none() {
            self.push(self.automatic_status_on(), Kind::Control);
        }
    }

    pub(super) fn push(&mut self, bytes: Vec<u8>, kind: Kind) {
        if !bytes.is_empty() {
            self.outgoing.push_back(Outgoing { bytes, at: 0, kind });
        }
    }

    pub(super) fn phase(&self) -> Option<Phase> {
        self.active.as_ref().map(|active| active.phase)
    }

    pub(super) fn set_phase(&mut self, phase: Phase) {
        if let Some(active) = &mut self.active {
            active.phase = phase;
        }
    }

    pub(super) fn period(&self) -> Duration {
        if self.active.is_some() { self.timing.busy_period } else { self.timing.idle_period }
    }

    pub(super) fn stall_at(&self) -> Instant {
        self.progress.max(self.line_free) + self.timing.write_stall
    }

    pub(super) fn show(&mut self) {
        let (state, cause) = self.status.state();
        // "Ready" would say that nothing is left in it of what it was given.
        let is_doubtful = self.active.as_ref().is_some_and(|active| active.is_doubtful);
        let is_unsettled = self.recovery != Recovery::None || is_doubtful;
        let (state, cause) = if is_unsettled && state != PrinterState::Blocked {
            (PrinterState::Blocked, Some(Cause::Busy))
        } else {
            (state, cause)
        };
        self.show_state(state, cause);
    }

    pub(super) fn show_state(&mut self, state: PrinterState, cause: Option<Cause>) {
        let shown = Some((self.status, state, cause));
        if self.shown != shown {
            self.shown = shown;
            self.events.push_back(PrinterEvent::Status { status: self.status, state, cause });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Left;
    use super::*;
    use crate::printer::job::Timing;
    use crate::printer::profile::Profile;

    /// Lets a printer work for a while, then die right after an answer; returns how long nobody knows of it.
    fn unknown_for(timing: Timing) -> Duration {
        let profile = Profile::named("epson-tm-t20", &toml::Table::new()).unwrap();
        let begun = Instant::now();
        let mut now = begun;
        let mut talk = Conversation::new(profile, timing, (None, Left::default()), now);
        talk.opened(now);
        let mut died = None;
        loop {
            let asked = talk.pending(now).to_vec();
            talk.wrote(asked.len(), now);
            // DLE EOT n is answered by a byte whose fixed bits alone are set: all is well.
            let questions = asked.windows(2).filter(|bytes| *bytes == [0x10, 0x04]).count();
            for _ in 0..if died.is_none() { questions } else { 0 } {
                talk.hear(0x12, now);
            }
            for event in std::mem::take(&mut talk.events) {
                if let PrinterEvent::Status { state: PrinterState::Offline, cause, .. } = event {
                    assert_eq!(cause, Some(Cause::Silent));
                    return now - died.expect("it was well until it died");
                }
            }
            let is_quiet = talk.pending(now).is_empty() && talk.round.is_none();
            if died.is_none() && is_quiet && now - begun > Duration::from_secs(60) {
                died = Some(now);
            }
            assert!(now - begun < Duration::from_secs(600), "it is dead and nobody says so");
            if talk.pending(now).is_empty() {
                now = talk.deadline(now).max(now);
                talk.tick(now);
            }
        }
    }

    #[test]
    fn a_dead_printer_is_shown_within_twice_the_time_between_two_questions() {
        let timing = Timing::default();
        let (period, unknown) = (timing.idle_period, unknown_for(timing));
        assert!(unknown > period && unknown <= 2 * period, "{unknown:?}");
    }
}
