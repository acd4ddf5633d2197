//! One function per command: from the state as it is to the events that follow, or to a refusal.
//!
//! # Layout
//! - `issue`: tickets given
//! - `book`: appointments: booked, moved, taken over, checked in
//! - `receipt`: receipts, and what people say of the service
//! - `call`: whom a counter calls, and what happens with them
//! - `aside`: park, transfer, return, cancel, undo
//! - `day`: counters and office days
//! - `paper`: print jobs
//! - `roll`: numbers from a roll printed beforehand

mod aside;
mod book;
mod call;
mod day;
mod issue;
mod paper;
mod receipt;
mod roll;

use crate::command::{Command, PrintFailure, Request};
use crate::config::{Counter, Service};
use crate::counter::CounterState;
use crate::event::{Event, FinishedBy};
use crate::id::{CounterId, ServiceId, TicketId};
use crate::office::Office;
use crate::printers::prints;
use crate::rejection::Rejection;
use crate::ticket::{PrintState, Ticket, TicketState};
use crate::time::Timestamp;

/// Longest text a person may write into a command, in characters.
pub const TEXT_MAX: usize = 200;

type Decision = Result<Vec<Event>, Rejection>;

impl Office {
    /// Returns the events that follow from a request at the time `now`; nothing is changed yet.
    ///
    /// # Errors
    /// The [`Rejection`] with the rule that forbids it.
    pub fn decide(&self, now: Timestamp, request: &Request) -> Decision {
        let actor = &request.actor;
        match &request.command {
            Command::IssueTicket { service, class, locale, print } => {
                self.issue(now, request.fresh, service, *class, *locale, *print)
            }
            Command::BookAppointment { service, at, locale } => {
                self.book(now, request.fresh, service, *at, *locale)
            }
            Command::MoveAppointment { ticket, at } => self.move_appointment(now, *ticket, *at),
            Command::ImportAppointments { entries } => self.import(now, request.fresh, entries),
            Command::CheckIn { ticket, print } => self.check_in(now, *ticket, *print),
            Command::CallNext { counter } => self.call_next(now, counter),
            Command::Pick { counter, ticket, reason } => self.pick(now, actor, counter, *ticket, reason),
            Command::Recall { counter } => self.recall(now, counter),
            Command::Start { counter } => self.start(now, actor, counter),
            Command::Finish { counter, outcome, next_service } => {
                self.finish(now, counter, outcome.as_deref(), next_service.as_ref())
            }
            Command::MarkNoShow { counter } => {
                let ticket = self.in_hand(counter)?;
                expect(ticket, &[TicketState::Called])?;
                Ok(vec![Event::TicketNoShow { ticket: ticket.id, counter: counter.clone() }])
            }
            Command::Reinstate { ticket } => self.reinstate(now, *ticket),
            Command::Park { counter, ticket, reason } => self.park(counter, *ticket, reason),
            Command::Resume { ticket } => {
                let ticket = self.ticket(*ticket)?;
                expect(ticket, &[TicketState::Parked])?;
                let since = ticket.parking.as_ref().map_or(now, |p| p.since);
                Ok(vec![Event::TicketResumed { ticket: ticket.id, parked_ms: now.since(since) }])
            }
            Command::Transfer { counter, to, note } => self.transfer(counter, to, note.as_deref()),
            Command::Return { counter, place } => self.give_back(counter, *place),
            Command::Cancel { ticket } => self.cancel(*ticket),
            Command::RegisterReceipt { counter, locale, print } => {
                self.register_receipt(now, request.fresh, counter, *locale, *print)
            }
            Command::AdvanceReceipt { counter, ticket, to } => self.advance_receipt(counter, *ticket, *to),
            Command::CloseReceipt { counter, ticket, outcome } => {
                self.close_receipt(actor, counter, *ticket, outcome)
            }
            Command::GiveFeedback { ticket, rating } => self.give_feedback(*ticket, *rating),
            Command::Undo { counter } => self.undo_last(now, counter),
            Command::OpenCounter { counter } => {
                if self.state.day.is_none() {
                    return Err(Rejection::DayClosed);
                }
                self.change_counter(
                    counter,
                    CounterState::Open,
                    Event::CounterOpened { counter: counter.clone() },
                )
            }
            Command::PauseCounter { counter, reason } => {
                check_length(reason.as_deref())?;
                if self.counter_state(counter)? == CounterState::Closed {
                    return Err(Rejection::CounterClosed);
                }
                let event = Event::CounterPaused { counter: counter.clone(), reason: reason.clone() };
                self.change_counter(counter, CounterState::Paused, event)
            }
            Command::CloseCounter { counter, in_hand } => self.close_counter(now, counter, *in_hand),
            Command::CallForHelp { counter } => self.call_for_help(counter),
            Command::AnswerHelp { counter, by } => self.answer_help(counter, by),
            Command::EndHelp { counter } => self.end_help(counter),
            Command::OpenDay { plan } => self.open_day(plan),
            Command::CloseDay => self.close_day(now),
            Command::VoidTicket { ticket, reason } => {
                let ticket = self.ticket(*ticket)?;
                let reason = needed(reason)?;
                if ticket.state.is_final() {
                    return Err(Rejection::WrongState { state: ticket.state });
                }
                Ok(vec![Event::TicketVoided { ticket: ticket.id, reason }])
            }
            Command::RemindParked { ticket } => {
                expect(self.ticket(*ticket)?, &[TicketState::Parked])?;
                Ok(vec![Event::ParkedReminded { ticket: *ticket }])
            }
            Command::StartRoll { letter, next } => self.start_roll(*letter, *next),
            Command::EndRoll {} => self.end_roll(),
            Command::Reprint { ticket } => self.reprint(*ticket),
            Command::StartPrint { ticket, copy, device } => self.start_print(*ticket, *copy, device),
            Command::RecordPrint { ticket, copy, device, failure, confirmed, cause } => {
                self.print_job(*ticket, *copy, |state| match failure {
                    None => matches!(state, PrintState::Sending | PrintState::Stalled | PrintState::Unknown),
                    Some(PrintFailure::Expired) => state == PrintState::Pending,
                    Some(_) => matches!(state, PrintState::Sending | PrintState::Stalled),
                })?;
                Ok(vec![match failure {
                    None => Event::TicketPrinted {
                        ticket: *ticket,
                        copy: *copy,
                        device: device.clone(),
                        confirmed: *confirmed,
                    },
                    Some(failure) => Event::TicketPrintFailed {
                        ticket: *ticket,
                        copy: *copy,
                        device: device.clone(),
                        failure: *failure,
                        cause: cause.clone(),
                    },
                }])
            }
            Command::RecordDevice { device, state, cause } => {
                let known = self.state.devices.get(device);
                // A printer that prints again after a restart: what it was given before was cleared away.
                let is_cleared = prints(state)
                    && self
                        .state
                        .printers
                        .get(device)
                        .and_then(|p| p.given)
                        .is_some_and(|given| !self.state.paper(given).is_some_and(|p| p.is_at_printer()));
                if !is_cleared && known.is_some_and(|k| k.state == *state && k.cause == *cause) {
                    return Ok(Vec::new());
                }
                let (device, state, cause) = (device.clone(), state.clone(), cause.clone());
                Ok(vec![Event::DeviceStateChanged { device, state, cause }])
            }
            Command::ReloadConfig { hash } => {
                let mut events = self.let_go_of_lost_counters();
                if self.state.config_hash.as_ref() != Some(hash) {
                    events.push(Event::ConfigLoaded { hash: hash.clone() });
                }
                Ok(events)
            }
            Command::NoteAccess { note } => Ok(vec![Event::AccessNoted { note: note.clone() }]),
            Command::SignHead { head } => {
                let last = self.state.signed.as_ref();
                let is_newer = last.is_none_or(|last| last.seq < head.seq && last.day < head.day);
                Ok(if is_newer { vec![Event::HeadSigned { head: head.clone() }] } else { Vec::new() })
            }
            Command::CutHistory { day, seq, hash } => {
                Ok(vec![Event::HistoryCut { day: *day, seq: *seq, hash: hash.clone() }])
            }
        }
    }

