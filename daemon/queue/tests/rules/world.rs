//! A small office to try things in: three counters, four services, a clock that is moved by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use queue::calendar::{Calendar, DayPlan};
use queue::command::{Place, Target};
use queue::config::{Counter, Names, Policy, Service};
use queue::id::{CommandId, CounterId, DeviceId, OfficeId, ServiceId, TicketId};
use queue::ledger::{Answer, Entry, Ledger};
use queue::ticket::{Class, Ticket, TicketState};
use queue::time::{Date, HOUR_MS, MINUTE_MS, Timestamp};
use queue::{Actor, Command, Event, Office, OfficeConfig, Recorded, Rejection, Request, Role};

/// 2026-11-24T00:00:00Z, a Tuesday; the office opens at 08:30 and closes at 16:30.
pub const MIDNIGHT: Timestamp = Timestamp(1_795_478_400_000);

pub fn service(id: &str) -> ServiceId {
    ServiceId::new(id).expect("a service id")
}

pub fn counter(id: &str) -> CounterId {
    CounterId::new(id).expect("a counter id")
}

pub fn device(id: &str) -> DeviceId {
    DeviceId::new(id).expect("a device id")
}

pub fn command_id(id: &str) -> CommandId {
    CommandId::new(id).expect("a command id")
}

/// Births and deaths (letter A, shared numbers), legalisation (B), and taxes that are paid elsewhere.
fn services() -> Vec<Service> {
    let one = |id: &str, letter, target_min: i64| Service {
        id: service(id),
        letter,
        names: Names::new(),
        description: Names::new(),
        pictogram: String::new(),
        target_wait_ms: target_min * MINUTE_MS,
        papers: Vec::new(),
        direction: Names::new(),
        elsewhere: Names::new(),
        daily_cap: None,
        last_ticket_ms: 0,
        slots: None,
        receipt: None,
    };
    let mut taxes = one("taxes", 'T', 10);
    taxes.elsewhere.insert(queue::config::Locale::Fr, "Perception, rue 4".to_owned());
    vec![one("births", 'A', 10), one("deaths", 'A', 20), one("legal", 'B', 5), taxes]
}

/// Counter c1 serves births and deaths, c2 births (preferred) and legalisation, c3 legalisation only.
pub fn office_config(policy: Policy) -> OfficeConfig {
    let one = |id: &str, skills: &[(&str, u32)]| Counter {
        id: counter(id),
        label: id[1..].to_owned(),
        skills: skills.iter().map(|(s, w)| (service(s), *w)).collect(),
    };
    OfficeConfig {
        id: OfficeId::new("testville").expect("an office id"),
        names: Names::new(),
        locales: Vec::new(),
        services: services(),
        counters: vec![
            one("c1", &[("births", 1000), ("deaths", 1000)]),
            one("c2", &[("births", 2000), ("legal", 1000)]),
            one("c3", &[("legal", 1000)]),
        ],
        calendar: Calendar::default(),
        policy,
    }
}

/// The plan of the office day that many days after the first one.
pub fn plan(days: i64) -> DayPlan {
    let midnight = MIDNIGHT + days * 24 * HOUR_MS;
    DayPlan {
        day: Date::from_days(midnight.0 / (24 * HOUR_MS)),
        opens_at: midnight + (8 * HOUR_MS + 30 * MINUTE_MS),
        closes_at: midnight + (16 * HOUR_MS + 30 * MINUTE_MS),
        ends_at: midnight + (18 * HOUR_MS + 30 * MINUTE_MS),
        breaks: vec![(midnight + 12 * HOUR_MS, midnight + (12 * HOUR_MS + 30 * MINUTE_MS))],
    }
}

/// An office with its journal and its answers, driven as the daemon drives it.
pub struct World {
    pub office: Office,
    pub journal: Vec<Recorded>,
    pub ledger: Ledger,
    pub now: Timestamp,
    asked: u64,
    /// Tickets by the name a test gave them.
    names: BTreeMap<String, TicketId>,
}

impl World {
    /// An office in which nothing has happened, at 08:00.
    pub fn shut(policy: Policy) -> Self {
        Self::of(office_config(policy))
    }

    pub fn of(config: OfficeConfig) -> Self {
        Self {
            office: Office::new(Arc::new(config)),
            journal: Vec::new(),
            ledger: Ledger::default(),
            now: MIDNIGHT + 8 * HOUR_MS,
            asked: 0,
            names: BTreeMap::new(),
        }
    }

