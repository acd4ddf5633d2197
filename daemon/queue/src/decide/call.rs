//! Whom a counter calls, and how their service goes.

use super::{Decision, check_length, expect, finished, left_of_gap, needed};
use crate::command::{Actor, Role};
use crate::config::{Counter, NextEnds};
use crate::counter::CounterStatus;
use crate::event::{Event, FinishedBy};
use crate::id::{CounterId, ServiceId, TicketId};
use crate::office::Office;
use crate::rejection::Rejection;
use crate::selection;
use crate::selection::{Reason, Rule};
use crate::ticket::{Ticket, TicketState};
use crate::time::Timestamp;

impl Office {
    pub(super) fn call_next(&self, now: Timestamp, counter: &CounterId) -> Decision {
        let config = self.open_counter(counter)?;
        let status = self.state.counters.get(counter).cloned().unwrap_or_default();
        self.check_gap(now, &status)?;
        let mut events = self.end_in_hand(now, counter, &status);
        let next = selection::next(&self.state.tickets, &[], config, &self.config, self.state.rounds, now);
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

    pub(super) fn check_gap(&self, now: Timestamp, status: &CounterStatus) -> Result<(), Rejection> {
        let Some(last) = status.called_at.filter(|_| status.in_hand.is_some()) else { return Ok(()) };
        let wait_ms = left_of_gap(now, last, self.config.policy.next_gap_ms);
        if wait_ms > 0 { Err(Rejection::PressTooSoon { wait_ms }) } else { Ok(()) }
    }

    pub(super) fn end_in_hand(
        &self,
        now: Timestamp,
        counter: &CounterId,
        status: &CounterStatus,
    ) -> Vec<Event> {
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

    pub(super) fn called(
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
        let apart = self.state.tickets.set_apart();
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
            nearer: apart.filter(let_ahead).map(|t| t.id).collect(),
        }
    }

    pub(super) fn pick(
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
        if ticket.for_counter.as_ref() != Some(counter)
            && !selection::may_serve(config, &ticket.service, &self.config)
        {
            return Err(Rejection::NotEligible);
        }
        let status = self.state.counters.get(counter).cloned().unwrap_or_default();
        let mut events = self.end_in_hand(now, counter, &status);
        let passed = self.state.tickets.waiting_before(&ticket.service, (ticket.line_at, ticket.id));
        let reason = Reason {
            rule: Rule::Picked,
            class: ticket.class,
            waited_ms: now.since(ticket.line_at),
            passed: u32::try_from(passed).unwrap_or(u32::MAX),
        };
        events.push(self.called(now, ticket, config, reason, pick_reason));
        Ok(events)
    }

    pub(super) fn recall(&self, now: Timestamp, counter: &CounterId) -> Decision {
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

    pub(super) fn start(&self, now: Timestamp, actor: &Actor, counter: &CounterId) -> Decision {
        let ticket = self.in_hand(counter)?;
        expect(ticket, &[TicketState::Called])?;
        Ok(vec![Event::ServiceStarted {
            ticket: ticket.id,
            counter: counter.clone(),
            walked_ms: now.since(ticket.called_at.unwrap_or(now)),
            automatic: actor.role == Role::System,
        }])
    }

    pub(super) fn finish(
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

    pub(super) fn check_grace(&self, now: Timestamp, ticket: &Ticket) -> Result<(), Rejection> {
        let since = now.since(ticket.ended_at.unwrap_or(ticket.line_at));
        if since <= self.config.policy.grace_ms { Ok(()) } else { Err(Rejection::GraceOver) }
    }

    pub(super) fn reinstate(&self, now: Timestamp, id: TicketId) -> Decision {
        let ticket = self.ticket(id)?;
        expect(ticket, &[TicketState::NoShow])?;
        // Who comes back after the day has ended would wait for a counter that never opens.
        self.state.day.as_ref().ok_or(Rejection::DayClosed)?;
        self.check_grace(now, ticket)?;
        Ok(vec![Event::TicketReinstated { ticket: id, behind: self.config.policy.reinstated_behind }])
    }
}
