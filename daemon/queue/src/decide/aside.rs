//! Tickets set aside, sent on, put back, given up; and commands taken back.

use super::{Decision, check_length, expect, needed};
use crate::command::{Place, Target};
use crate::counter::CounterState;
use crate::event::Event;
use crate::id::{CounterId, TicketId};
use crate::office::Office;
use crate::rejection::Rejection;
use crate::ticket::TicketState;
use crate::time::Timestamp;

impl Office {
    pub(super) fn park(&self, counter: &CounterId, id: Option<TicketId>, reason: &str) -> Decision {
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

    pub(super) fn transfer(&self, counter: &CounterId, to: &Target, note: Option<&str>) -> Decision {
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

    pub(super) fn give_back(&self, counter: &CounterId, place: Place) -> Decision {
        let ticket = self.in_hand(counter)?.id;
        Ok(vec![Event::TicketReturned { ticket, counter: counter.clone(), place }])
    }

    pub(super) fn cancel(&self, id: TicketId) -> Decision {
        if !self.state.bookings.contains_key(&id) {
            use TicketState::{Called, NoShow, Parked, Waiting};
            expect(self.ticket(id)?, &[Waiting, Called, Parked, NoShow])?;
        }
        Ok(vec![Event::TicketCancelled { ticket: id }])
    }

    pub(super) fn undo_last(&self, now: Timestamp, counter: &CounterId) -> Decision {
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
}