    /// The day open, at 09:00, every counter closed.
    pub fn morning(policy: Policy) -> Self {
        let mut world = Self::shut(policy);
        world.system(Command::OpenDay { plan: plan(0) }).expect("the day opens");
        world.now = MIDNIGHT + 9 * HOUR_MS;
        world
    }

    /// The day open and all three counters too, at 09:00.
    pub fn open(policy: Policy) -> Self {
        let mut world = Self::morning(policy);
        for id in ["c1", "c2", "c3"] {
            world.clerk(Command::OpenCounter { counter: counter(id) }).expect("the counter opens");
        }
        world
    }

    pub fn wait(&mut self, ms: i64) -> &mut Self {
        self.now = self.now + ms;
        self
    }

    /// A fresh command id and ticket id, made as the daemon makes them: UUIDv7 starts with the wall clock.
    pub fn request(&mut self, role: Role, command: Command) -> Request {
        self.asked += 1;
        Request {
            id: command_id(&format!("r{}", self.asked)),
            actor: Actor { role, id: device("tester") },
            // Room between them: a list of appointments takes the identities after its own.
            fresh: TicketId((self.now.0 as u128) << 80 | u128::from(self.asked) << 12),
            command,
        }
    }

    /// Answers a request as the dispatcher does: from the ledger, or decide, record, apply, keep.
    pub fn handle(&mut self, request: &Request) -> Result<Vec<Event>, Rejection> {
        match self.ledger.answer(&request.id, &request.command) {
            Some(Answer::Refused(rejection)) => return Err(rejection),
            Some(Answer::Accepted { first, count }) => {
                let from = first as usize - 1;
                return Ok(self.journal[from..from + count as usize]
                    .iter()
                    .map(|r| r.event.clone())
                    .collect());
            }
            None => (),
        }
        let decision = self.office.decide(self.now, request);
        let first = self.journal.len() as u64 + 1;
        let answer = match &decision {
            Ok(events) => Answer::Accepted { first, count: events.len() as u32 },
            Err(rejection) => Answer::Refused(rejection.clone()),
        };
        for event in decision.iter().flatten() {
            self.record(request, event.clone());
        }
        let entry = Entry { at: self.now, command: request.command.clone(), answer };
        self.ledger.keep(request.id.clone(), entry);
        decision
    }

    fn record(&mut self, request: &Request, event: Event) {
        let day = match &event {
            Event::DayOpened { plan } => Some(plan.day),
            _ => self.office.state.day.as_ref().map(|d| d.day),
        };
        let recorded = Recorded {
            seq: self.journal.len() as u64 + 1,
            at: self.now,
            day,
            event,
            v: 1,
            actor: request.actor.clone(),
            command: request.id.clone(),
        };
        self.office.apply(&recorded);
        self.journal.push(recorded);
    }

    pub fn ask(&mut self, role: Role, command: Command) -> Result<Vec<Event>, Rejection> {
        let request = self.request(role, command);
        self.handle(&request)
    }

    pub fn clerk(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        self.ask(Role::Clerk, command)
    }

    pub fn citizen(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        self.ask(Role::Citizen, command)
    }

    pub fn system(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        self.ask(Role::System, command)
    }

    /// Somebody takes a ticket and is called `name` by the test.
    pub fn arrives(&mut self, name: &str, service_id: &str, class: Class) -> TicketId {
        let command =
            Command::IssueTicket { service: service(service_id), class, locale: None, print: false };
        let events = self.citizen(command).expect("a ticket is given");
        let id = events[0].ticket().expect("the event has a ticket");
        self.names.insert(name.to_owned(), id);
        id
    }

    /// Somebody books and is called `name` by the test.
    pub fn books(&mut self, name: &str, service_id: &str, at: Timestamp) -> TicketId {
        let command = Command::BookAppointment { service: service(service_id), at, locale: None };
        let events = self.citizen(command).expect("a booking is made");
        let id = events[0].ticket().expect("the event has a ticket");
        self.names.insert(name.to_owned(), id);
        id
    }

    pub fn id(&self, name: &str) -> TicketId {
        self.names[name]
    }

    pub fn ticket(&self, name: &str) -> &Ticket {
        &self.office.state.tickets[&self.names[name]]
    }

    pub fn state(&self, name: &str) -> TicketState {
        self.ticket(name).state
    }

    /// The name of the ticket a counter has in hand.
    pub fn in_hand(&self, counter_id: &str) -> Option<&str> {
        let id = self.office.state.counters.get(&counter(counter_id))?.in_hand?;
        self.names.iter().find(|(_, t)| **t == id).map(|(name, _)| name.as_str())
    }