    fn ticket(&self, id: TicketId) -> Result<&Ticket, Rejection> {
        self.state.tickets.get(&id).ok_or_else(|| match self.state.bookings.contains_key(&id) {
            true => Rejection::WrongState { state: TicketState::Booked },
            false => Rejection::UnknownTicket,
        })
    }

    /// A service of this office that is done here.
    fn service_here(&self, id: &ServiceId) -> Result<&Service, Rejection> {
        let service = self.config.service(id).ok_or(Rejection::UnknownService)?;
        if service.elsewhere.is_empty() { Ok(service) } else { Err(Rejection::ServiceElsewhere) }
    }

    fn open_counter(&self, counter: &CounterId) -> Result<&Counter, Rejection> {
        let config = self.config.counter(counter).ok_or(Rejection::UnknownCounter)?;
        match self.counter_state(counter)? {
            CounterState::Open => Ok(config),
            CounterState::Paused => Err(Rejection::CounterPaused),
            CounterState::Closed => Err(Rejection::CounterClosed),
        }
    }

    fn in_hand(&self, counter: &CounterId) -> Result<&Ticket, Rejection> {
        self.config.counter(counter).ok_or(Rejection::UnknownCounter)?;
        let id = self.state.counters.get(counter).and_then(|s| s.in_hand);
        id.and_then(|id| self.state.tickets.get(&id)).ok_or(Rejection::NoTicketInHand)
    }
}

fn expect(ticket: &Ticket, states: &[TicketState]) -> Result<(), Rejection> {
    if states.contains(&ticket.state) { Ok(()) } else { Err(Rejection::WrongState { state: ticket.state }) }
}

fn finished(now: Timestamp, ticket: &Ticket, counter: &CounterId, by: FinishedBy) -> Event {
    let from = ticket.started_at.or(ticket.called_at).unwrap_or(now);
    Event::ServiceFinished {
        ticket: ticket.id,
        counter: counter.clone(),
        service: ticket.service.clone(),
        served_ms: now.since(from),
        by,
        outcome: None,
        next_service: None,
    }
}

/// What is left of a gap after `last`. A clock that was set back since proves nothing: the gap counts as over,
/// or no clerk could call anybody until the clock has caught up.
fn left_of_gap(now: Timestamp, last: Timestamp, gap_ms: i64) -> i64 {
    if now < last { 0 } else { gap_ms - (now - last) }
}

fn needed(text: &str) -> Result<String, Rejection> {
    let text = text.trim();
    check_length(Some(text))?;
    if text.is_empty() { Err(Rejection::ReasonNeeded) } else { Ok(text.to_owned()) }
}

fn check_length(text: Option<&str>) -> Result<(), Rejection> {
    if text.is_some_and(|t| t.chars().count() > TEXT_MAX) { Err(Rejection::TextTooLong) } else { Ok(()) }
}
