//! How a simulated day asks its office: decide, commit, publish, answer, with the daemon dying at any boundary between.

use queue::id::{CommandId, DeviceId, TicketId};
use queue::ledger::{Answer, Entry};
use queue::time::{MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Actor, Command, Event, Recorded, Rejection, Request, Role};

use super::super::watch::{Verdict, oracle};
use super::{Boundary, COMES_AGAIN, DIES, Day, Late, Mistake, REQUESTS_KEPT};

impl Day {
    pub(super) fn wall(&self) -> Timestamp {
        self.now + self.clock_error_ms
    }

    pub(super) fn system(&mut self, command: Command) -> Result<Result<Vec<Event>, Rejection>, String> {
        let request = self.request(Role::System, command)?;
        self.ask(&request)
    }

    pub(super) fn request(&mut self, role: Role, command: Command) -> Result<Request, String> {
        let id = format!("s{}", self.summary.commands);
        self.request_as(&id, role, command)
    }

    pub(super) fn request_as(&mut self, id: &str, role: Role, command: Command) -> Result<Request, String> {
        // A UUID of version 7 begins with the milliseconds of the wall clock, right or wrong.
        let wall = self.wall().0.max(0).unsigned_abs();
        let fresh = TicketId(
            u128::from(wall) << 80 | u128::from(self.summary.commands) << 32 | u128::from(self.seed as u32),
        );
        let id = CommandId::new(id).map_err(|e| format!("a command id is not one: {e}"))?;
        let actor = Actor { role, id: DeviceId::new("simulator").map_err(|e| e.to_string())? };
        Ok(Request { id, actor, fresh, command })
    }

    /// Asks for something until there is an answer, as whoever asks does: the daemon may die on the way, between any two
    /// of its effects.
    pub(super) fn ask(&mut self, request: &Request) -> Result<Result<Vec<Event>, Rejection>, String> {
        let boundaries = [(Boundary::Commit, 1.0), (Boundary::Publication, 1.0), (Boundary::Answer, 1.0)];
        let dies = !self.quiet && self.chance.happens(DIES);
        let dies = if dies { self.chance.weighted(&boundaries).copied() } else { None };
        let (answer, dead) = self.attempt(request, dies)?;
        if !dead {
            self.remember(request, &answer);
            return Ok(answer);
        }
        let events = self.events.len();
        self.restart()?;
        let (again, _) = self.attempt(request, None)?;
        // What was committed is answered again and done once. What was not is decided anew.
        if dies != Some(Boundary::Commit) && again != answer {
            return Err(format!(
                "{:?} was answered {again:?} after a crash, {answer:?} before",
                request.command
            ));
        }
        if dies != Some(Boundary::Commit) && again.is_ok() && self.happened_twice(request, events) {
            return Err(format!("{:?} was done twice: before a crash and after it", request.command));
        }
        self.remember(request, &again);
        Ok(again)
    }

    /// Whether events of this request were written after that many.
    pub(super) fn happened_twice(&self, request: &Request, events: usize) -> bool {
        let from = self.journal.len() - self.unread.len();
        let after = events.saturating_sub(from).min(self.unread.len());
        self.unread[after..].iter().any(|recorded| recorded.command == request.id)
    }

    pub(super) fn remember(&mut self, request: &Request, answer: &Result<Vec<Event>, Rejection>) {
        if !self.quiet && self.chance.happens(COMES_AGAIN) {
            let at = self.now + self.chance.between(SECOND_MS, 4 * MINUTE_MS);
            self.send_late(at, Late::Again(request.clone(), answer.clone()));
        }
        // Some of them are enough to repeat one later, while its answer is surely kept.
        if self.summary.commands.is_multiple_of(3) {
            if self.requests.len() == REQUESTS_KEPT {
                drop(self.requests.remove(0));
            }
            self.requests.push((request.clone(), answer.clone()));
        }
    }

