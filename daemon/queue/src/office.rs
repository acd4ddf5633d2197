//! The state of an office, and how an event changes it. `apply` never fails: an event is a fact.

mod undo;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::calendar::DayPlan;
use crate::command::{Command, Place, PrintFailure};
use crate::config::{Locale, OfficeConfig};
use crate::counter::{CounterState, CounterStatus};
use crate::event::{Event, Recorded};
use crate::evidence::SignedHead;
use crate::id::{CommandId, CounterId, DeviceId, Number, Reference, ServiceId, TicketId};
use crate::printers::{self, PrinterFacts};
use crate::receipt::Receipts;
use crate::selection::{Reason, Rounds};
use crate::ticket::{Booking, Class, Parking, PrintState, Ticket, TicketState};
use crate::tickets::Tickets;
use crate::time::{Date, Timestamp};

/// How many calls the boards can look back: each of a town hall's zones shows its own.
pub const CALLS_KEPT: usize = 64;

/// One call as boards announce it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CallRecord {
    /// The journal's number of the call or of its last recall.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub ticket: TicketId,
    /// The number called.
    pub number: Number,
    /// Where to.
    pub counter: CounterId,
    /// The class, for the quiet reason on the board.
    pub class: Class,
    /// The citizen's language.
    pub locale: Option<Locale>,
    /// How often it was called again.
    pub recalls: u32,
    /// Whether earlier tickets were passed over.
    pub out_of_order: bool,
    /// Taken back by an undo.
    pub withdrawn: bool,
    /// The command that called.
    pub command: CommandId,
}

/// What is known of a device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceStatus {
    /// One word.
    pub state: String,
    /// Why.
    pub cause: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// A roll of numbers printed beforehand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Roll {
    /// Its letter.
    pub letter: char,
    /// The number on its next slip.
    pub next: u32,
    /// Whether numbers come from it now.
    pub is_on: bool,
}

/// Everything that follows from the journal and from nothing else.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// The last event applied.
    pub seq: u64,
    /// The open office day.
    pub day: Option<DayPlan>,
    /// The last office day that was opened.
    pub last_day: Option<Date>,
    /// The last number given per letter today.
    pub numbers: BTreeMap<char, u32>,
    /// Tickets given per service today.
    pub issued: BTreeMap<ServiceId, u32>,
    /// Appointments that have not checked in.
    pub bookings: BTreeMap<TicketId, Booking>,
    /// Appointments of other systems that were given up here, with their time: taking them over again does not bring them
    /// back.
    #[serde(default)]
    pub given_up: BTreeMap<Reference, Timestamp>,
    /// Today's tickets and whatever was carried over.
    pub tickets: Tickets,
    /// The counters that have ever been opened.
    pub counters: BTreeMap<CounterId, CounterStatus>,
    /// The alternation of classes.
    pub rounds: Rounds,
    /// The last calls, newest first.
    pub calls: VecDeque<CallRecord>,
    /// The devices.
    pub devices: BTreeMap<DeviceId, DeviceStatus>,
    /// What is known of those devices that print.
    #[serde(default)]
    pub printers: BTreeMap<DeviceId, PrinterFacts>,
    /// The roll numbers come from, or came from last.
    #[serde(default)]
    pub roll: Option<Roll>,
    /// The receipts, which no day touches.
    #[serde(default)]
    pub receipts: Receipts,
    /// The configuration the office works under.
    pub config_hash: Option<String>,
    /// The last head that was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignedHead>,
}

/// An office: its configuration and its state.
#[derive(Clone, Debug)]
pub struct Office {
    /// What the office is.
    pub config: Arc<OfficeConfig>,
    /// How it stands.
    pub state: State,
}

impl Office {
    /// Returns an office in which nothing has happened yet.
    #[must_use]
    pub fn new(config: Arc<OfficeConfig>) -> Self {
        Self { config, state: State::default() }
    }

