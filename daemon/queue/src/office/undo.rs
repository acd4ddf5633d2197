//! What a clerk's command changed, kept for a while, and put back by an undo.

use super::State;
use crate::command::Role;
use crate::counter::LastCommand;
use crate::event::{Event, Recorded};
use crate::id::{CommandId, CounterId};
use crate::selection::without_call;
use crate::ticket::{Ticket, TicketState};

impl State {
    /// Keeps what a clerk's command is about to change, for an undo.
    pub(super) fn remember(&mut self, recorded: &Recorded) {
        let event = &recorded.event;
        let by_person = recorded.actor.role != Role::System && !matches!(event, Event::CommandUndone { .. });
        let Some(counter) = event.counter().filter(|_| by_person) else { return };
        let before: Vec<Ticket> = match event {
            Event::CounterClosed { .. } => {
                self.tickets.values().filter(|t| t.for_counter.as_ref() == Some(counter)).cloned().collect()
            }
            _ => event.ticket().and_then(|id| self.tickets.get(&id)).cloned().into_iter().collect(),
        };
        let rounds = self.rounds;
        let status = self.counters.entry(counter.clone()).or_default();
        let same = status.last.as_ref().is_some_and(|last| last.id == recorded.command);
        if !same {
            status.last = Some(LastCommand {
                id: recorded.command.clone(),
                at: recorded.at,
                what: String::new(),
                tickets: Vec::new(),
                state: status.state,
                called_at: status.called_at,
                today: status.today.clone(),
                nearer: Vec::new(),
                rounds,
                called: None,
            });
        }
        if let Some(last) = status.last.as_mut() {
            last.what = event.kind().to_owned();
            for before in before {
                if last.tickets.iter().all(|t| t.id != before.id) {
                    last.tickets.push(before);
                }
            }
        }
    }

    pub(super) fn undo(&mut self, counter: &CounterId, undone: &CommandId) {
        let Some(status) = self.counters.get_mut(counter) else { return };
        let Some(last) = status.last.take().filter(|last| last.id == *undone) else { return };
        // Whatever else the counter has in hand was not this command's doing and stays.
        let kept = status.in_hand.filter(|now| last.tickets.iter().all(|t| t.id != *now));
        status.in_hand = last.in_hand_before(counter).or(kept);
        (status.state, status.called_at, status.today) = (last.state, last.called_at, last.today);
        if let Some((class, after)) = last.called {
            // Others may have called since: theirs still count.
            self.rounds = if self.rounds == after { last.rounds } else { without_call(self.rounds, class) };
        }
        for mut ticket in last.tickets {
            // Paper that came meanwhile has come: an undo does not take it back.
            if let Some(now) = self.tickets.get(&ticket.id) {
                (ticket.print, ticket.copies) = (now.print, now.copies);
            }
            for call in self.calls.iter_mut().filter(|c| c.ticket == ticket.id) {
                call.recalls = ticket.recalls;
            }
            self.tickets.insert(ticket);
        }
        for id in last.nearer {
            self.with(id, |t| {
                if t.state == TicketState::Waiting {
                    t.behind += 1;
                }
            });
        }
        for call in self.calls.iter_mut().filter(|c| c.command == *undone) {
            call.withdrawn = true;
        }
    }
}
