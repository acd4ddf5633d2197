//! What outlives a moment, on the simulated days that have it: appointments in slots and moved, receipts, feedback; and the
//! rules they must keep, looked at from outside.

use std::collections::{BTreeMap, BTreeSet};

use queue::config::{OfficeConfig, ReceiptRule, Slots};
use queue::id::{CounterId, TicketId};
use queue::receipt::{ReceiptNumber, ReceiptState};
use queue::ticket::{Rating, TicketState};
use queue::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Command, Event, State};

use super::chance::Chance;
use super::watch::Verdict;

/// Every second day has slots and receipts; the others stay what they were before there were any.
fn is_equipped(seed: u64) -> bool {
    matches!(seed % 4, 0 | 3)
}

/// Gives an office slots and receipts, on every second day.
pub(super) fn equip(config: &mut OfficeConfig, seed: u64) {
    if !is_equipped(seed) {
        return;
    }
    let mut chance = Chance::new(seed ^ 0x0B00_4ED0);
    for (place, service) in config.services.iter_mut().enumerate() {
        if place.is_multiple_of(2) {
            let length_ms = chance.between(10, 40) * MINUTE_MS;
            let capacity = u32::try_from(chance.between(1, 3)).unwrap_or(1);
            service.slots =
                Some(Slots { length_ms, capacity, public: true, notice_ms: HOUR_MS, ahead_days: 30 });
        }
        if place % 3 < 2 {
            service.receipt = Some(ReceiptRule { answer_days: Some(60) });
        }
    }
}

/// Draws what people do beside the queue. Its chance is its own: the rest of a day stays as it was.
pub(super) struct Beside {
    chance: Chance,
    is_on: bool,
}

impl Beside {
    pub(super) fn new(seed: u64) -> Self {
        Self { chance: Chance::new(seed ^ 0xBE51_DE00), is_on: is_equipped(seed) }
    }

    /// What a clerk does after a look at the counter, if anything.
    pub(super) fn at_counter(
        &mut self,
        config: &OfficeConfig,
        state: &State,
        counter: &CounterId,
    ) -> Option<Command> {
        let in_hand = state.counters.get(counter)?.in_hand.and_then(|id| state.tickets.get(&id));
        let gives = |id| config.service(id).is_some_and(|s| s.receipt.is_some());
        let counter = counter.clone();
        if in_hand.is_some_and(|t| gives(&t.service)) && self.chance.happens(0.1) {
            return Some(Command::RegisterReceipt { counter, locale: None, print: self.chance.happens(0.8) });
        }
        if !self.chance.happens(0.02) {
            return None;
        }
        let receipts: Vec<TicketId> = state.receipts.iter().map(|r| r.id).collect();
        let which = self.chance.between(0, receipts.len().max(1) as i64) as usize;
        let ticket = *receipts.get(which)?;
        Some(match self.chance.between(0, 3) {
            0 => Command::AdvanceReceipt { counter, ticket, to: ReceiptState::InProgress },
            1 => Command::AdvanceReceipt { counter, ticket, to: ReceiptState::Ready },
            _ => Command::CloseReceipt { counter, ticket, outcome: "answered".to_owned() },
        })
    }

    /// What a citizen says of the service, if anything, and how much later.
    pub(super) fn says(&mut self, ticket: TicketId) -> Option<(i64, Command)> {
        let ratings = [(Rating::Good, 6.0), (Rating::Fair, 2.0), (Rating::Bad, 1.0)];
        let rating = *self.chance.weighted(&ratings)?;
        let after = self.chance.between(SECOND_MS, 20 * MINUTE_MS);
        (self.is_on && self.chance.happens(0.3)).then_some((after, Command::GiveFeedback { ticket, rating }))
    }

    /// Whether somebody who has booked moves the appointment, when, and to which time.
    pub(super) fn moves(&mut self, ticket: TicketId, at: Timestamp) -> Option<(i64, Command)> {
        let to = at + self.chance.between(-60, 60) * MINUTE_MS;
        let after = self.chance.between(SECOND_MS, 30 * MINUTE_MS);
        (self.is_on && self.chance.happens(0.5))
            .then_some((after, Command::MoveAppointment { ticket, at: to }))
    }
}

/// Watches receipts, feedback and slots.
#[derive(Default)]
pub(super) struct Keeps {
    numbers: BTreeMap<ReceiptNumber, TicketId>,
    open: BTreeSet<TicketId>,
    rated: BTreeSet<TicketId>,
    /// Of how many the day had what it is about: what never happens proves nothing.
    pub(super) receipts: u64,
    pub(super) moved: u64,
}

impl Keeps {
    pub(super) fn follow(&mut self, event: &Event) -> Verdict {
        match event {
            Event::ReceiptRegistered { ticket, number, .. } => {
                self.receipts += 1;
                self.open.insert(*ticket);
                if self.numbers.insert(*number, *ticket).is_some() {
                    return Err(format!("{number} is on two receipts"));
                }
            }
            Event::ReceiptClosed { ticket, .. } if !self.open.remove(ticket) => {
                return Err(format!("{ticket} was closed twice, or was never given"));
            }
            Event::FeedbackGiven { ticket, .. } if !self.rated.insert(*ticket) => {
                return Err(format!("{ticket} was rated twice"));
            }
            Event::AppointmentMoved { .. } => self.moved += 1,
            _ => (),
        }
        Ok(())
    }

    /// No receipt is lost, and no number left out.
    pub(super) fn full(&self, state: &State) -> Verdict {
        for id in &self.open {
            if state.receipts.get(id).is_none_or(|r| r.state == ReceiptState::Closed) {
                return Err(format!("the open receipt {id} is not there"));
            }
        }
        for number in self.numbers.keys().filter(|n| n.value > 1) {
            if !self.numbers.contains_key(&ReceiptNumber { value: number.value - 1, ..*number }) {
                return Err(format!("the number before {number} was left out"));
            }
        }
        Ok(())
    }
}

/// No moment has more appointments of a service than it may.
pub(super) fn slots_hold(config: &OfficeConfig, state: &State) -> Verdict {
    for (id, slots) in config.services.iter().filter_map(|s| Some((&s.id, s.slots?))) {
        let booked = state.bookings.values().filter(|b| b.service == *id).map(|b| b.at);
        let gone = [TicketState::Cancelled, TicketState::Void];
        let come =
            state.tickets.values().filter(|t| t.booked_for.as_ref() == Some(id) && !gone.contains(&t.state));
        let times: Vec<Timestamp> = booked.chain(come.filter_map(|t| t.booked_at)).collect();
        for begin in &times {
            let during = times.iter().filter(|at| (0..slots.length_ms).contains(&(begin.0 - at.0))).count();
            if during > slots.capacity as usize {
                return Err(format!("{during} appointments of {id} at {begin}, {} may be", slots.capacity));
            }
        }
    }
    Ok(())
}
