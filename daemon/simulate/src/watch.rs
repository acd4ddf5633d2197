//! The rules an office must keep, looked at from outside after every step. Nothing here calls the queue's own
//! logic: a rule that is checked with the code that breaks it is not checked.

use std::collections::{BTreeMap, BTreeSet};

use queue::config::{Counter, OfficeConfig};
use queue::counter::CounterState;
use queue::id::{CounterId, Number, TicketId};
use queue::ticket::{Class, Ticket, TicketState};
use queue::time::{Date, Timestamp};
use queue::{Event, Office, State};

use super::later::{Keeps, slots_hold};

/// What a step did wrong, in words for whoever repairs it.
pub(super) type Verdict = Result<(), String>;

/// Watches one office.
#[derive(Default)]
pub(super) struct Watch {
    /// Whose each number is, by the day on which it was given or called.
    numbers: BTreeMap<(Date, Number), TicketId>,
    /// Every number that was given, by its day.
    given: BTreeSet<(Date, Number)>,
    /// The tickets issued on the open day.
    issued: BTreeSet<TicketId>,
    /// Every state a ticket has been in, as the events tell it.
    histories: BTreeMap<TicketId, Vec<TicketState>>,
    day: Option<Date>,
    steps: u32,
    /// Receipts, feedback, slots.
    pub(super) keeps: Keeps,
}

/// After how many commands every ticket is looked at, and not only those the command was about: looking at all
/// of them each time makes a day ten times as slow.
const FULL_EVERY: u32 = 64;

impl Watch {
    /// Looks at the office after the events of one command.
    pub(super) fn after(&mut self, office: &Office, events: &[Event]) -> Verdict {
        for event in events {
            self.follow(event)?;
        }
        if events.iter().any(|e| matches!(e, Event::CommandUndone { .. })) {
            self.follow_undo(&office.state)?;
        }
        for id in events.iter().filter_map(Event::ticket) {
            if let Some(ticket) = office.state.tickets.get(&id) {
                self.as_told(ticket)?;
            }
        }
        counters_hold_what_is_theirs(&office.state)?;
        self.steps += 1;
        let about_slots = |e: &Event| {
            let checked_in = matches!(e, Event::AppointmentCheckedIn { .. });
            checked_in || matches!(e, Event::AppointmentBooked { .. } | Event::AppointmentMoved { .. })
        };
        if events.iter().any(about_slots) {
            slots_hold(&office.config, &office.state)?;
        }
        if self.steps.is_multiple_of(FULL_EVERY) { self.full(&office.state) } else { Ok(()) }
    }

    fn follow(&mut self, event: &Event) -> Verdict {
        self.keeps.follow(event)?;
        match event {
            Event::DayOpened { plan } => {
                self.day = Some(plan.day);
                self.issued.clear();
            }
            Event::TicketIssued { ticket, number, .. }
            | Event::AppointmentCheckedIn { ticket, number, .. } => {
                if !self.issued.insert(*ticket) {
                    return Err(format!("the identity {ticket} was used twice"));
                }
                self.given.extend(self.day.map(|day| (day, *number)));
                self.owns(*number, *ticket)?;
            }
            Event::TicketCalled { ticket, number, .. } => self.owns(*number, *ticket)?,
            _ => (),
        }
        let (Some(ticket), Some(new)) = (event.ticket(), leads_to(event)) else { return Ok(()) };
        let history = self.histories.entry(ticket).or_default();
        let old = history.last().copied();
        if !allowed(old, new) {
            return Err(format!("{ticket} went from {old:?} to {new:?} by {}", event.kind()));
        }
        history.push(new);
        Ok(())
    }

    /// After an undo a ticket must be in a state it was in before.
    fn follow_undo(&mut self, state: &State) -> Verdict {
        for (id, history) in &mut self.histories {
            let Some(ticket) = state.tickets.get(id) else { continue };
            if history.last() == Some(&ticket.state) {
                continue;
            }
            if !history.contains(&ticket.state) {
                return Err(format!("an undo made {} {:?}, which it never was", ticket.number, ticket.state));
            }
            history.push(ticket.state);
        }
        Ok(())
    }

    fn owns(&mut self, number: Number, ticket: TicketId) -> Verdict {
        let Some(day) = self.day else { return Err(format!("{number} was used while no day was open")) };
        let owner = *self.numbers.entry((day, number)).or_insert(ticket);
        if owner == ticket { Ok(()) } else { Err(format!("{number} is on two papers on {day}")) }
    }

