//! A second, naive implementation of the queue's rules, written from DESIGN §2–§4 alone: lists that are
//! searched from the front, nothing kept that can be counted. It shares the words of the language (commands,
//! configuration) with the product and none of its logic.

pub mod later;

use queue::calendar::DayPlan;
use queue::command::{InHand, Place, Target};
use queue::config::{NextEnds, OfficeConfig};
use queue::ticket::{Class, Rating, TicketState};
use queue::{Command, Role};

use TicketState::{Booked, Called, Cancelled, Expired, Finished, NoShow, Parked, Serving, Void, Waiting};

/// Somebody with a ticket or a booking.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: u128,
    pub number: Option<(char, u32)>,
    pub today: bool,
    pub service: String,
    came_for: String,
    pub class: Class,
    pub state: TicketState,
    pub desk: Option<String>,
    /// The place in the line.
    pub line: i64,
    booked: i64,
    announced: i64,
    recalls: u32,
    ended: i64,
    parked: i64,
    reminded: bool,
    /// What another system calls the appointment.
    reference: Option<String>,
    pub feedback: Option<Rating>,
    only: Option<String>,
    first: bool,
    pub behind: u32,
    /// The step that changed this person last.
    changed: u64,
}

#[derive(Clone, Debug)]
struct Desk {
    id: String,
    state: char,
    called: i64,
    undo: Option<Undo>,
}

#[derive(Clone, Debug)]
struct Undo {
    step: u64,
    at: i64,
    people: Vec<Person>,
    state: char,
    called: i64,
    rounds: (u32, u32),
    class: Option<(Class, (u32, u32))>,
    nearer: Vec<u128>,
}

/// The office as the naive model sees it.
#[derive(Clone, Debug)]
pub struct Naive {
    office: OfficeConfig,
    pub day: Option<DayPlan>,
    last_day: i64,
    pub people: Vec<Person>,
    desks: Vec<Desk>,
    rounds: (u32, u32),
    step: u64,
    pub deposits: Vec<later::Deposit>,
    /// Appointments of other systems that were given up.
    given_up: Vec<(String, i64)>,
}

/// A refusal, with a word for whoever reads a failure.
pub type Answer = Result<Option<u128>, &'static str>;

fn need(holds: bool, else_say: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(else_say) }
}

impl Naive {
    pub fn new(office: OfficeConfig) -> Self {
        let desk = |id: &str| Desk { id: id.to_owned(), state: 'c', called: i64::MIN, undo: None };
        let desks = office.counters.iter().map(|c| desk(c.id.as_str())).collect();
        Self {
            office,
            day: None,
            last_day: i64::MIN,
            people: Vec::new(),
            desks,
            rounds: (0, 0),
            step: 0,
            deposits: Vec::new(),
            given_up: Vec::new(),
        }
    }

    /// Carries a command out, or says why not; returns whom it called.
    pub fn ask(&mut self, now: i64, id: u128, role: Role, command: &Command) -> Answer {
        let before = self.clone();
        self.step += 1;
        let answer = self.carry_out(now, id, role, command);
        if answer.is_err() {
            *self = before;
            return answer;
        }
        if role != Role::System && !matches!(command, Command::Undo { .. }) {
            self.remember(&before, now, command, answer);
        }
        answer
    }

    /// What an undo would need, for every desk this command was for.
    fn remember(&mut self, before: &Self, now: i64, command: &Command, answer: Answer) {
        let Some(desk) = desk_of(command) else { return };
        let step = self.step;
        let changed = |p: &&Person| self.people.iter().any(|q| q.id == p.id && q.changed == step);
        let people: Vec<Person> = before.people.iter().filter(changed).cloned().collect();
        let called = answer.ok().flatten().and_then(|id| self.people.iter().find(|p| p.id == id));
        let class = called.map(|p| (p.class, self.rounds));
        let nearer = before.people.iter().filter(|b| {
            self.people.iter().any(|p| p.id == b.id && p.state == Waiting && p.behind < b.behind)
        });
        let nearer = nearer.map(|b| b.id).collect();
        let old = before.desks.iter().find(|d| d.id == desk).expect("a desk that was commanded");
        let undo = Undo {
            step,
            at: now,
            people,
            state: old.state,
            called: old.called,
            rounds: before.rounds,
            class,
            nearer,
        };
        self.desk(&desk).expect("a desk that was commanded").undo = Some(undo);
    }

