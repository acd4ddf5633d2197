//! A small office that lives through scripted and random days, for the tests of the journal.

use std::sync::Arc;

use queue::calendar::{Calendar, DayPlan};
use queue::command::{InHand, Place, PrintFailure, Target};
use queue::config::{Counter, Policy, Service};
use queue::event::Event;
use queue::id::{CommandId, CounterId, DeviceId, OfficeId, ServiceId, TicketId};
use queue::ledger::{Answer, Entry};
use queue::ticket::{Class, TicketState};
use queue::time::{Date, HOUR_MS, MINUTE_MS, Timestamp};
use queue::{Actor, Command, Office, OfficeConfig, Recorded, Request, Role, State};

/// Draws from a seed; the same seed, the same script (xorshift64*, Vigna 2016).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % n
    }
}

pub type Answers = Vec<(CommandId, Entry)>;

pub fn service(id: &str) -> ServiceId {
    ServiceId::new(id).expect("a service id")
}

pub fn counter(n: usize) -> CounterId {
    CounterId::new(&format!("c{n}")).expect("a counter id")
}

pub fn config() -> OfficeConfig {
    let one = |id: &str, letter| Service {
        id: service(id),
        letter,
        names: Default::default(),
        description: Default::default(),
        pictogram: String::new(),
        target_wait_ms: 20 * MINUTE_MS,
        papers: Vec::new(),
        direction: queue::config::Names::new(),
        elsewhere: Default::default(),
        daily_cap: None,
        last_ticket_ms: 0,
        slots: None,
        receipt: None,
    };
    let skills = || [(service("birth"), 1000), (service("copies"), 1000)].into();
    OfficeConfig {
        id: OfficeId::new("annexe-3").expect("an office id"),
        names: Default::default(),
        locales: Vec::new(),
        services: vec![one("birth", 'A'), one("copies", 'B')],
        counters: (1..=3)
            .map(|n| Counter { id: counter(n), label: n.to_string(), skills: skills() })
            .collect(),
        calendar: Calendar::default(),
        policy: Policy { carry_over: true, next_gap_ms: 0, recall_gap_ms: 0, ..Policy::default() },
    }
}

/// The office with its clock; what it decided since the last [`Script::take`] waits to be appended.
pub struct Script {
    pub office: Office,
    pub now: Timestamp,
    pub day: i64,
    commands: u64,
    events: Vec<Recorded>,
    answers: Answers,
}

impl Script {
    pub fn new() -> Self {
        Self::from(State::default())
    }

    /// Goes on with an office as it was found.
    pub fn from(state: State) -> Self {
        let day = state.last_day.map_or(20_000, Date::days);
        let commands = state.seq * 1_000;
        let now = Timestamp(day * 24 * HOUR_MS + 8 * HOUR_MS + state.seq as i64);
        let office = Office { config: Arc::new(config()), state };
        Self { office, now, day, commands, events: Vec::new(), answers: Vec::new() }
    }

    /// Asks for something as a clerk; returns the events it caused, none when it was refused.
    pub fn ask(&mut self, command: Command) -> Vec<Event> {
        self.ask_as(Role::Clerk, command)
    }

    pub fn ask_as(&mut self, role: Role, command: Command) -> Vec<Event> {
        self.commands += 1;
        self.now = self.now + 700;
        let id = CommandId::new(&format!("test:{}", self.commands)).expect("a command id");
        let actor = Actor { role, id: DeviceId::new("somebody").expect("a device id") };
        let fresh = TicketId((self.now.0 as u128) << 64 | u128::from(self.commands));
        let request = Request { id: id.clone(), actor: actor.clone(), fresh, command: command.clone() };
        let decided = self.office.decide(self.now, &request);
        let day = self.office.state.day.as_ref().map(|d| d.day);
        let first = self.office.state.seq + 1;
        let answer = match &decided {
            Ok(events) => Answer::Accepted { first, count: events.len() as u32 },
            Err(rejection) => Answer::Refused(rejection.clone()),
        };
        let events = decided.unwrap_or_default();
        for (seq, event) in (first..).zip(events.clone()) {
            let (actor, command) = (actor.clone(), id.clone());
            let recorded = Recorded { seq, at: self.now, day, event, v: 1, actor, command };
            self.office.apply(&recorded);
            self.events.push(recorded);
        }
        self.answers.push((id, Entry { at: self.now, command, answer }));
        events
    }

    /// Hands over what is to be appended.
    pub fn take(&mut self) -> (Vec<Recorded>, Answers) {
        (std::mem::take(&mut self.events), std::mem::take(&mut self.answers))
    }

    pub fn open_day(&mut self) {
        self.day += 1;
        self.now = Timestamp(self.day * 24 * HOUR_MS + 8 * HOUR_MS).max(self.now);
        let plan = DayPlan {
            day: Date::from_days(self.day),
            opens_at: self.now,
            closes_at: self.now + 12 * HOUR_MS,
            ends_at: self.now + 14 * HOUR_MS,
            breaks: Vec::new(),
        };
        self.ask_as(Role::System, Command::OpenDay { plan });
        for n in 1..=3 {
            self.ask(Command::OpenCounter { counter: counter(n) });
        }
    }

    pub fn issue(&mut self, of: &str) -> Vec<Event> {
        let (service, class) = (service(of), Class::Normal);
        self.ask_as(Role::Citizen, Command::IssueTicket { service, class, locale: None, print: false })
    }