    /// Calls the next one and returns the name.
    pub fn next(&mut self, counter_id: &str) -> Result<String, Rejection> {
        self.clerk(next(counter_id))?;
        Ok(self.in_hand(counter_id).unwrap_or("nobody").to_owned())
    }

    /// The order in which one counter calls everybody who waits for it, finishing each at once.
    pub fn order(&mut self, counter_id: &str) -> Vec<String> {
        let mut order = Vec::new();
        while let Ok(name) = self.next(counter_id) {
            order.push(name);
            self.clerk(finish(counter_id)).expect("the ticket in hand is finished");
        }
        order
    }

    /// The state folded anew from the journal as it is on disk.
    pub fn replayed(&self) -> queue::State {
        let mut state = queue::State::default();
        for recorded in &self.journal {
            let line = serde_json::to_string(recorded).expect("an event is written");
            state.apply(&serde_json::from_str(&line).expect("an event is read"));
        }
        state
    }
}

/// `given` brings an office into a situation, `when` is asked by a clerk, `then` looks at the answer and the
/// office. Whatever was refused must have changed nothing; whatever happened must be in the journal.
pub fn check(
    given: impl FnOnce(&mut World),
    when: impl FnOnce(&World) -> Command,
    then: impl FnOnce(&World, Result<Vec<Event>, Rejection>),
) {
    check_with(Policy::default(), given, when, then);
}

/// [`check`] in an office with other rules.
pub fn check_with(
    policy: Policy,
    given: impl FnOnce(&mut World),
    when: impl FnOnce(&World) -> Command,
    then: impl FnOnce(&World, Result<Vec<Event>, Rejection>),
) {
    let mut world = World::open(policy);
    given(&mut world);
    let before = world.office.state.clone();
    let command = when(&world);
    let answer = world.clerk(command);
    if answer.is_err() {
        assert_eq!(world.office.state, before, "a refusal changes nothing");
    }
    assert_eq!(world.replayed(), world.office.state, "the journal says the same as the office");
    then(&world, answer);
}

pub fn issue(service_id: &str) -> Command {
    Command::IssueTicket { service: service(service_id), class: Class::Normal, locale: None, print: false }
}

pub fn next(id: &str) -> Command {
    Command::CallNext { counter: counter(id) }
}

pub fn pick(id: &str, ticket: TicketId) -> Command {
    Command::Pick { counter: counter(id), ticket, reason: "asked for her".to_owned() }
}

pub fn recall(id: &str) -> Command {
    Command::Recall { counter: counter(id) }
}

pub fn start(id: &str) -> Command {
    Command::Start { counter: counter(id) }
}

pub fn finish(id: &str) -> Command {
    Command::Finish { counter: counter(id), outcome: None, next_service: None }
}

pub fn go_on(id: &str, service_id: &str) -> Command {
    Command::Finish { counter: counter(id), outcome: None, next_service: Some(service(service_id)) }
}

pub fn no_show(id: &str) -> Command {
    Command::MarkNoShow { counter: counter(id) }
}

pub fn park(id: &str) -> Command {
    Command::Park { counter: counter(id), ticket: None, reason: "photocopies".to_owned() }
}

pub fn park_waiting(id: &str, ticket: TicketId) -> Command {
    Command::Park { counter: counter(id), ticket: Some(ticket), reason: "photocopies".to_owned() }
}

pub fn transfer(id: &str, service_id: &str) -> Command {
    Command::Transfer { counter: counter(id), to: Target::Service(service(service_id)), note: None }
}

pub fn send_to(id: &str, to: &str) -> Command {
    Command::Transfer { counter: counter(id), to: Target::Counter(counter(to)), note: None }
}

pub fn give_back(id: &str, place: Place) -> Command {
    Command::Return { counter: counter(id), place }
}

pub fn undo(id: &str) -> Command {
    Command::Undo { counter: counter(id) }
}

pub fn receipt(id: &str) -> Command {
    Command::RegisterReceipt { counter: counter(id), locale: None, print: true }
}

pub fn open(id: &str) -> Command {
    Command::OpenCounter { counter: counter(id) }
}

pub fn pause(id: &str) -> Command {
    Command::PauseCounter { counter: counter(id), reason: None }
}

pub fn close(id: &str, in_hand: Option<queue::command::InHand>) -> Command {
    Command::CloseCounter { counter: counter(id), in_hand }
}