    fn carry_out(&mut self, now: i64, id: u128, role: Role, command: &Command) -> Answer {
        let step = self.step;
        match command {
            Command::IssueTicket { service, class, .. } => {
                self.may_issue(now, service.as_str())?;
                let class = if *class == Class::Appointment { Class::Normal } else { *class };
                let line = self.behind_all(now);
                self.join(id, service.as_str(), class, line);
            }
            Command::CallNext { counter } => return self.call_next(now, counter.as_str()),
            Command::Pick { counter, ticket, reason } => {
                self.serves(counter.as_str())?;
                need(self.office.policy.pick_roles.contains(&role), "role")?;
                need(!reason.trim().is_empty(), "reason")?;
                let at = self.find(ticket.0, &[Waiting, NoShow, Parked])?;
                let person = self.people[at].clone();
                need(person.state != NoShow || self.in_grace(now, &person), "grace")?;
                let sent_here = person.only.as_deref() == Some(counter.as_str());
                need(sent_here || self.skill(counter.as_str(), &person.service).is_some(), "skill")?;
                self.end_in_hand(now, counter.as_str());
                return Ok(Some(self.call(now, counter.as_str(), ticket.0)));
            }
            Command::Recall { counter } => {
                let at = self.hand(counter.as_str(), &[Called])?;
                let policy = &self.office.policy;
                need(self.people[at].recalls < policy.recall_limit, "limit")?;
                need(over(now, self.people[at].announced, policy.recall_gap_ms), "gap")?;
                self.people[at].recalls += 1;
                self.people[at].announced = now;
                self.people[at].changed = step;
            }
            Command::Start { counter } => {
                let at = self.hand(counter.as_str(), &[Called])?;
                self.move_to(at, Serving, now);
            }
            Command::Finish { counter, next_service, .. } => {
                let at = self.hand(counter.as_str(), &[Called, Serving])?;
                match next_service {
                    None => self.move_to(at, Finished, now),
                    Some(next) => {
                        self.done_here(next.as_str())?;
                        need(self.skill(counter.as_str(), next.as_str()).is_some(), "skill")?;
                        self.move_to(at, Called, now);
                        self.people[at].service = next.as_str().to_owned();
                        self.people[at].announced = now;
                        self.people[at].recalls = 0;
                    }
                }
            }
            Command::MarkNoShow { counter } => {
                let at = self.hand(counter.as_str(), &[Called])?;
                self.move_to(at, NoShow, now);
            }
            Command::Reinstate { ticket } => {
                let at = self.find(ticket.0, &[NoShow])?;
                need(self.day.is_some(), "closed")?;
                need(self.in_grace(now, &self.people[at]), "grace")?;
                self.move_to(at, Waiting, now);
                self.people[at].behind = self.office.policy.reinstated_behind;
            }
            Command::Park { counter, ticket, reason } => {
                need(!reason.trim().is_empty(), "reason")?;
                let at = match ticket {
                    None => self.hand(counter.as_str(), &[Called, Serving])?,
                    Some(id) => {
                        self.desk(counter.as_str())?;
                        self.find(id.0, &[Waiting])?
                    }
                };
                self.move_to(at, Parked, now);
                self.people[at].parked = now;
                self.people[at].reminded = false;
            }
            Command::Resume { ticket } => {
                let at = self.find(ticket.0, &[Parked])?;
                self.move_to(at, Waiting, now);
            }
            Command::Transfer { counter, to, .. } => {
                let at = self.hand(counter.as_str(), &[Called, Serving])?;
                match to {
                    Target::Service(to) => {
                        self.done_here(to.as_str())?;
                        self.people[at].service = to.as_str().to_owned();
                    }
                    Target::Counter(to) => {
                        need(self.desk(to.as_str())?.state != 'c', "closed")?;
                        self.people[at].only = Some(to.as_str().to_owned());
                    }
                }
                self.move_to(at, Waiting, now);
            }
            Command::Return { counter, place } => {
                let at = self.hand(counter.as_str(), &[Called, Serving])?;
                let last = self.behind_all(now);
                self.move_to(at, Waiting, now);
                match place {
                    Place::First => self.people[at].first = true,
                    Place::Last => self.people[at].line = last,
                    Place::Own => (),
                }
            }
            Command::Cancel { ticket } => {
                let at = self.find(ticket.0, &[Booked, Waiting, Called, Parked, NoShow])?;
                self.given_up_if_booked(at);
                self.move_to(at, Cancelled, now);
            }
            Command::Undo { counter } => self.undo(now, counter.as_str())?,
            Command::OpenCounter { counter } => {
                need(self.day.is_some(), "closed")?;
                need(self.desk(counter.as_str())?.state != 'o', "unchanged")?;
                self.desk(counter.as_str())?.state = 'o';
            }
            Command::PauseCounter { counter, .. } => {
                need(self.desk(counter.as_str())?.state == 'o', "not open")?;
                self.desk(counter.as_str())?.state = 'p';
            }
            Command::CloseCounter { counter, in_hand } => {
                need(self.desk(counter.as_str())?.state != 'c', "unchanged")?;
                if let Ok(at) = self.hand(counter.as_str(), &[Called, Serving]) {
                    match in_hand {
                        None => return Err("in hand"),
                        Some(InHand::Finish) => self.move_to(at, Finished, now),
                        Some(InHand::Return) => self.move_to(at, Waiting, now),
                        Some(InHand::NoShow) => {
                            need(self.people[at].state == Called, "serving")?;
                            self.move_to(at, NoShow, now);
                        }
                    }
                }
                self.shut(counter.as_str());
            }
            Command::OpenDay { plan } => {
                need(self.day.is_none(), "open")?;
                need(plan.day.days() > self.last_day, "past")?;
                self.people.retain(|p| matches!(p.state, Booked | Waiting | Called | Serving | Parked));
                self.people.iter_mut().for_each(|p| p.today = false);
                self.desks.iter_mut().for_each(|d| d.undo = None);
                self.given_up.retain(|g| g.1 >= plan.opens_at.0);
                (self.day, self.last_day, self.rounds) = (Some(plan.clone()), plan.day.days(), (0, 0));
            }
            Command::CloseDay => self.close_day(now)?,
            Command::VoidTicket { ticket, reason } => {
                let at = self.find(ticket.0, &[Waiting, Called, Serving, Parked, NoShow])?;
                need(!reason.trim().is_empty(), "reason")?;
                self.move_to(at, Void, now);
            }
            Command::RemindParked { ticket } => {
                let at = self.find(ticket.0, &[Parked])?;
                self.people[at].reminded = true;
                self.people[at].changed = step;
            }
            other => self.later(now, id, role, other)?,
        }
        Ok(None)
    }