    /// Looks at every ticket: those issued are those in all the states together, as the events tell it.
    pub(super) fn full(&self, state: &State) -> Verdict {
        let mut today = 0;
        for ticket in state.tickets.values() {
            today += usize::from(Some(ticket.day) == self.day && self.issued.contains(&ticket.id));
            self.as_told(ticket)?;
            at_a_counter_or_not(state, ticket)?;
        }
        self.no_number_is_left_out()?;
        self.keeps.full(state)?;
        let counted: u32 = state.issued.values().sum();
        if today != self.issued.len() || counted as usize != today {
            let issued = self.issued.len();
            return Err(format!("{issued} tickets were issued, {today} are there, {counted} are counted"));
        }
        Ok(())
    }

    /// Each letter's numbers are 001, 002, 003 … on each day.
    fn no_number_is_left_out(&self) -> Verdict {
        let mut highest = BTreeMap::<(Date, char), (u32, u32)>::new();
        for (day, number) in self.given.iter() {
            let (count, top) = highest.entry((*day, number.letter)).or_default();
            *count += 1;
            *top = number.value.max(*top);
        }
        match highest.iter().find(|(_, (count, top))| count != top) {
            Some(((day, letter), (count, top))) => {
                Err(format!("{count} numbers up to {letter}{top:03} on {day}"))
            }
            None => Ok(()),
        }
    }

    fn as_told(&self, ticket: &Ticket) -> Verdict {
        let told = self.histories.get(&ticket.id).and_then(|h| h.last());
        if told == Some(&ticket.state) {
            return Ok(());
        }
        Err(format!("{} is {:?}, the events say {told:?}", ticket.number, ticket.state))
    }

    /// Looks at an office whose day has ended: nobody waits, nobody is at a counter, no counter is open. Those
    /// carried over may still wait or be parked.
    pub(super) fn at_night(office: &Office) -> Verdict {
        for ticket in office.state.tickets.values() {
            let kept = matches!(ticket.state, TicketState::Waiting | TicketState::Parked);
            let fine = ticket.state.is_final()
                || ticket.state == TicketState::NoShow
                || (kept && office.config.policy.carry_over);
            if !fine {
                return Err(format!("the day has ended and {} is {:?}", ticket.number, ticket.state));
            }
        }
        match office
            .state
            .counters
            .iter()
            .find(|(_, c)| c.state != CounterState::Closed || c.in_hand.is_some())
        {
            Some((id, _)) => Err(format!("the day has ended and {id} is open or has a ticket in hand")),
            None => Ok(()),
        }
    }
}

fn counters_hold_what_is_theirs(state: &State) -> Verdict {
    let mut held = BTreeSet::new();
    for (id, status) in &state.counters {
        let Some(ticket) = status.in_hand else { continue };
        let ticket =
            state.tickets.get(&ticket).ok_or_else(|| format!("{id} has a ticket that is not there"))?;
        if !held.insert(ticket.id) || ticket.counter.as_ref() != Some(id) {
            return Err(format!("{} is at two counters, one of them {id}", ticket.number));
        }
        if !matches!(ticket.state, TicketState::Called | TicketState::Serving) {
            return Err(format!("{id} has {} in hand, which is {:?}", ticket.number, ticket.state));
        }
    }
    Ok(())
}

fn at_a_counter_or_not(state: &State, ticket: &Ticket) -> Verdict {
    let busy = matches!(ticket.state, TicketState::Called | TicketState::Serving);
    let held = state.counters.values().any(|c| c.in_hand == Some(ticket.id));
    if busy == held {
        return Ok(());
    }
    Err(format!("{} is {:?}; in the hand of a counter: {held}", ticket.number, ticket.state))
}