    /// Folds an event into the state.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.state.apply(recorded);
    }

    /// Returns when time itself will next ask for something, if ever.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let day_end = self.state.day.as_ref().map(|d| d.ends_at);
        let starts = self.state.tickets.in_state(TicketState::Called).filter_map(|t| self.auto_start_at(t));
        let reminders = self.state.tickets.in_state(TicketState::Parked).filter_map(|t| self.reminder_at(t));
        day_end.into_iter().chain(starts).chain(reminders).min()
    }

    /// Returns the commands that the time `now` asks for, each with an id that is the same whenever the same
    /// thing is due, so that it is carried out once.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Vec<(String, Command)> {
        let mut due = Vec::new();
        let called = self.state.tickets.in_state(TicketState::Called);
        for ticket in called.chain(self.state.tickets.in_state(TicketState::Parked)) {
            if let Some(at) = self.auto_start_at(ticket).filter(|at| *at <= now)
                && let Some(counter) = ticket.counter.clone()
            {
                due.push((format!("start:{}:{}", ticket.id, at.0), Command::Start { counter }));
            }
            if let Some(at) = self.reminder_at(ticket).filter(|at| *at <= now) {
                let id = format!("remind:{}:{}", ticket.id, at.0);
                due.push((id, Command::RemindParked { ticket: ticket.id }));
            }
        }
        if let Some(day) = self.state.day.as_ref().filter(|d| d.ends_at <= now) {
            due.push((format!("close:{}", day.day), Command::CloseDay));
        }
        due
    }

    fn auto_start_at(&self, ticket: &Ticket) -> Option<Timestamp> {
        let after = self.config.policy.auto_start_ms?;
        (ticket.state == TicketState::Called).then_some(ticket.announced_at? + after)
    }

    fn reminder_at(&self, ticket: &Ticket) -> Option<Timestamp> {
        let parking = ticket.parking.as_ref().filter(|p| !p.reminded)?;
        (ticket.state == TicketState::Parked).then_some(parking.since + self.config.policy.park_reminder_ms)
    }
}