    fn call_next(&mut self, now: i64, desk: &str) -> Answer {
        self.serves(desk)?;
        let busy = self.hand(desk, &[Called, Serving]).is_ok();
        let last = self.desk(desk)?.called;
        need(!busy || over(now, last, self.office.policy.next_gap_ms), "press gap")?;
        self.end_in_hand(now, desk);
        match self.chosen(now, desk) {
            Some(id) => Ok(Some(self.call(now, desk, id))),
            None if busy => Ok(None),
            None => Err("nobody"),
        }
    }

    /// The next one for a desk: sort everybody by the policy and take the first.
    pub fn chosen(&self, now: i64, desk: &str) -> Option<u128> {
        let mut line: Vec<&Person> = self.people.iter().filter(|p| self.callable(now, desk, p)).collect();
        if line.iter().any(|p| p.behind == 0) {
            line.retain(|p| p.behind == 0);
        }
        line.sort_by_key(|p| (p.line, p.id));
        let waited = |p: &Person| (now - p.line).max(0);
        let policy = &self.office.policy;
        let special = line
            .iter()
            .find(|p| p.first)
            .or_else(|| line.iter().find(|p| waited(p) >= policy.cap_ms))
            .or_else(|| line.iter().find(|p| p.only.is_some()));
        if let Some(person) = special {
            return Some(person.id);
        }
        // A longer wait, a higher rate, a shorter target and a better skill all count in proportion.
        let score = |p: &Person| {
            let service =
                self.office.services.iter().find(|s| s.id.as_str() == p.service).expect("a service");
            let rate = i128::from(policy.rates.get(&p.class).copied().unwrap_or(1000));
            let skill = i128::from(self.skill(desk, &p.service).unwrap_or(1000));
            i128::from(waited(p)) * rate * skill * 1000 / i128::from(service.target_wait_ms.max(1))
        };
        let mut by_score = line.clone();
        by_score.sort_by_key(|p| -score(p));
        if let Some(turn) = policy.interleave {
            let normals_turn = self.rounds.0 < turn.normal;
            if let Some(p) = by_score.iter().find(|p| (p.class == Class::Normal) == normals_turn) {
                return Some(p.id);
            }
        }
        by_score.first().map(|p| p.id)
    }

    /// Whether a desk may call somebody now.
    pub fn callable(&self, now: i64, desk: &str, p: &Person) -> bool {
        let in_time =
            p.class != Class::Appointment || now >= p.booked - self.office.policy.appointment_early_ms;
        let here = match &p.only {
            Some(only) => only == desk,
            None => self.skill(desk, &p.service).is_some(),
        };
        p.state == Waiting && in_time && here
    }

