//! One thing done, through the core: asked for as the daemon asks, and folded in.

use super::play::{Act, Play};
use super::record::{Cue, Step, What};
use crate::command::{Actor, Command, Place, Request, Role, Target};
use crate::counter::CounterState;
use crate::event::{Event, Recorded};
use crate::id::{CommandId, CounterId, DeviceId, TicketId};
use crate::rejection::Rejection;
use crate::time::Timestamp;

/// Who does what nobody did in the record.
pub(super) fn nobody() -> Actor {
    Actor { role: Role::Clerk, id: DeviceId::new("replay").expect("invariant: a constant slug") }
}

impl Play<'_> {
    /// Asks for something; returns whether it was done.
    pub fn ask(&mut self, at: Timestamp, actor: &Actor, fresh: TicketId, command: Command) -> bool {
        self.try_ask(at, actor, fresh, command).is_ok()
    }

    fn try_ask(
        &mut self,
        at: Timestamp,
        actor: &Actor,
        fresh: TicketId,
        command: Command,
    ) -> Result<(), Rejection> {
        self.count += 1;
        let id = CommandId::new(&format!("replay:{}", self.count)).expect("invariant: a slug and a number");
        let request = Request { id: id.clone(), actor: actor.clone(), fresh, command };
        for event in self.office.decide(at, &request)? {
            let day = match &event {
                Event::DayOpened { plan } => Some(plan.day),
                _ => self.office.state.day.as_ref().map(|d| d.day),
            };
            let seq = self.office.state.seq + 1;
            let recorded = Recorded { seq, at, day, event, v: 1, actor: actor.clone(), command: id.clone() };
            self.office.apply(&recorded);
            if let Event::TicketCalled { ticket, .. } = recorded.event {
                self.called(ticket, at);
            }
            self.events.push(recorded);
            self.look(at);
        }
        Ok(())
    }

    /// Somebody has come: what they did before they were called, and when they lose patience.
    pub fn came(&mut self, ticket: TicketId, at: Timestamp) {
        let Some(person) = self.recording.people.get(&ticket) else { return };
        let steps = person.parts.first().cloned().unwrap_or_default();
        let gives_up = steps.iter().any(|s| s.what == What::Cancel);
        for step in steps {
            self.plan(at + step.after_ms, step.seq, Act::Step { ticket, part: 0, step });
        }
        let seen = person.seen.map_or(0, |(ms, _)| ms);
        if let Some(after_ms) = self.change.patience.leaves_after(ticket, seen).filter(|_| !gives_up) {
            let actor = Actor { role: Role::Citizen, ..nobody() };
            let step = Step { after_ms, seq: u64::MAX, what: What::Cancel, actor };
            self.plan(at + after_ms, u64::MAX, Act::Step { ticket, part: 0, step });
        }
    }

    /// Somebody is called: how long they are at the counter and what comes of it, as in the record or as usual.
    fn called(&mut self, ticket: TicketId, at: Timestamp) {
        let calls = self.calls.entry(ticket).or_default();
        *calls += 1;
        let part = *calls;
        let person = self.recording.people.get(&ticket);
        let recorded = person.and_then(|p| p.parts.get(part));
        let mut steps = recorded.cloned().unwrap_or_default();
        if !steps.iter().any(|s| s.what.lets_go()) {
            // Nobody saw the end of it: it takes as long as usual, and longer than was seen.
            let since = recorded.and(person).and_then(|p| p.called_at);
            let seen_ms = since.map_or(0, |called| self.recording.until.since(called) + 1);
            steps.extend(self.as_usual(ticket, seen_ms, !steps.is_empty()));
        }
        for step in steps {
            self.plan(at + step.after_ms, step.seq, Act::Step { ticket, part, step });
        }
    }

    fn as_usual(&self, ticket: TicketId, seen_ms: i64, began: bool) -> Vec<Step> {
        let service = self.office.state.tickets.get(&ticket).map(|t| &t.service);
        let of_service = service.and_then(|s| self.usual.busy_ms.get(s)).copied();
        let busy_ms = of_service.unwrap_or(self.usual.office_busy_ms).max(seen_ms);
        let step = |after_ms, what| Step { after_ms, seq: u64::MAX, what, actor: nobody() };
        let start = self.usual.walk_ms.filter(|ms| !began && *ms < busy_ms).map(|ms| step(ms, What::Start));
        let finish = step(busy_ms, What::Finish { outcome: None, next: None });
        start.into_iter().chain([finish]).collect()
    }

    pub fn cue(&mut self, at: Timestamp, seq: u64, cue: Cue) {
        match &cue.command {
            Command::IssueTicket { .. } | Command::CheckIn { .. } => self.comes(at, seq, cue),
            Command::Pick { counter, .. } => {
                let busy = self.office.state.counters.get(counter).is_some_and(|s| s.in_hand.is_some());
                if busy {
                    let counter = counter.clone();
                    self.desk(&counter).picks.push_back(cue);
                } else {
                    self.ask(at, &cue.actor, cue.fresh, cue.command);
                }
            }
            Command::OpenCounter { counter } => self.turn(at, &counter.clone(), CounterState::Open, cue),
            Command::PauseCounter { counter, .. } => {
                self.turn(at, &counter.clone(), CounterState::Paused, cue)
            }
            Command::CloseCounter { counter, .. } => {
                self.turn(at, &counter.clone(), CounterState::Closed, cue)
            }
            _ => _ = self.ask(at, &cue.actor, cue.fresh, cue.command),
        }
    }

    fn comes(&mut self, at: Timestamp, seq: u64, cue: Cue) {
        match self.try_ask(at, &cue.actor, cue.fresh, cue.command.clone()) {
            Ok(()) => self.came(cue.fresh, at),
            // Under these rules it is too early: they wait at the kiosk.
            Err(Rejection::TooEarly { opens_at }) if opens_at > at => {
                self.plan(opens_at, seq, Act::Cue(Cue { at: opens_at, ..cue }));
            }
            Err(_) => self.refused += 1,
        }
    }

    /// A counter opens, pauses or closes, as in the record; one that was taken away does so when it is back.
    fn turn(&mut self, at: Timestamp, counter: &CounterId, to: CounterState, cue: Cue) {
        let desk = self.desk(counter);
        desk.wanted = to;
        let away = desk.away;
        self.closing.remove(counter);
        let busy = self.office.state.counters.get(counter).is_some_and(|s| s.in_hand.is_some());
        if to == CounterState::Closed && busy {
            self.closing.insert(counter.clone());
            self.look(at);
        } else if to == CounterState::Closed || !away {
            self.ask(at, &cue.actor, cue.fresh, cue.command);
        }
    }

    pub fn away(&mut self, at: Timestamp, counter: &CounterId, away: bool) {
        let desk = self.desk(counter);
        desk.away = away;
        let wanted = desk.wanted;
        let command = match (away, wanted) {
            (true, CounterState::Open) => Command::PauseCounter { counter: counter.clone(), reason: None },
            (false, CounterState::Open) => Command::OpenCounter { counter: counter.clone() },
            _ => return,
        };
        self.ask(at, &nobody(), TicketId(0), command);
    }

    /// What happened to a ticket in the record happens to it now, wherever it is; what cannot be is left out.
    pub fn step(&mut self, at: Timestamp, id: TicketId, step: &Step) {
        let Some(ticket) = self.office.state.tickets.get(&id) else { return };
        let here = ticket.counter.clone().filter(|_| ticket.in_hand());
        let at_counter = |command: &dyn Fn(CounterId) -> Command| here.clone().map(command);
        let command = match &step.what {
            What::Start => at_counter(&|counter| Command::Start { counter }),
            What::Finish { outcome, next } => at_counter(&|counter| Command::Finish {
                counter,
                outcome: outcome.clone(),
                next_service: next.clone(),
            }),
            What::NoShow => at_counter(&|counter| Command::MarkNoShow { counter }),
            What::Transfer { to, note } => {
                at_counter(&|counter| Command::Transfer { counter, to: to.clone(), note: note.clone() })
            }
            What::Return(place) => at_counter(&|counter| Command::Return { counter, place: *place }),
            What::Park { reason, from } => Some(match &here {
                Some(counter) => {
                    Command::Park { counter: counter.clone(), ticket: None, reason: reason.clone() }
                }
                None => Command::Park { counter: from.clone(), ticket: Some(id), reason: reason.clone() },
            }),
            What::Reinstate => Some(Command::Reinstate { ticket: id }),
            What::Resume => Some(Command::Resume { ticket: id }),
            What::Cancel => Some(Command::Cancel { ticket: id }),
            What::Void(reason) => Some(Command::VoidTicket { ticket: id, reason: reason.clone() }),
        };
        let Some(command) = command else { return };
        let done = self.ask(at, &step.actor, TicketId(0), command);
        if let (false, Some(counter)) = (done, here) {
            self.otherwise(at, counter, &step.what);
        }
    }

    /// What cannot be done at this counter, or with this ticket now, is done in the way that comes nearest, so that no
    /// counter keeps somebody for the rest of the day.
    fn otherwise(&mut self, at: Timestamp, counter: CounterId, what: &What) {
        let command = match what {
            What::Finish { next: Some(next), .. } => {
                Command::Transfer { counter, to: Target::Service(next.clone()), note: None }
            }
            What::Transfer { .. } => Command::Return { counter, place: Place::Own },
            What::NoShow => Command::Finish { counter, outcome: None, next_service: None },
            _ => return,
        };
        self.ask(at, &nobody(), TicketId(0), command);
    }
}