/// The state an event says its ticket is in afterwards; none for events that move no ticket.
pub(super) fn leads_to(event: &Event) -> Option<TicketState> {
    Some(match event {
        Event::AppointmentBooked { .. } | Event::AppointmentMoved { .. } => TicketState::Booked,
        Event::TicketIssued { .. }
        | Event::AppointmentCheckedIn { .. }
        | Event::TicketReinstated { .. }
        | Event::TicketResumed { .. }
        | Event::TicketTransferred { .. }
        | Event::TicketReturned { .. } => TicketState::Waiting,
        Event::TicketCalled { .. } | Event::TicketRecalled { .. } => TicketState::Called,
        Event::ServiceStarted { .. } => TicketState::Serving,
        Event::ServiceFinished { next_service: Some(_), .. } => TicketState::Called,
        Event::ServiceFinished { .. } => TicketState::Finished,
        Event::TicketNoShow { .. } => TicketState::NoShow,
        Event::TicketParked { .. } | Event::ParkedReminded { .. } => TicketState::Parked,
        Event::TicketCancelled { .. } => TicketState::Cancelled,
        Event::TicketExpired { .. } => TicketState::Expired,
        Event::TicketVoided { .. } => TicketState::Void,
        Event::CommandUndone { .. }
        | Event::CounterOpened { .. }
        | Event::CounterPaused { .. }
        | Event::CounterClosed { .. }
        | Event::HelpCalled { .. }
        | Event::HelpAnswered { .. }
        | Event::HelpEnded { .. }
        | Event::DayOpened { .. }
        | Event::DayClosed { .. }
        | Event::RollStarted { .. }
        | Event::RollEnded {}
        | Event::TicketPrintStarted { .. }
        | Event::TicketPrinted { .. }
        | Event::TicketPrintFailed { .. }
        | Event::ReprintAsked { .. }
        | Event::ReceiptRegistered { .. }
        | Event::ReceiptAdvanced { .. }
        | Event::ReceiptClosed { .. }
        | Event::FeedbackGiven { .. }
        | Event::DeviceStateChanged { .. }
        | Event::ConfigLoaded { .. }
        | Event::AccessNoted { .. }
        | Event::HeadSigned { .. }
        | Event::HistoryCut { .. } => return None,
    })
}

/// The moves of the design (§2), and no other.
fn allowed(old: Option<TicketState>, new: TicketState) -> bool {
    use TicketState::{Booked, Called, Cancelled, Expired, Finished, NoShow, Parked, Serving, Void, Waiting};
    let moves: &[TicketState] = match old {
        None => &[Booked, Waiting],
        Some(Booked) => &[Booked, Waiting, Cancelled, Expired],
        Some(Waiting) => &[Called, Parked, Cancelled, Expired, Void],
        Some(Called) => &[Called, Serving, Finished, NoShow, Parked, Waiting, Cancelled, Void],
        Some(Serving) => &[Finished, Called, Parked, Waiting, Void],
        Some(Parked) => &[Parked, Waiting, Called, Cancelled, Expired, Void],
        Some(NoShow) => &[Waiting, Called, Cancelled, Void],
        Some(Finished | Cancelled | Expired | Void) => &[],
    };
    moves.contains(&new)
}

/// Returns whom a counter must call next, worked out from the design (§4) alone: everybody gets a
/// rank, and the first is called.
pub(super) fn oracle(
    state: &State,
    config: &OfficeConfig,
    counter: &CounterId,
    now: Timestamp,
) -> Option<TicketId> {
    let counter = config.counters.iter().find(|c| c.id == *counter)?;
    let mine: Vec<&Ticket> = state.tickets.values().filter(|t| may_call(t, counter, config, now)).collect();
    let others_ready = mine.iter().any(|t| t.behind == 0);
    let line: Vec<&Ticket> = mine.into_iter().filter(|t| t.behind == 0 || !others_ready).collect();
    let normals_turn = config.policy.interleave.map(|turn| state.rounds.0 < turn.normal);
    // Each rule in the order of the design; the first in which two differ decides between them.
    let rank = |t: &Ticket| {
        let waited = (now.0 - t.line_at.0).max(0);
        let rule = match () {
            () if t.first => 0,
            () if waited >= config.policy.cap_ms => 1,
            () if t.for_counter.is_some() => 2,
            () if normals_turn == Some(t.class == Class::Normal) => 3,
            () => 4,
        };
        let service = config.services.iter().find(|s| s.id == t.service);
        let target = service.map_or(1, |s| s.target_wait_ms.max(1));
        let rate = config.policy.rates.get(&t.class).copied().unwrap_or(1000);
        let skill = counter.skills.get(&t.service).copied().unwrap_or(1000);
        let score = i128::from(waited) * i128::from(rate) * i128::from(skill) * 1000 / i128::from(target);
        (rule, if rule < 3 { 0 } else { -score }, t.line_at, t.id)
    };
    line.iter().map(|t| rank(t)).min().map(|(_, _, _, id)| id)
}

fn may_call(ticket: &Ticket, counter: &Counter, config: &OfficeConfig, now: Timestamp) -> bool {
    let in_time = match ticket.booked_at {
        Some(booked) if ticket.class == Class::Appointment => {
            now.0 >= booked.0 - config.policy.appointment_early_ms
        }
        Some(_) | None => true,
    };
    let here = ticket
        .for_counter
        .as_ref()
        .map_or(counter.skills.contains_key(&ticket.service), |c| *c == counter.id);
    ticket.state == TicketState::Waiting && in_time && here
}
