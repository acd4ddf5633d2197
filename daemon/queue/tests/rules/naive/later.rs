//! The naive model of what came later: appointments in slots, receipts, feedback.

use queue::Command;
use queue::Role;
use queue::command::ImportEntry;
use queue::receipt::ReceiptState;
use queue::ticket::{Class, Rating, TicketState};

use super::{Naive, need, over};
use TicketState::{Booked, Called, Cancelled, Finished, Serving, Void};

/// Something that was deposited against a receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Deposit {
    pub id: u128,
    pub number: String,
    pub service: String,
    pub state: ReceiptState,
    pub outcome: Option<String>,
    of: u128,
    at: i64,
    letter: char,
    year: i32,
}

impl Naive {
    pub(super) fn later(
        &mut self,
        now: i64,
        id: u128,
        role: Role,
        command: &Command,
    ) -> Result<(), &'static str> {
        match command {
            Command::BookAppointment { service, at, .. } => {
                self.done_here(service.as_str())?;
                self.book(now, id, service.as_str(), at.0, None)?;
            }
            Command::MoveAppointment { ticket, at } => {
                let person = self.find(ticket.0, &[Booked])?;
                need(at.0 >= now, "past")?;
                if at.0 != self.people[person].booked {
                    self.shift(person, at.0)?;
                }
            }
            Command::ImportAppointments { entries } => {
                for (n, entry) in entries.iter().enumerate() {
                    self.take_over(now, id + n as u128, entry)?;
                }
            }
            Command::CheckIn { ticket, .. } => self.check_in(now, ticket.0)?,
            Command::RegisterReceipt { counter, .. } => self.register(now, id, counter.as_str())?,
            Command::AdvanceReceipt { counter, ticket, to } => {
                let at = self.open_deposit(counter.as_str(), ticket.0)?;
                need(matches!(to, ReceiptState::InProgress | ReceiptState::Ready), "no step")?;
                need(self.deposits[at].state != *to, "there already")?;
                self.deposits[at].state = *to;
            }
            Command::CloseReceipt { counter, ticket, outcome } => {
                need(self.office.policy.receipt_close_roles.contains(&role), "role")?;
                let at = self.open_deposit(counter.as_str(), ticket.0)?;
                need(!outcome.trim().is_empty(), "outcome")?;
                self.deposits[at].state = ReceiptState::Closed;
                self.deposits[at].outcome = Some(outcome.trim().to_owned());
            }
            Command::GiveFeedback { ticket, rating } => self.rate(ticket.0, *rating)?,
            other => panic!("the model does not know {other:?}"),
        }
        Ok(())
    }

    /// Everybody whose appointment would overlap one at `at`, wherever they stand now.
    fn full(&self, service: &str, at: i64, except: Option<u128>) -> bool {
        let found = self.office.services.iter().find(|s| s.id.as_str() == service);
        let Some(slots) = found.and_then(|s| s.slots) else { return false };
        let there = self.people.iter().filter(|p| {
            let meant = p.came_for == service && p.booked != 0 && Some(p.id) != except;
            let gone = matches!(p.state, Cancelled | Void) || p.number.is_none() && p.state != Booked;
            meant && !gone && (p.booked - at).abs() < slots.length_ms
        });
        there.count() >= slots.capacity as usize
    }

    fn book(
        &mut self,
        now: i64,
        id: u128,
        service: &str,
        at: i64,
        reference: Option<String>,
    ) -> Result<(), &'static str> {
        need(at >= now, "past")?;
        need(!self.full(service, at, None), "full")?;
        let mut person = self.stranger(id, service, Class::Appointment, now);
        (person.state, person.booked, person.reference) = (Booked, at, reference);
        self.people.push(person);
        Ok(())
    }

    fn shift(&mut self, person: usize, at: i64) -> Result<(), &'static str> {
        let (id, service) = (self.people[person].id, self.people[person].came_for.clone());
        need(!self.full(&service, at, Some(id)), "full")?;
        (self.people[person].booked, self.people[person].changed) = (at, self.step);
        Ok(())
    }

    fn take_over(&mut self, now: i64, id: u128, entry: &ImportEntry) -> Result<(), &'static str> {
        let (service, at) = (entry.service.as_str(), entry.at.0);
        self.done_here(service)?;
        let Some(name) = entry.reference.as_ref().map(|r| r.as_str().to_owned()) else {
            return if entry.cancelled { Ok(()) } else { self.book(now, id, service, at, None) };
        };
        let named = |p: &super::Person| p.reference.as_ref() == Some(&name);
        if let Some(known) = self.people.iter().position(|p| named(p) && p.state == Booked) {
            if entry.cancelled {
                self.given_up_if_booked(known);
                self.move_to(known, Cancelled, now);
                return Ok(());
            }
            need(self.people[known].came_for == service, "other service")?;
            if self.people[known].booked == at {
                return Ok(());
            }
            need(at >= now, "past")?;
            return self.shift(known, at);
        }
        let came = self.people.iter().any(|p| named(p) && p.number.is_some());
        let given_up = self.given_up.iter().rev().find(|g| g.0 == name).is_some_and(|g| g.1 == at);
        if entry.cancelled || came || given_up || at < now {
            return Ok(());
        }
        self.book(now, id, service, at, Some(name))
    }

    /// Remembers that an appointment of another system was given up here.
    pub(super) fn given_up_if_booked(&mut self, at: usize) {
        let person = &self.people[at];
        if let (Booked, Some(name)) = (person.state, &person.reference) {
            self.given_up.retain(|g| g.0 != *name);
            self.given_up.push((name.clone(), person.booked));
        }
    }

    fn check_in(&mut self, now: i64, id: u128) -> Result<(), &'static str> {
        let at = self.find(id, &[Booked])?;
        need(self.day.is_some(), "closed")?;
        let booked = self.people[at].booked;
        need(now >= booked - self.office.policy.appointment_early_ms, "early")?;
        let late = now > booked + self.office.policy.appointment_late_ms;
        let line = if late { self.behind_all(now) } else { booked.max(now) };
        let person = self.people.remove(at);
        let class = if late { Class::Normal } else { Class::Appointment };
        self.join(person.id, &person.service, class, line);
        let joined = self.people.last_mut().expect("just joined");
        (joined.booked, joined.reference) = (booked, person.reference);
        Ok(())
    }

    fn register(&mut self, now: i64, id: u128, desk: &str) -> Result<(), &'static str> {
        let at = self.hand(desk, &[Called, Serving])?;
        let (of, service) = (self.people[at].id, self.people[at].service.clone());
        let found = self.office.services.iter().find(|s| s.id.as_str() == service).expect("a service");
        need(found.receipt.is_some(), "no receipts")?;
        let last = self.deposits.iter().filter(|d| d.of == of).map(|d| d.at).max();
        need(last.is_none_or(|last| over(now, last, self.office.policy.next_gap_ms)), "gap")?;
        let (letter, year) = (found.letter, self.day.as_ref().ok_or("closed")?.day.ymd().0);
        let n = self.deposits.iter().filter(|d| (d.letter, d.year) == (letter, year)).count() + 1;
        let number = format!("{letter}-{year:04}-{n:05}");
        let state = ReceiptState::Registered;
        self.deposits.push(Deposit { id, number, service, state, outcome: None, of, at: now, letter, year });
        Ok(())
    }

    fn open_deposit(&mut self, desk: &str, id: u128) -> Result<usize, &'static str> {
        self.desk(desk)?;
        let at = self.deposits.iter().position(|d| d.id == id).ok_or("unknown")?;
        need(self.skill(desk, &self.deposits[at].service).is_some(), "skill")?;
        need(self.deposits[at].state != ReceiptState::Closed, "closed")?;
        Ok(at)
    }

    fn rate(&mut self, id: u128, rating: Rating) -> Result<(), &'static str> {
        let at = self.find(id, &[Finished])?;
        need(self.people[at].feedback.is_none(), "twice")?;
        (self.people[at].feedback, self.people[at].changed) = (Some(rating), self.step);
        Ok(())
    }
}
