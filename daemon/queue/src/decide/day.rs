//! Counters and office days, opened and closed.

use super::{Decision, expect, finished};
use crate::calendar::DayPlan;
use crate::command::{InHand, Place};
use crate::counter::{CounterState, Help};
use crate::event::{Event, FinishedBy};
use crate::id::CounterId;
use crate::office::Office;
use crate::rejection::Rejection;
use crate::ticket::TicketState;
use crate::time::Timestamp;

impl Office {
    pub(super) fn counter_state(&self, counter: &CounterId) -> Result<CounterState, Rejection> {
        self.config.counter(counter).ok_or(Rejection::UnknownCounter)?;
        Ok(self.state.counters.get(counter).map_or(CounterState::Closed, |s| s.state))
    }

    pub(super) fn change_counter(&self, counter: &CounterId, to: CounterState, event: Event) -> Decision {
        if self.counter_state(counter)? == to {
            return Err(Rejection::CounterUnchanged);
        }
        Ok(vec![event])
    }

    pub(super) fn call_for_help(&self, counter: &CounterId) -> Decision {
        if self.counter_state(counter)? == CounterState::Closed {
            return Err(Rejection::CounterClosed);
        }
        if self.help(counter).is_some() {
            return Err(Rejection::CounterUnchanged);
        }
        Ok(vec![Event::HelpCalled { counter: counter.clone() }])
    }

    /// The first colleague who says so comes; nobody answers their own call.
    pub(super) fn answer_help(&self, counter: &CounterId, by: &CounterId) -> Decision {
        self.counter_state(counter)?;
        self.counter_state(by)?;
        match self.help(counter) {
            Some(help) if help.answered_by.is_none() && counter != by => {
                Ok(vec![Event::HelpAnswered { counter: counter.clone(), by: by.clone() }])
            }
            _ => Err(Rejection::CounterUnchanged),
        }
    }

    pub(super) fn end_help(&self, counter: &CounterId) -> Decision {
        self.counter_state(counter)?;
        self.help(counter).ok_or(Rejection::CounterUnchanged)?;
        Ok(vec![Event::HelpEnded { counter: counter.clone() }])
    }

    fn help(&self, counter: &CounterId) -> Option<&Help> {
        self.state.counters.get(counter).and_then(|s| s.help.as_ref())
    }

    pub(super) fn close_counter(
        &self,
        now: Timestamp,
        counter: &CounterId,
        in_hand: Option<InHand>,
    ) -> Decision {
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

    /// Counters that were open and are not in the configuration any more close; whoever was there goes back to their own
    /// place.
    pub(super) fn let_go_of_lost_counters(&self) -> Vec<Event> {
        let mut events = Vec::new();
        let open = self.state.counters.iter().filter(|(_, s)| s.state != CounterState::Closed);
        for (counter, status) in open.filter(|(id, _)| self.config.counter(id).is_none()) {
            let counter = counter.clone();
            if let Some(ticket) = status.in_hand {
                events.push(Event::TicketReturned { ticket, counter: counter.clone(), place: Place::Own });
            }
            events.push(Event::CounterClosed { counter });
        }
        events
    }

    pub(super) fn open_day(&self, plan: &DayPlan) -> Decision {
        if self.state.day.is_some() {
            return Err(Rejection::DayAlreadyOpen);
        }
        if self.state.last_day.is_some_and(|last| plan.day <= last) {
            return Err(Rejection::DayInPast);
        }
        Ok(vec![Event::DayOpened { plan: plan.clone() }])
    }

    pub(super) fn close_day(&self, now: Timestamp) -> Decision {
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
}