    /// Answers a request as the dispatcher does, and looks whether every rule still holds; true when the daemon died
    /// before it could answer.
    pub(super) fn attempt(
        &mut self,
        request: &Request,
        dies: Option<Boundary>,
    ) -> Result<(Result<Vec<Event>, Rejection>, bool), String> {
        self.summary.commands += 1;
        match self.ledger.answer(&request.id, &request.command) {
            Some(Answer::Refused(rejection)) => return Ok((Err(rejection), false)),
            Some(Answer::Accepted { first, count }) => {
                let from = first as usize - 1;
                return Ok((Ok(self.events[from..from + count as usize].to_vec()), false));
            }
            None => (),
        }
        let now = self.wall();
        let expected = match &request.command {
            Command::CallNext { counter } => {
                Some(oracle(&self.office.state, &self.office.config, counter, now))
            }
            _ => None,
        };
        let answer = self.office.decide(now, request);
        if let (Ok(events), Some(expected)) = (&answer, expected) {
            called_as_expected(events, expected)?;
        }
        if let Ok(events) = &answer
            && self.mistake == Some(Mistake::PublishesFirst)
        {
            self.edges.publish(events, &self.office.state)?;
        }
        if dies == Some(Boundary::Commit) {
            return Ok((answer, true));
        }
        self.commit(now, request, &answer)?;
        if dies == Some(Boundary::Publication) {
            return Ok((answer, true));
        }
        if let Ok(events) = &answer {
            self.edges.publish(events, &self.office.state)?;
        }
        Ok((answer, dies == Some(Boundary::Answer)))
    }

    /// Writes events and answer down, in one commit.
    pub(super) fn commit(
        &mut self,
        now: Timestamp,
        request: &Request,
        answer: &Result<Vec<Event>, Rejection>,
    ) -> Verdict {
        let first = self.events.len() as u64 + 1;
        let kept = match answer {
            Ok(events) => Answer::Accepted { first, count: events.len() as u32 },
            Err(rejection) => Answer::Refused(rejection.clone()),
        };
        match answer {
            Ok(events) => self.record(now, request, events)?,
            Err(_) => self.summary.refused += 1,
        }
        self.ledger
            .keep(request.id.clone(), Entry { at: now, command: request.command.clone(), answer: kept });
        self.ledger.forget(now);
        Ok(())
    }

    pub(super) fn record(&mut self, now: Timestamp, request: &Request, events: &[Event]) -> Verdict {
        for event in events {
            let day = match event {
                Event::DayOpened { plan } => Some(plan.day),
                _ => self.office.state.day.as_ref().map(|d| d.day),
            };
            let recorded = Recorded {
                seq: self.events.len() as u64 + 1,
                at: now,
                day,
                event: event.clone(),
                v: 1,
                actor: request.actor.clone(),
                command: request.id.clone(),
            };
            self.journal
                .push(serde_json::to_string(&recorded).map_err(|e| format!("an event is not written: {e}"))?);
            self.office.apply(&recorded);
            self.unread.push(recorded);
            self.events.push(event.clone());
            match event {
                Event::TicketCalled { ticket, waited_ms, .. } => {
                    self.director.called(*ticket, self.now);
                    self.summary.calls += 1;
                    self.summary.waited_ms += waited_ms;
                    self.summary.longest_wait_ms = self.summary.longest_wait_ms.max(*waited_ms);
                }
                Event::TicketRecalled { ticket, .. } => self.director.recalled(*ticket, self.now),
                Event::CommandUndone { .. } => self.summary.undone += 1,
                _ => (),
            }
        }
        self.edges.committed(events);
        self.deadline = self.office.next_deadline();
        self.watch.after(&self.office, events).map_err(|what| format!("after {:?}: {what}", request.command))
    }

    pub(super) fn count(&mut self) {
        let summary = &mut self.summary;
        summary.events = self.events.len() as u64;
        summary.edge_faults = self.edges.faults;
        (summary.receipts, summary.moved) = (self.watch.keeps.receipts, self.watch.keeps.moved);
        for event in &self.events {
            match event {
                Event::TicketIssued { .. } | Event::AppointmentCheckedIn { .. } => summary.issued += 1,
                Event::ServiceFinished { next_service: None, .. } => summary.served += 1,
                Event::TicketNoShow { .. } => summary.no_shows += 1,
                Event::TicketCancelled { .. } => summary.cancelled += 1,
                Event::TicketExpired { .. } => summary.expired += 1,
                _ => (),
            }
        }
    }
}

fn called_as_expected(events: &[Event], expected: Option<TicketId>) -> Verdict {
    let called = events.iter().find_map(|e| match e {
        Event::TicketCalled { ticket, .. } => Some(*ticket),
        _ => None,
    });
    if called == expected {
        Ok(())
    } else {
        Err(format!("{called:?} was called, the order says {expected:?}"))
    }
}