impl State {
    /// Folds an event into the state.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.remember(recorded);
        let (tickets, receipts) = (&self.tickets, &self.receipts);
        let print = |id| tickets.get(&id).map(|t| t.print).or_else(|| receipts.get(&id).map(|r| r.print));
        let at_printer = |id| matches!(print(id), Some(PrintState::Sending | PrintState::Stalled));
        printers::apply(&mut self.printers, at_printer, &recorded.event);
        self.change(recorded);
        if let Some(ticket) = recorded.event.ticket()
            && !recorded.event.is_about_paper()
        {
            self.with(ticket, |t| t.touched_by = Some(recorded.command.clone()));
        }
        self.seq = recorded.seq;
    }

    fn change(&mut self, recorded: &Recorded) {
        let at = recorded.at;
        match &recorded.event {
            Event::TicketIssued { ticket, number, service, class, locale, print, .. } => {
                self.issue(recorded, *ticket, *number, service, *class, *locale, *print);
            }
            Event::AppointmentBooked { ticket, service, booked_at, locale, reference } => {
                let (service, reference) = (service.clone(), reference.clone());
                let booking =
                    Booking { id: *ticket, service, at: *booked_at, locale: *locale, booked: at, reference };
                self.bookings.insert(*ticket, booking);
            }
            Event::AppointmentMoved { ticket, booked_at } => {
                if let Some(booking) = self.bookings.get_mut(ticket) {
                    booking.at = *booked_at;
                }
            }
            Event::AppointmentCheckedIn { ticket, number, class, line_at, print } => {
                if let Some(booking) = self.bookings.remove(ticket) {
                    self.issue(recorded, *ticket, *number, &booking.service, *class, booking.locale, *print);
                    self.with(*ticket, |t| {
                        t.issued_at = booking.booked;
                        t.booked_at = Some(booking.at);
                        t.booked_for = Some(booking.service.clone());
                        t.reference = booking.reference;
                        t.line_at = *line_at;
                        t.waiting_since = booking.at.max(at);
                    });
                }
            }
            Event::TicketCalled { ticket, number, counter, waited_ms, reason, rounds, nearer, .. } => {
                self.rounds = *rounds;
                self.let_ahead(recorded, counter, nearer);
                self.call(recorded, *ticket, *number, counter, *waited_ms, reason);
            }
            Event::TicketRecalled { ticket, recalls, .. } => {
                self.with(*ticket, |t| {
                    t.recalls = *recalls;
                    t.announced_at = Some(at);
                });
                if let Some(i) = self.calls.iter().position(|c| c.ticket == *ticket)
                    && let Some(mut call) = self.calls.remove(i)
                {
                    (call.seq, call.at, call.recalls, call.withdrawn) = (recorded.seq, at, *recalls, false);
                    self.calls.push_front(call);
                }
            }
            Event::ServiceStarted { ticket, .. } => self.with(*ticket, |t| {
                t.state = TicketState::Serving;
                t.started_at = Some(at);
            }),
            Event::ServiceFinished { ticket, counter, served_ms, next_service, .. } => {
                let today = &mut self.counters.entry(counter.clone()).or_default().today;
                today.served += 1;
                today.service_ms += served_ms;
                today.services += 1;
                match next_service {
                    Some(next) => self.with(*ticket, |t| {
                        t.state = TicketState::Called;
                        t.service = next.clone();
                        t.transactions += 1;
                        t.recalls = 0;
                        (t.called_at, t.announced_at, t.started_at) = (Some(at), Some(at), None);
                    }),
                    None => self.end(*ticket, TicketState::Finished, at),
                }
            }
            Event::TicketNoShow { ticket, counter } => {
                self.counters.entry(counter.clone()).or_default().today.no_shows += 1;
                self.end(*ticket, TicketState::NoShow, at);
            }
            Event::TicketReinstated { ticket, behind } => {
                self.back_in_line(*ticket, at, |t| t.behind = *behind)
            }
            Event::TicketParked { ticket, owner, reason, .. } => {
                self.release(*ticket);
                let parking =
                    Parking { owner: owner.clone(), reason: reason.clone(), since: at, reminded: false };
                self.with(*ticket, |t| {
                    t.waited_before_ms = t.waited_ms(at);
                    t.state = TicketState::Parked;
                    t.parking = Some(parking);
                });
            }
            Event::ParkedReminded { ticket } => self.with(*ticket, |t| {
                if let Some(parking) = t.parking.as_mut() {
                    parking.reminded = true;
                }
            }),
            Event::TicketResumed { ticket, .. } => self.back_in_line(*ticket, at, |_| ()),
            Event::TicketTransferred { ticket, counter, service, to_counter, note } => {
                self.counters.entry(counter.clone()).or_default().today.transferred += 1;
                self.back_in_line(*ticket, at, |t| {
                    t.service = service.clone();
                    t.for_counter.clone_from(to_counter);
                    t.note.clone_from(note);
                    t.transactions += 1;
                });
            }
            Event::TicketReturned { ticket, place, .. } => {
                let last = self.end_of_line(at);
                self.back_in_line(*ticket, at, |t| match place {
                    Place::First => t.first = true,
                    Place::Last => t.line_at = last,
                    Place::Own => (),
                });
            }
            Event::TicketCancelled { ticket } => self.end(*ticket, TicketState::Cancelled, at),
            Event::TicketExpired { ticket } => self.end(*ticket, TicketState::Expired, at),
            Event::TicketVoided { ticket, .. } => self.end(*ticket, TicketState::Void, at),
            Event::CommandUndone { counter, undone } => self.undo(counter, undone),
            Event::CounterOpened { counter } => self.set_counter(counter, CounterState::Open),
            Event::CounterPaused { counter, .. } => self.set_counter(counter, CounterState::Paused),
            Event::CounterClosed { counter } => {
                self.set_counter(counter, CounterState::Closed);
                // Who was sent to this counter would wait for nobody.
                let sent = self.tickets.values().filter(|t| t.for_counter.as_ref() == Some(counter));
                for id in sent.map(|t| t.id).collect::<Vec<_>>() {
                    self.with(id, |t| {
                        t.for_counter = None;
                        t.touched_by = Some(recorded.command.clone());
                    });
                }
            }
            event @ (Event::HelpCalled { counter }
            | Event::HelpAnswered { counter, .. }
            | Event::HelpEnded { counter }) => {
                self.counters.entry(counter.clone()).or_default().help(event, at);
            }
            Event::DayOpened { plan } => self.open_day(plan),
            Event::DayClosed { .. } => self.day = None,
            Event::TicketPrintStarted { ticket, .. } => self.print(*ticket, |p, _| *p = PrintState::Sending),
            Event::TicketPrinted { ticket, .. } => self.print(*ticket, |p, _| *p = PrintState::Printed),
            Event::TicketPrintFailed { ticket, failure, .. } => self.print(*ticket, |print, _| {
                *print = match failure {
                    PrintFailure::NotSent => PrintState::Pending,
                    PrintFailure::Stalled => PrintState::Stalled,
                    PrintFailure::Unknown => PrintState::Unknown,
                    PrintFailure::Expired => PrintState::Expired,
                }
            }),
            Event::ReprintAsked { ticket, copy } => self.print(*ticket, |print, copies| {
                (*print, *copies) = (PrintState::Pending, *copy);
            }),
            Event::ReceiptRegistered { .. } | Event::ReceiptAdvanced { .. } | Event::ReceiptClosed { .. } => {
                self.receipts.apply(recorded, self.last_day);
            }
            Event::FeedbackGiven { ticket, rating, .. } => {
                self.with(*ticket, |t| t.feedback = Some(*rating));
            }
            Event::DeviceStateChanged { device, state, cause } => {
                let status = DeviceStatus { state: state.clone(), cause: cause.clone(), since: at };
                self.devices.insert(device.clone(), status);
            }
            Event::RollStarted { letter, next } => {
                self.roll = Some(Roll { letter: *letter, next: *next, is_on: true });
            }
            Event::RollEnded {} => self.roll = self.roll.map(|roll| Roll { is_on: false, ..roll }),
            Event::ConfigLoaded { hash } => self.config_hash = Some(hash.clone()),
            Event::HeadSigned { head } => self.signed = Some(head.clone()),
            Event::AccessNoted { .. } | Event::HistoryCut { .. } => (),
        }
    }

    fn with(&mut self, id: TicketId, change: impl FnOnce(&mut Ticket)) {
        self.tickets.change(id, change);
    }

    #[allow(clippy::too_many_arguments, reason = "the fields of one event")]
    fn issue(
        &mut self,
        recorded: &Recorded,
        id: TicketId,
        number: Number,
        service: &ServiceId,
        class: Class,
        locale: Option<Locale>,
        print: bool,
    ) {
        let at = recorded.at;
        self.numbers.insert(number.letter, number.value);
        if let Some(roll) = self.roll.as_mut().filter(|roll| roll.is_on && roll.letter == number.letter) {
            roll.next = number.value + 1;
        }
        *self.issued.entry(service.clone()).or_default() += 1;
        let day = recorded.day.or(self.last_day).unwrap_or(Date::from_days(0));
        let line_at = self.end_of_line(at);
        let ticket = Ticket {
            locale,
            line_at,
            print: if print { PrintState::Pending } else { PrintState::None },
            kiosk: (recorded.actor.role == crate::command::Role::Citizen).then(|| recorded.actor.id.clone()),
            ..Ticket::issued(id, (number, day), service.clone(), class, at)
        };
        self.tickets.insert(ticket);
    }

    fn call(
        &mut self,
        recorded: &Recorded,
        id: TicketId,
        number: Number,
        counter: &CounterId,
        waited_ms: i64,
        reason: &Reason,
    ) {
        let at = recorded.at;
        let Some((class, locale)) = self.tickets.get(&id).map(|t| (t.class, t.locale)) else { return };
        self.with(id, |ticket| {
            ticket.state = TicketState::Called;
            ticket.counter = Some(counter.clone());
            (ticket.called_at, ticket.announced_at, ticket.started_at, ticket.ended_at) =
                (Some(at), Some(at), None, None);
            (ticket.recalls, ticket.behind, ticket.first) = (0, 0, false);
            ticket.waited_before_ms = 0;
            (ticket.for_counter, ticket.parking) = (None, None);
            ticket.reason = Some(reason.clone());
        });
        let rounds = self.rounds;
        let status = self.counters.entry(counter.clone()).or_default();
        status.in_hand = Some(id);
        status.called_at = Some(at);
        status.today.wait_ms += waited_ms;
        status.today.waits += 1;
        if let Some(last) = status.last.as_mut().filter(|last| last.id == recorded.command) {
            last.called = Some((class, rounds));
        }
        self.calls.retain(|c| c.ticket != id);
        self.calls.push_front(CallRecord {
            seq: recorded.seq,
            at,
            ticket: id,
            number,
            counter: counter.clone(),
            class,
            locale,
            recalls: 0,
            out_of_order: reason.passed > 0,
            withdrawn: false,
            command: recorded.command.clone(),
        });
        self.calls.truncate(CALLS_KEPT);
    }

    /// Brings those who came back after a no-show one call nearer.
    fn let_ahead(&mut self, recorded: &Recorded, counter: &CounterId, nearer: &[TicketId]) {
        for id in nearer {
            self.with(*id, |t| t.behind = t.behind.saturating_sub(1));
        }
        let last = self.counters.get_mut(counter).and_then(|status| status.last.as_mut());
        if let Some(last) = last.filter(|last| last.id == recorded.command) {
            last.nearer = nearer.to_vec();
        }
    }

    /// Returns the place in the line of somebody who joins it at `at`: behind everybody who stands in it, also
    /// when the clock was set back meanwhile. Appointments stand in it by their booked time, not by the clock.
    pub(crate) fn end_of_line(&self, at: Timestamp) -> Timestamp {
        match self.tickets.end_of_line() {
            Some(last) if last > at => last + 1,
            Some(_) | None => at,
        }
    }

    /// Takes a ticket out of the hand of the counter that has it.
    fn release(&mut self, id: TicketId) {
        if let Some(counter) = self.tickets.get(&id).and_then(|t| t.counter.clone())
            && let Some(status) = self.counters.get_mut(&counter)
            && status.in_hand == Some(id)
        {
            status.in_hand = None;
        }
    }

    fn end(&mut self, id: TicketId, state: TicketState, at: Timestamp) {
        if let Some(Booking { reference: Some(reference), at, .. }) = self.bookings.remove(&id) {
            self.given_up.insert(reference, at);
        }
        self.release(id);
        self.with(id, |t| {
            t.state = state;
            t.ended_at = Some(at);
            t.parking = None;
        });
    }

    fn back_in_line(&mut self, id: TicketId, at: Timestamp, change: impl FnOnce(&mut Ticket)) {
        self.release(id);
        self.with(id, |t| {
            t.state = TicketState::Waiting;
            t.waiting_since = at;
            (t.counter, t.parking, t.started_at, t.ended_at) = (None, None, None, None);
            change(t);
        });
    }

    fn set_counter(&mut self, counter: &CounterId, state: CounterState) {
        let status = self.counters.entry(counter.clone()).or_default();
        status.state = state;
        if state == CounterState::Closed {
            status.help = None;
        }
    }

    fn open_day(&mut self, plan: &DayPlan) {
        self.day = Some(plan.clone());
        self.last_day = Some(plan.day);
        self.numbers.clear();
        self.issued.clear();
        self.rounds = (0, 0);
        self.calls.clear();
        self.receipts.forget(plan.day);
        self.given_up.retain(|_, at| *at >= plan.opens_at);
        self.tickets.retain(|t| !t.state.is_final() && t.state != TicketState::NoShow);
        for status in self.counters.values_mut() {
            status.today = crate::counter::Today::default();
            status.last = None;
        }
    }
}