    fn call(&mut self, now: i64, desk: &str, id: u128) -> u128 {
        let nearer: Vec<bool> =
            self.people.iter().map(|p| p.id != id && p.behind > 0 && self.callable(now, desk, p)).collect();
        for (person, nearer) in self.people.iter_mut().zip(nearer) {
            person.behind -= u32::from(nearer);
        }
        let step = self.step;
        let person = self.people.iter_mut().find(|p| p.id == id).expect("chosen from the people");
        (person.state, person.desk) = (Called, Some(desk.to_owned()));
        (person.announced, person.recalls, person.behind) = (now, 0, 0);
        (person.first, person.only, person.changed) = (false, None, step);
        let class = person.class;
        self.desk(desk).expect("a desk that called").called = now;
        if let Some(turn) = self.office.policy.interleave {
            match class {
                Class::Normal => self.rounds.0 += 1,
                Class::Priority | Class::Appointment => self.rounds.1 += 1,
            }
            if self.rounds.0 >= turn.normal && self.rounds.1 >= turn.priority {
                self.rounds = (0, 0);
            }
        }
        id
    }

    fn end_in_hand(&mut self, now: i64, desk: &str) {
        if let Ok(at) = self.hand(desk, &[Called, Serving]) {
            let gone = self.office.policy.next_ends == NextEnds::NoShowUnlessServing
                && self.people[at].state == Called;
            self.move_to(at, if gone { NoShow } else { Finished }, now);
        }
    }

    fn undo(&mut self, now: i64, desk: &str) -> Result<(), &'static str> {
        let undo = self.desk(desk)?.undo.clone().ok_or("nothing")?;
        need(self.day.is_some(), "closed")?;
        need((now - undo.at).max(0) <= self.office.policy.undo_ms, "late")?;
        let untouched = |old: &Person| self.people.iter().any(|p| p.id == old.id && p.changed == undo.step);
        need(undo.people.iter().all(untouched), "overtaken")?;
        let restored = |id: u128| undo.people.iter().any(|p| p.id == id);
        let held = |p: &Person| matches!(p.state, Called | Serving) && p.desk.as_deref() == Some(desk);
        let would_hold = undo.people.iter().any(held);
        let holds_other = self.people.iter().any(|p| held(p) && !restored(p.id));
        need(!(would_hold && holds_other), "overtaken")?;

