//! One function per command: from the state as it is to the events that follow, or to a refusal.

use crate::calendar::DayPlan;
use crate::command::{Actor, Command, InHand, Place, PrintFailure, Request, Role, Target};
use crate::config::{Counter, Locale, NextEnds, Service};
use crate::counter::{CounterState, CounterStatus};
use crate::event::{Event, FinishedBy};
use crate::id::{CounterId, DeviceId, Number, ServiceId, TicketId};
use crate::office::Office;
use crate::rejection::Rejection;
use crate::selection::{self, Reason, Rule};
use crate::ticket::{Class, PrintState, Ticket, TicketState};
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
                self.book(request.fresh, service, *at, *locale)
            }
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
                if known.is_some_and(|k| k.state == *state && k.cause == *cause) {
                    return Ok(Vec::new());
                }
                let (device, state, cause) = (device.clone(), state.clone(), cause.clone());
                Ok(vec![Event::DeviceStateChanged { device, state, cause }])
            }
            Command::ReloadConfig { hash } => {
                if self.state.config_hash.as_ref() == Some(hash) {
                    return Ok(Vec::new());
                }
                Ok(vec![Event::ConfigLoaded { hash: hash.clone() }])
            }
        }
    }

    /// Returns how many people wait in the line a service shares with the services of the same counters.
    #[must_use]
    pub fn ahead(&self, service: &ServiceId) -> u32 {
        let served_with = |other: &ServiceId| {
            other == service
                || self
                    .config
                    .counters
                    .iter()
                    .any(|c| c.skills.contains_key(service) && c.skills.contains_key(other))
        };
        let waiting = self.state.tickets.values().filter(|t| t.state == TicketState::Waiting);
        u32::try_from(waiting.filter(|t| served_with(&t.service)).count()).unwrap_or(u32::MAX)
    }

    /// Returns the rule that keeps a service from giving a ticket now, if one does.
    ///
    /// # Errors
    /// The same refusals as issuing a ticket.
    pub fn may_issue(&self, now: Timestamp, service: &Service) -> Result<(), Rejection> {
        let day = self.state.day.as_ref().ok_or(Rejection::DayClosed)?;
        if !service.elsewhere.is_empty() {
            return Err(Rejection::ServiceElsewhere);
        }
        if now < day.opens_at {
            return Err(Rejection::ServiceClosed { opens_at: Some(day.opens_at) });
        }
        if now >= day.closes_at + -service.last_ticket_ms {
            return Err(Rejection::ServiceClosed { opens_at: None });
        }
        if let Some(until) = day.break_until(now).filter(|_| !self.config.policy.issue_in_breaks) {
            return Err(Rejection::ServiceClosed { opens_at: Some(until) });
        }
        let issued = self.state.issued.get(&service.id).copied().unwrap_or(0);
        if service.daily_cap.is_some_and(|cap| issued >= cap) {
            return Err(Rejection::CapReached);
        }
        Ok(())
    }

    fn issue(
        &self,
        now: Timestamp,
        id: TicketId,
        service: &ServiceId,
        class: Class,
        locale: Option<Locale>,
        print: bool,
    ) -> Decision {
        let service = self.config.service(service).ok_or(Rejection::UnknownService)?;
        self.may_issue(now, service)?;
        // An appointment is a matter of booking: nobody presses for it.
        let class = if class == Class::Appointment { Class::Normal } else { class };
        Ok(vec![Event::TicketIssued {
            ticket: id,
            number: self.next_number(service.letter),
            service: service.id.clone(),
            class,
            locale,
            ahead: self.ahead(&service.id),
            print,
        }])
    }

    /// The next number of a letter, leaving out those carried over from a day before, also once they are
    /// served: the same number must not be called twice on one day.
    fn next_number(&self, letter: char) -> Number {
        let mut value = self.state.numbers.get(&letter).copied().unwrap_or(0) + 1;
        let taken = |n: Number| self.state.tickets.values().any(|t| t.number == n);
        while taken(Number { letter, value }) {
            value += 1;
        }
        Number { letter, value }
    }

    fn book(&self, id: TicketId, service: &ServiceId, at: Timestamp, locale: Option<Locale>) -> Decision {
        let service = self.service_here(service)?.id.clone();
        Ok(vec![Event::AppointmentBooked { ticket: id, service, booked_at: at, locale }])
    }

    fn check_in(&self, now: Timestamp, id: TicketId, print: bool) -> Decision {
        let Some(booking) = self.state.bookings.get(&id) else {
            let state = self.ticket(id)?.state;
            return Err(Rejection::WrongState { state });
        };
        if self.state.day.is_none() {
            return Err(Rejection::DayClosed);
        }
        let opens_at = booking.at + -self.config.policy.appointment_early_ms;
        if now < opens_at {
            return Err(Rejection::TooEarly { opens_at });
        }
        let service = self.config.service(&booking.service).ok_or(Rejection::UnknownService)?;
        let on_time = now <= booking.at + self.config.policy.appointment_late_ms;
        let (class, line_at) = if on_time {
            (Class::Appointment, booking.at.max(now))
        } else {
            (Class::Normal, self.state.end_of_line(now))
        };
        let number = self.next_number(service.letter);
        Ok(vec![Event::AppointmentCheckedIn { ticket: id, number, class, line_at, print }])
    }

    fn call_next(&self, now: Timestamp, counter: &CounterId) -> Decision {
        let config = self.open_counter(counter)?;
        let status = self.state.counters.get(counter).cloned().unwrap_or_default();
        self.check_gap(now, &status)?;
        let mut events = self.end_in_hand(now, counter, &status);
        let next = selection::next(self.state.tickets.values(), config, &self.config, self.state.rounds, now);
        match next {
            Some((ticket, reason)) => {
                events.push(self.called(now, ticket, config, reason, None));
                Ok(events)
            }
            None if events.is_empty() => Err(Rejection::NobodyWaiting),
            // Nobody waits, but the clerk has said that the ticket in hand is done.
            None => Ok(events),
        }
    }

    fn check_gap(&self, now: Timestamp, status: &CounterStatus) -> Result<(), Rejection> {
        let Some(last) = status.called_at.filter(|_| status.in_hand.is_some()) else { return Ok(()) };
        let wait_ms = left_of_gap(now, last, self.config.policy.next_gap_ms);
        if wait_ms > 0 { Err(Rejection::PressTooSoon { wait_ms }) } else { Ok(()) }
    }

    fn end_in_hand(&self, now: Timestamp, counter: &CounterId, status: &CounterStatus) -> Vec<Event> {
        let Some(ticket) = status.in_hand.and_then(|id| self.state.tickets.get(&id)) else {
            return Vec::new();
        };
        let no_show = self.config.policy.next_ends == NextEnds::NoShowUnlessServing
            && ticket.state == TicketState::Called;
        let event = if no_show {
            Event::TicketNoShow { ticket: ticket.id, counter: counter.clone() }
        } else {
            finished(now, ticket, counter, FinishedBy::Next)
        };
        vec![event]
    }

    fn called(
        &self,
        now: Timestamp,
        ticket: &Ticket,
        counter: &Counter,
        reason: Reason,
        pick_reason: Option<String>,
    ) -> Event {
        let let_ahead = |t: &&Ticket| {
            t.behind > 0 && t.id != ticket.id && selection::eligible(t, counter, &self.config, now)
        };
        let rounds = match self.config.policy.interleave {
            Some(turn) => selection::after_call(self.state.rounds, ticket.class, turn.normal, turn.priority),
            None => (0, 0),
        };
        Event::TicketCalled {
            ticket: ticket.id,
            number: ticket.number,
            counter: counter.id.clone(),
            service: ticket.service.clone(),
            waited_ms: ticket.waited_ms(now),
            reason,
            pick_reason,
            rounds,
            nearer: self.state.tickets.values().filter(let_ahead).map(|t| t.id).collect(),
        }
    }

    fn pick(
        &self,
        now: Timestamp,
        actor: &Actor,
        counter: &CounterId,
        id: TicketId,
        reason: &str,
    ) -> Decision {
        let config = self.open_counter(counter)?;
        if !self.config.policy.pick_roles.contains(&actor.role) {
            return Err(Rejection::NotAllowed);
        }
        let pick_reason = Some(needed(reason)?);
        let ticket = self.ticket(id)?;
        match ticket.state {
            TicketState::Waiting | TicketState::Parked => (),
            TicketState::NoShow => self.check_grace(now, ticket)?,
            state => return Err(Rejection::WrongState { state }),
        }
        if ticket.for_counter.as_ref() != Some(counter) && !config.skills.contains_key(&ticket.service) {
            return Err(Rejection::NotEligible);
        }
        let status = self.state.counters.get(counter).cloned().unwrap_or_default();
        let mut events = self.end_in_hand(now, counter, &status);
        let earlier = |t: &&Ticket| {
            t.state == TicketState::Waiting
                && t.service == ticket.service
                && (t.line_at, t.id) < (ticket.line_at, ticket.id)
        };
        let passed = self.state.tickets.values().filter(earlier).count();
        let reason = Reason {
            rule: Rule::Picked,
            class: ticket.class,
            waited_ms: now.since(ticket.line_at),
            passed: u32::try_from(passed).unwrap_or(u32::MAX),
        };
        events.push(self.called(now, ticket, config, reason, pick_reason));
        Ok(events)
    }

    fn recall(&self, now: Timestamp, counter: &CounterId) -> Decision {
        let ticket = self.in_hand(counter)?;
        expect(ticket, &[TicketState::Called])?;
        if ticket.recalls >= self.config.policy.recall_limit {
            return Err(Rejection::RecallLimit);
        }
        let last = ticket.announced_at.unwrap_or(ticket.line_at);
        let wait_ms = left_of_gap(now, last, self.config.policy.recall_gap_ms);
        if wait_ms > 0 {
            return Err(Rejection::RecallTooSoon { wait_ms });
        }
        Ok(vec![Event::TicketRecalled {
            ticket: ticket.id,
            number: ticket.number,
            counter: counter.clone(),
            recalls: ticket.recalls + 1,
        }])
    }

    fn start(&self, now: Timestamp, actor: &Actor, counter: &CounterId) -> Decision {
        let ticket = self.in_hand(counter)?;
        expect(ticket, &[TicketState::Called])?;
        Ok(vec![Event::ServiceStarted {
            ticket: ticket.id,
            counter: counter.clone(),
            walked_ms: now.since(ticket.called_at.unwrap_or(now)),
            automatic: actor.role == Role::System,
        }])
    }

    fn finish(
        &self,
        now: Timestamp,
        counter: &CounterId,
        outcome: Option<&str>,
        next_service: Option<&ServiceId>,
    ) -> Decision {
        check_length(outcome)?;
        let ticket = self.in_hand(counter)?;
        if let Some(next) = next_service {
            self.service_here(next)?;
            let serves = self.config.counter(counter).is_some_and(|c| c.skills.contains_key(next));
            if !serves {
                return Err(Rejection::NotEligible);
            }
        }
        let mut event = finished(now, ticket, counter, FinishedBy::Clerk);
        if let Event::ServiceFinished { outcome: o, next_service: n, .. } = &mut event {
            (*o, *n) = (outcome.map(str::to_owned), next_service.cloned());
        }
        Ok(vec![event])
    }

    fn check_grace(&self, now: Timestamp, ticket: &Ticket) -> Result<(), Rejection> {
        let since = now.since(ticket.ended_at.unwrap_or(ticket.line_at));
        if since <= self.config.policy.grace_ms { Ok(()) } else { Err(Rejection::GraceOver) }
    }

    fn reinstate(&self, now: Timestamp, id: TicketId) -> Decision {
        let ticket = self.ticket(id)?;
        expect(ticket, &[TicketState::NoShow])?;
        // Who comes back after the day has ended would wait for a counter that never opens.
        self.state.day.as_ref().ok_or(Rejection::DayClosed)?;
        self.check_grace(now, ticket)?;
        Ok(vec![Event::TicketReinstated { ticket: id, behind: self.config.policy.reinstated_behind }])
    }

    fn park(&self, counter: &CounterId, id: Option<TicketId>, reason: &str) -> Decision {
        let reason = needed(reason)?;
        let ticket = match id {
            None => self.in_hand(counter)?,
            Some(id) => {
                self.config.counter(counter).ok_or(Rejection::UnknownCounter)?;
                let ticket = self.ticket(id)?;
                expect(ticket, &[TicketState::Waiting])?;
                ticket
            }
        };
        let (ticket, counter) = (ticket.id, counter.clone());
        Ok(vec![Event::TicketParked { ticket, counter: counter.clone(), owner: Some(counter), reason }])
    }

    fn transfer(&self, counter: &CounterId, to: &Target, note: Option<&str>) -> Decision {
        check_length(note)?;
        let ticket = self.in_hand(counter)?;
        let (service, to_counter) = match to {
            Target::Service(service) => (self.service_here(service)?.id.clone(), None),
            Target::Counter(to) => {
                if self.counter_state(to)? == CounterState::Closed {
                    return Err(Rejection::CounterClosed);
                }
                (ticket.service.clone(), Some(to.clone()))
            }
        };
        Ok(vec![Event::TicketTransferred {
            ticket: ticket.id,
            counter: counter.clone(),
            service,
            to_counter,
            note: note.map(str::to_owned),
        }])
    }

    fn give_back(&self, counter: &CounterId, place: Place) -> Decision {
        let ticket = self.in_hand(counter)?.id;
        Ok(vec![Event::TicketReturned { ticket, counter: counter.clone(), place }])
    }

    fn cancel(&self, id: TicketId) -> Decision {
        if !self.state.bookings.contains_key(&id) {
            use TicketState::{Called, NoShow, Parked, Waiting};
            expect(self.ticket(id)?, &[Waiting, Called, Parked, NoShow])?;
        }
        Ok(vec![Event::TicketCancelled { ticket: id }])
    }

    fn undo_last(&self, now: Timestamp, counter: &CounterId) -> Decision {
        self.config.counter(counter).ok_or(Rejection::UnknownCounter)?;
        let status = self.state.counters.get(counter).ok_or(Rejection::NothingToUndo)?;
        let last = status.last.as_ref().ok_or(Rejection::NothingToUndo)?;
        // Nothing comes back to a counter after the day has ended.
        self.state.day.as_ref().ok_or(Rejection::DayClosed)?;
        let changed_since = last.tickets.iter().any(|before| {
            let now = self.state.tickets.get(&before.id);
            now.is_none_or(|t| t.touched_by.as_ref() != Some(&last.id))
        });
        let hand_taken = last.in_hand_before(counter).is_some()
            && status.in_hand.is_some_and(|now| last.tickets.iter().all(|t| t.id != now));
        let overtaken = changed_since || hand_taken;
        if overtaken || now.since(last.at) > self.config.policy.undo_ms {
            return Err(Rejection::UndoTooLate);
        }
        Ok(vec![Event::CommandUndone { counter: counter.clone(), undone: last.id.clone() }])
    }

    fn counter_state(&self, counter: &CounterId) -> Result<CounterState, Rejection> {
        self.config.counter(counter).ok_or(Rejection::UnknownCounter)?;
        Ok(self.state.counters.get(counter).map_or(CounterState::Closed, |s| s.state))
    }

    fn change_counter(&self, counter: &CounterId, to: CounterState, event: Event) -> Decision {
        if self.counter_state(counter)? == to {
            return Err(Rejection::CounterUnchanged);
        }
        Ok(vec![event])
    }

    fn close_counter(&self, now: Timestamp, counter: &CounterId, in_hand: Option<InHand>) -> Decision {
        let closed = Event::CounterClosed { counter: counter.clone() };
        let mut events = self.change_counter(counter, CounterState::Closed, closed)?;
        if let Ok(ticket) = self.in_hand(counter) {
            let (id, counter) = (ticket.id, counter.clone());
            let ended = match in_hand.ok_or(Rejection::TicketInHand)? {
                InHand::Finish => finished(now, ticket, &counter, FinishedBy::Clerk),
                InHand::Return => Event::TicketReturned { ticket: id, counter, place: Place::Own },
                InHand::NoShow => {
                    expect(ticket, &[TicketState::Called])?;
                    Event::TicketNoShow { ticket: id, counter }
                }
            };
            events.insert(0, ended);
        }
        Ok(events)
    }

    fn open_day(&self, plan: &DayPlan) -> Decision {
        if self.state.day.is_some() {
            return Err(Rejection::DayAlreadyOpen);
        }
        if self.state.last_day.is_some_and(|last| plan.day <= last) {
            return Err(Rejection::DayInPast);
        }
        Ok(vec![Event::DayOpened { plan: plan.clone() }])
    }

    fn close_day(&self, now: Timestamp) -> Decision {
        let day = self.state.day.as_ref().ok_or(Rejection::DayClosed)?;
        let mut events = Vec::new();
        for ticket in self.state.tickets.values() {
            let id = ticket.id;
            match (ticket.state, &ticket.counter) {
                (TicketState::Serving, Some(counter)) => {
                    events.push(finished(now, ticket, counter, FinishedBy::Close));
                }
                (TicketState::Called, Some(counter)) => {
                    events.push(Event::TicketNoShow { ticket: id, counter: counter.clone() });
                }
                (TicketState::Waiting | TicketState::Parked, _) if !self.config.policy.carry_over => {
                    events.push(Event::TicketExpired { ticket: id });
                }
                _ => (),
            }
        }
        let missed = self.state.bookings.values().filter(|b| b.at <= day.ends_at);
        events.extend(missed.map(|b| Event::TicketExpired { ticket: b.id }));
        let serving = self.state.counters.iter().filter(|(_, s)| s.state != CounterState::Closed);
        events.extend(serving.map(|(id, _)| Event::CounterClosed { counter: id.clone() }));
        events.push(Event::DayClosed { day: day.day });
        Ok(events)
    }

    fn reprint(&self, id: TicketId) -> Decision {
        let ticket = self.ticket(id)?;
        if matches!(ticket.print, PrintState::Pending | PrintState::Sending) {
            return Err(Rejection::NoSuchPrintJob);
        }
        Ok(vec![Event::ReprintAsked { ticket: id, copy: ticket.copies + 1 }])
    }

    fn start_print(&self, id: TicketId, copy: u32, device: &DeviceId) -> Decision {
        self.print_job(id, copy, |state| state == PrintState::Pending)?;
        Ok(vec![Event::TicketPrintStarted { ticket: id, copy, device: device.clone() }])
    }

    fn print_job(&self, id: TicketId, copy: u32, open: impl Fn(PrintState) -> bool) -> Result<(), Rejection> {
        let ticket = self.ticket(id)?;
        if ticket.copies == copy && open(ticket.print) { Ok(()) } else { Err(Rejection::NoSuchPrintJob) }
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