    /// A morning that uses every kind of command that changes a row, undo included.
    pub fn morning(&mut self) {
        self.open_day();
        for of in ["birth", "copies", "birth", "birth", "copies", "birth"] {
            self.issue(of);
        }
        let booked = self.now + 10 * MINUTE_MS;
        self.ask(Command::BookAppointment { service: service("birth"), at: booked, locale: None });
        self.ask(Command::BookAppointment { service: service("birth"), at: booked, locale: None });
        let bookings: Vec<TicketId> = self.office.state.bookings.keys().copied().collect();
        self.ask(Command::CheckIn { ticket: bookings[0], print: true });
        self.ask(Command::Cancel { ticket: bookings[1] });
        let (one, two) = (counter(1), counter(2));
        self.ask(Command::CallNext { counter: one.clone() });
        self.ask(Command::Start { counter: one.clone() });
        self.ask(Command::CallNext { counter: two.clone() });
        self.ask(Command::Undo { counter: two.clone() });
        self.ask(Command::CallNext { counter: two.clone() });
        self.ask(Command::Park { counter: two.clone(), ticket: None, reason: "a paper is missing".into() });
        let parked = self.tickets(TicketState::Parked);
        self.ask(Command::Resume { ticket: parked[0] });
        let to = Target::Service(service("copies"));
        self.ask(Command::Transfer { counter: one.clone(), to, note: None });
        self.ask(Command::CallNext { counter: one.clone() });
        self.ask(Command::MarkNoShow { counter: one.clone() });
        let absent = self.tickets(TicketState::NoShow);
        self.ask(Command::Reinstate { ticket: absent[0] });
        self.ask(Command::CallNext { counter: one.clone() });
        self.ask(Command::Finish { counter: one.clone(), outcome: None, next_service: None });
        self.ask(Command::Undo { counter: one.clone() });
        self.ask(Command::CallNext { counter: one });
    }

    /// Carries out so many random commands; most are possible, some are refused.
    pub fn live(&mut self, random: &mut Random, commands: usize) {
        for _ in 0..commands {
            if self.office.state.day.is_none() {
                self.open_day();
                continue;
            }
            let command = self.random_command(random);
            let role = match command {
                Command::IssueTicket { .. } => Role::Citizen,
                Command::CloseDay | Command::StartPrint { .. } | Command::RecordPrint { .. } => Role::System,
                _ => Role::Clerk,
            };
            self.ask_as(role, command);
        }
    }

    fn random_command(&mut self, random: &mut Random) -> Command {
        let at = counter(1 + random.below(3));
        let of = service(["birth", "copies"][random.below(2)]);
        let device = DeviceId::new("printer").expect("a device id");
        let any: Vec<TicketId> = self.office.state.tickets.keys().copied().collect();
        let any = any.get(random.below(any.len().max(1))).copied().unwrap_or(TicketId(7));
        let booking = self.office.state.bookings.keys().next().copied().unwrap_or(TicketId(7));
        let copy = self.office.state.tickets.get(&any).map_or(0, |t| t.copies);
        match random.below(400) {
            0..100 => {
                let class = [Class::Normal, Class::Normal, Class::Priority][random.below(3)];
                Command::IssueTicket { service: of, class, locale: None, print: random.below(2) == 0 }
            }
            100..190 => Command::CallNext { counter: at },
            190..210 => Command::Start { counter: at },
            210..240 => Command::Finish {
                counter: at,
                outcome: None,
                next_service: (random.below(4) == 0).then_some(of),
            },
            240..255 => Command::Undo { counter: at },
            255..265 => Command::MarkNoShow { counter: at },
            265..275 => Command::Reinstate { ticket: any },
            275..285 => Command::Park {
                counter: at,
                ticket: (random.below(2) == 0).then_some(any),
                reason: "later".into(),
            },
            285..295 => Command::Resume { ticket: any },
            295..305 => Command::Transfer { counter: at, to: Target::Service(of), note: None },
            305..312 => Command::Return {
                counter: at,
                place: [Place::First, Place::Last, Place::Own][random.below(3)],
            },
            312..320 => Command::Pick { counter: at, ticket: any, reason: "asked for".into() },
            320..325 => Command::Cancel { ticket: any },
            325..328 => Command::VoidTicket { ticket: any, reason: "no paper".into() },
            328..338 => Command::StartPrint { ticket: any, copy, device },
            338..348 => {
                let failure = (random.below(3) == 0).then_some(PrintFailure::Stalled);
                Command::RecordPrint {
                    ticket: any,
                    copy,
                    device: Some(device),
                    failure,
                    confirmed: true,
                    cause: None,
                }
            }
            348..353 => Command::Reprint { ticket: any },
            353..360 => Command::Recall { counter: at },
            360..370 => {
                // One of now would be of the past when it is asked for.
                Command::BookAppointment { service: of, at: self.now + 10 * MINUTE_MS, locale: None }
            }
            370..380 => Command::CheckIn { ticket: booking, print: false },
            380..383 => Command::Cancel { ticket: booking },
            383..388 => Command::CloseCounter { counter: at, in_hand: Some(InHand::Return) },
            388..396 => Command::OpenCounter { counter: at },
            396..398 => Command::RecordDevice { device, state: "away".into(), cause: None },
            _ => Command::CloseDay,
        }
    }

    fn tickets(&self, state: TicketState) -> Vec<TicketId> {
        self.office.state.tickets.values().filter(|t| t.state == state).map(|t| t.id).collect()
    }
}