        for old in undo.people {
            let at = self.people.iter().position(|p| p.id == old.id).expect("checked above");
            self.people[at] = old;
        }
        for person in self.people.iter_mut().filter(|p| undo.nearer.contains(&p.id) && p.state == Waiting) {
            person.behind += 1;
        }
        if let Some((class, after)) = undo.class {
            let n = u32::from(class == Class::Normal);
            let one_less = (self.rounds.0.saturating_sub(n), self.rounds.1.saturating_sub(1 - n));
            self.rounds = if self.rounds == after { undo.rounds } else { one_less };
        }
        let desk = self.desk(desk)?;
        (desk.state, desk.called, desk.undo) = (undo.state, undo.called, None);
        Ok(())
    }

    fn close_day(&mut self, now: i64) -> Result<(), &'static str> {
        let ends = self.day.as_ref().ok_or("closed")?.ends_at.0;
        for at in 0..self.people.len() {
            match self.people[at].state {
                Serving => self.move_to(at, Finished, now),
                Called => self.move_to(at, NoShow, now),
                Waiting | Parked if !self.office.policy.carry_over => self.move_to(at, Expired, now),
                Booked if self.people[at].booked <= ends => {
                    self.given_up_if_booked(at);
                    self.move_to(at, Expired, now);
                }
                _ => (),
            }
        }
        let open: Vec<String> = self.desks.iter().filter(|d| d.state != 'c').map(|d| d.id.clone()).collect();
        open.iter().for_each(|id| self.shut(id));
        self.day = None;
        Ok(())
    }

    fn shut(&mut self, desk: &str) {
        self.desk(desk).expect("a desk").state = 'c';
        let step = self.step;
        for person in self.people.iter_mut().filter(|p| p.only.as_deref() == Some(desk)) {
            (person.only, person.changed) = (None, step);
        }
    }

    fn move_to(&mut self, at: usize, state: TicketState, now: i64) {
        let step = self.step;
        let person = &mut self.people[at];
        person.state = state;
        person.changed = step;
        if matches!(state, Finished | NoShow | Cancelled | Expired | Void) {
            person.ended = now;
        }
        if state == Waiting {
            person.desk = None;
        }
    }

    fn may_issue(&self, now: i64, service: &str) -> Result<(), &'static str> {
        need(self.office.services.iter().any(|s| s.id.as_str() == service), "service")?;
        let day = self.day.as_ref().ok_or("closed")?;
        self.done_here(service)?;
        let service = self.office.services.iter().find(|s| s.id.as_str() == service).ok_or("service")?;
        need(now >= day.opens_at.0 && now < day.closes_at.0 - service.last_ticket_ms, "hours")?;
        let in_break = day.breaks.iter().any(|(from, to)| (from.0..to.0).contains(&now));
        need(!in_break || self.office.policy.issue_in_breaks, "break")?;
        let given = self.people.iter().filter(|p| p.today && p.came_for == service.id.as_str()).count();
        need(service.daily_cap.is_none_or(|cap| given < cap as usize), "cap")
    }

    fn done_here(&self, service: &str) -> Result<(), &'static str> {
        let found = self.office.services.iter().find(|s| s.id.as_str() == service).ok_or("service")?;
        need(found.elsewhere.is_empty(), "elsewhere")
    }

    fn join(&mut self, id: u128, service: &str, class: Class, line: i64) {
        let letter = self.office.services.iter().find(|s| s.id.as_str() == service).expect("checked").letter;
        let numbers =
            || self.people.iter().filter_map(|p| Some((p.today, p.number?))).filter(|n| n.1.0 == letter);
        let mut value = numbers().filter(|n| n.0).map(|n| n.1.1).max().unwrap_or(0) + 1;
        while numbers().any(|n| n.1.1 == value) {
            value += 1;
        }
        let mut person = self.stranger(id, service, class, line);
        (person.number, person.today) = (Some((letter, value)), true);
        self.people.push(person);
    }

    fn stranger(&self, id: u128, service: &str, class: Class, line: i64) -> Person {
        Person {
            id,
            number: None,
            today: false,
            service: service.to_owned(),
            came_for: service.to_owned(),
            class,
            state: Waiting,
            desk: None,
            line,
            booked: 0,
            announced: 0,
            recalls: 0,
            ended: 0,
            parked: 0,
            reminded: false,
            reference: None,
            feedback: None,
            only: None,
            first: false,
            behind: 0,
            changed: self.step,
        }
    }

    /// Behind everybody who stands in the line, whatever the clock says now.
    fn behind_all(&self, now: i64) -> i64 {
        let standing = self.people.iter().filter(|p| p.state == Waiting && p.class != Class::Appointment);
        let last = standing.map(|p| p.line).max().unwrap_or(i64::MIN);
        if last > now { last + 1 } else { now }
    }

    fn in_grace(&self, now: i64, person: &Person) -> bool {
        now - person.ended <= self.office.policy.grace_ms
    }

    fn find(&self, id: u128, states: &[TicketState]) -> Result<usize, &'static str> {
        let at = self.people.iter().position(|p| p.id == id).ok_or("unknown")?;
        need(states.contains(&self.people[at].state), "state")?;
        Ok(at)
    }

    fn hand(&self, desk: &str, states: &[TicketState]) -> Result<usize, &'static str> {
        let held = |p: &Person| matches!(p.state, Called | Serving) && p.desk.as_deref() == Some(desk);
        let at = self.people.iter().position(held).ok_or("empty hand")?;
        need(states.contains(&self.people[at].state), "state")?;
        Ok(at)
    }

    fn serves(&mut self, desk: &str) -> Result<(), &'static str> {
        need(self.desk(desk)?.state == 'o', "not open")
    }

    fn desk(&mut self, id: &str) -> Result<&mut Desk, &'static str> {
        self.desks.iter_mut().find(|d| d.id == id).ok_or("no such desk")
    }

    fn skill(&self, desk: &str, service: &str) -> Option<u32> {
        let desk = self.office.counters.iter().find(|c| c.id.as_str() == desk)?;
        desk.skills.iter().find(|(s, _)| s.as_str() == service).map(|(_, weight)| *weight)
    }
}

fn over(now: i64, last: i64, gap: i64) -> bool {
    now < last || now.saturating_sub(last) >= gap
}

pub fn desk_of(command: &Command) -> Option<String> {
    match command {
        Command::CallNext { counter }
        | Command::Pick { counter, .. }
        | Command::Recall { counter }
        | Command::Start { counter }
        | Command::Finish { counter, .. }
        | Command::MarkNoShow { counter }
        | Command::Park { counter, .. }
        | Command::Transfer { counter, .. }
        | Command::Return { counter, .. }
        | Command::OpenCounter { counter }
        | Command::PauseCounter { counter, .. }
        | Command::CloseCounter { counter, .. } => Some(counter.as_str().to_owned()),
        _ => None,
    }
}
