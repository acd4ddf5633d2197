//! One simulated day: citizens, clerks, deadlines and faults in the order of time, each step watched.

mod asking;

use std::collections::BTreeMap;
use std::sync::Arc;

use queue::calendar::DayPlan;
use queue::config::OfficeConfig;
use queue::id::{CounterId, TicketId};
use queue::ledger::Ledger;
use queue::ticket::{PrintState, TicketState};
use queue::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Command, Event, Office, Recorded, Rejection, Request, Role, State};

use super::chance::Chance;
use super::citizens::{Director, Intent};
use super::clerks::{ClerkModel, Clerks, Sight};
use super::edges::Edges;
use super::later::Beside;
use super::watch::{Verdict, Watch};
use super::{Broken, DaySummary, sample_plan};

/// How many requests a day remembers to repeat one of them later.
const REQUESTS_KEPT: usize = 64;
/// Most steps of one day; a day has some 5,000. More means that something goes round in circles.
const STEPS_MAX: u32 = 200_000;

/// One day in so many goes through text, as the journal's file does; the others fold the same events as they are. Text
/// is half of a day's time, and the same text every time.
const THROUGH_TEXT: u64 = 8;
/// How likely the daemon dies at a boundary between two effects of a command.
const DIES: f64 = 0.0015;
/// How likely a request comes again later, when others have overtaken it.
const COMES_AGAIN: f64 = 0.01;
/// How likely a clerk's press takes its time on the line.
const COMES_LATE: f64 = 0.004;
/// Steps in which the edges must agree with the journal once nothing fails any more.
const SETTLE_STEPS: u32 = 20_000;

/// Mistakes that are built in on purpose: a run with one must be found broken, or the checks are worth nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mistake {
    /// Panels are told before the commit.
    PublishesFirst,
    /// Answers are not kept over a crash.
    ForgetsAnswers,
    /// A crash loses the last commit, as with `synchronous=NORMAL`.
    LosesCommits,
    /// The portal takes a batch twice.
    PortalCountsTwice,
    /// The bytes for the printer leave before the journal knows.
    PrintsFirst,
}

/// Between which effects of a command the daemon dies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Boundary {
    Commit,
    Publication,
    Answer,
}

/// A message on its way.
#[derive(Clone)]
enum Late {
    /// For the first time.
    First(Request),
    /// Again: its answer is known and must be given.
    Again(Request, Result<Vec<Event>, Rejection>),
}

#[derive(Clone, Copy)]
enum Fault {
    /// The daemon dies and starts again from what is on disk.
    Crash,
    /// The wall clock jumps to this distance from the truth, in milliseconds.
    Clock(i64),
    /// A request comes again: its answer had got lost.
    Repeat,
}

struct Day {
    seed: u64,
    office: Office,
    /// What was written: one line an event.
    journal: Vec<String>,
    /// What was written since the last crash, as it was before it became text.
    unread: Vec<Recorded>,
    edges: Edges,
    late: BTreeMap<(Timestamp, u64), Late>,
    mistake: Option<Mistake>,
    /// The state that what was written before it adds up to.
    on_disk: State,
    /// The events in memory, to answer repeated requests with.
    events: Vec<Event>,
    ledger: Ledger,
    director: Director,
    clerks: Clerks,
    chance: Chance,
    /// What people do beside the queue.
    beside: Beside,
    watch: Watch,
    faults: Vec<(Timestamp, Fault)>,
    requests: Vec<(Request, Result<Vec<Event>, Rejection>)>,
    /// The true time. The office sees the wall clock, which may be wrong by `clock_error_ms`.
    now: Timestamp,
    clock_error_ms: i64,
    /// What the office said when something last happened in it; asking at every look of a clerk is slow.
    deadline: Option<Timestamp>,
    /// The faults are over.
    quiet: bool,
    summary: DaySummary,
}

/// Runs one office day of a seed. The same seed and configuration give the same day.
///
/// # Errors
/// [`Broken`] when the office broke one of its rules: a defect of the queue, with how to see it again.
pub fn run_day(seed: u64, config: &OfficeConfig) -> Result<DaySummary, Broken> {
    run_day_with(seed, config, None)
}

/// As [`run_day`], with a mistake built in.
///
/// # Errors
/// [`Broken`], as it should.
pub fn run_day_with(
    seed: u64,
    config: &OfficeConfig,
    mistake: Option<Mistake>,
) -> Result<DaySummary, Broken> {
    let plan = sample_plan(0);
    let mut day = Day::new(seed, config, &plan);
    day.mistake = mistake;
    day.edges.portal_is_careless = mistake == Some(Mistake::PortalCountsTwice);
    match day.run(&plan) {
        Ok(()) => Ok(day.summary),
        Err(what) => Err(Broken { seed, at: day.now, step: day.summary.commands, what }),
    }
}

/// As [`run_day`], for the day's journal.
///
/// # Errors
/// As [`run_day`].
pub fn recorded_day(seed: u64, config: &OfficeConfig) -> Result<Vec<Recorded>, Broken> {
    let plan = sample_plan(0);
    let mut day = Day::new(seed, config, &plan);
    let read = |line: &String| serde_json::from_str(line).map_err(|e| format!("{line} is not read: {e}"));
    let events = day.run(&plan).and_then(|()| day.journal.iter().map(read).collect());
    events.map_err(|what| Broken { seed, at: day.now, step: day.summary.commands, what })
}

impl Day {
    fn new(seed: u64, config: &OfficeConfig, plan: &DayPlan) -> Self {
        let mut day = Self {
            seed,
            office: Office::new(Arc::new(config.clone())),
            journal: Vec::new(),
            unread: Vec::new(),
            edges: Edges::new(seed, plan.opens_at),
            late: BTreeMap::new(),
            mistake: None,
            on_disk: State::default(),
            events: Vec::new(),
            ledger: Ledger::default(),
            director: Director::new(seed, config, plan),
            clerks: Clerks::new(seed, ClerkModel::default(), config, plan),
            chance: Chance::new(seed ^ 0xFA17_0000),
            beside: Beside::new(seed),
            watch: Watch::default(),
            faults: Vec::new(),
            requests: Vec::new(),
            now: plan.opens_at + -30 * MINUTE_MS,
            clock_error_ms: 0,
            deadline: None,
            quiet: false,
            summary: DaySummary { seed, ..DaySummary::default() },
        };
        day.draw_faults(plan);
        day
    }

    fn draw_faults(&mut self, plan: &DayPlan) {
        let mut faults = Vec::new();
        let chance = &mut self.chance;
        for _ in 0..chance.between(0, 4) {
            faults.push((plan.opens_at + chance.between(0, 9 * HOUR_MS), Fault::Crash));
        }
        for _ in 0..chance.between(0, 20) {
            faults.push((plan.opens_at + chance.between(0, 9 * HOUR_MS), Fault::Repeat));
        }
        if chance.happens(0.3) {
            let at = plan.opens_at + chance.between(0, 8 * HOUR_MS);
            let errors = [
                (-HOUR_MS, 1.0),
                (-40 * SECOND_MS, 1.0),
                (15 * MINUTE_MS, 1.0),
                (-3 * 365 * 24 * HOUR_MS, 0.3),
            ];
            let error = chance.weighted(&errors).copied().unwrap_or(0);
            faults.push((at, Fault::Clock(error)));
            faults.push((at + chance.between(MINUTE_MS, 50 * MINUTE_MS), Fault::Clock(0)));
        }
        faults.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        self.faults = faults;
    }

    fn run(&mut self, plan: &DayPlan) -> Verdict {
        self.system(Command::OpenDay { plan: plan.clone() })?
            .map_err(|e| format!("the day did not open: {e}"))?;
        let give_up = plan.ends_at + 6 * HOUR_MS;
        let mut steps = 0;
        while self.office.state.day.is_some() {
            steps += 1;
            if steps > STEPS_MAX || self.now > give_up {
                return Err(format!(
                    "the day does not end: {steps} steps, next deadline {:?}",
                    self.office.next_deadline()
                ));
            }
            self.step()?;
        }
        self.evening()?;
        self.settle()?;
        if self.office.config.policy.carry_over {
            self.next_morning()?;
            self.settle()?;
        }
        self.replay()?;
        self.count();
        Ok(())
    }

    /// Does whatever comes next in time.
    fn step(&mut self) -> Verdict {
        let deadline = self.deadline.map(|at| at + -self.clock_error_ms);
        let clerk = self.clerks.next_at();
        let clerk_at = clerk.as_ref().map(|(at, _)| *at);
        let fault_at = self.faults.last().map(|(at, _)| *at);
        let late_at = self.late.keys().next().map(|(at, _)| *at);
        let edges_at = Some(self.edges.next_at());
        let times = [fault_at, deadline, self.director.next_at(), clerk_at, late_at, edges_at];
        let Some(next) = times.iter().flatten().min().copied() else {
            return Err("nothing will ever happen again and the day is open".to_owned());
        };
        self.now = self.now.max(next);
        if fault_at == Some(next) {
            return self.fault();
        }
        if deadline == Some(next) {
            for (id, command) in self.office.due(self.wall()) {
                let request = self.request_as(&id, Role::System, command)?;
                self.ask(&request)?
                    .map_err(|e| format!("a deadline was refused, so it will be due for ever: {e}"))?;
            }
            return Ok(());
        }
        if late_at == Some(next) {
            return self.deliver();
        }
        if edges_at == Some(next) {
            return self.tick();
        }
        if let Some((_, intent)) = self.director.next_before(next + 1) {
            return self.citizen(intent);
        }
        match clerk {
            Some((_, counter)) => self.clerk(&counter),
            None => Ok(()),
        }
    }

    fn citizen(&mut self, intent: Intent) -> Verdict {
        let print = self.chance.happens(0.8);
        let (visitor, command) = match intent {
            Intent::Arrive { visitor, service, class, locale } => {
                (Some(visitor), Command::IssueTicket { service, class, locale, print })
            }
            Intent::Book { visitor, service, at, locale } => {
                (Some(visitor), Command::BookAppointment { service, at, locale })
            }
            Intent::CheckIn { ticket } => (None, Command::CheckIn { ticket, print }),
            Intent::GiveUp { ticket } => (None, Command::Cancel { ticket }),
            Intent::ComeBack { ticket } => (None, Command::Reinstate { ticket }),
        };
        let request = self.request(Role::Citizen, command)?;
        let answer = self.ask(&request)?;
        if let (Some(visitor), Ok(events)) = (visitor, answer)
            && let Some(ticket) = events.first().and_then(Event::ticket)
        {
            self.director.given(visitor, ticket, self.now);
            self.perhaps_moves(ticket)?;
        }
        Ok(())
    }

    fn clerk(&mut self, counter: &CounterId) -> Verdict {
        let now = self.now;
        let sight = Sight::of(&self.office, counter, self.wall(), |t| self.director.is_there(t, now));
        let config = Arc::clone(&self.office.config);
        let act = self.clerks.act(counter, &config, now, &sight);
        for command in act.commands {
            let request = self.request(Role::Clerk, command)?;
            if self.chance.happens(COMES_LATE) {
                let at = now + self.chance.between(SECOND_MS, 20 * SECOND_MS);
                self.send_late(at, Late::First(request));
            } else {
                let answer = self.ask(&request)?;
                self.perhaps_says(&answer)?;
            }
        }
        let beside = self.beside.at_counter(&config, &self.office.state, counter);
        if let Some(command) = beside {
            let request = self.request(Role::Clerk, command)?;
            let _refused_or_not = self.ask(&request)?;
        }
        Ok(())
    }

    /// Some who have booked take another time after all.
    fn perhaps_moves(&mut self, ticket: TicketId) -> Verdict {
        let Some(at) = self.office.state.bookings.get(&ticket).map(|b| b.at) else { return Ok(()) };
        let moves = self.beside.moves(ticket, at);
        self.later(Role::Citizen, moves)
    }

    /// Some say how it was, once they have been served.
    fn perhaps_says(&mut self, answer: &Result<Vec<Event>, Rejection>) -> Verdict {
        let served = answer.iter().flatten().find_map(|e| match e {
            Event::ServiceFinished { ticket, next_service: None, .. } => Some(*ticket),
            _ => None,
        });
        let says = served.and_then(|ticket| self.beside.says(ticket));
        self.later(Role::Citizen, says)
    }

    fn later(&mut self, role: Role, command: Option<(i64, Command)>) -> Verdict {
        if let Some((after, command)) = command {
            let request = self.request(role, command)?;
            self.send_late(self.now + after, Late::First(request));
        }
        Ok(())
    }

    fn send_late(&mut self, at: Timestamp, message: Late) {
        self.summary.late += 1;
        self.late.insert((at, self.summary.late), message);
    }

    /// Hands over the next message that took its time.
    fn deliver(&mut self) -> Verdict {
        match self.late.pop_first() {
            Some((_, Late::First(request))) => self.ask(&request).map(drop),
            Some((_, Late::Again(request, first))) => self.repeat(&request, &first),
            None => Ok(()),
        }
    }

    /// Lets the edges do what time brings, and asks what they ask.
    fn tick(&mut self) -> Verdict {
        let commands = self.edges.tick(self.now, &self.office.state, &self.journal)?;
        self.ask_for_the_edges(commands)
    }

    fn ask_for_the_edges(&mut self, commands: Vec<Command>) -> Verdict {
        for command in commands {
            let start = match &command {
                Command::StartPrint { ticket, copy, .. } => Some((*ticket, *copy)),
                _ => None,
            };
            if let Some((ticket, copy)) = start.filter(|_| self.mistake == Some(Mistake::PrintsFirst)) {
                self.edges.started(ticket, copy, self.now);
            }
            let request = self.request(Role::System, command)?;
            let _refused_or_not = self.ask(&request)?;
            // A daemon that died after the commit has given this job up already, and wants a copy.
            if let Some((ticket, copy)) = start
                && self
                    .office
                    .state
                    .paper(ticket)
                    .is_some_and(|p| p.print == PrintState::Sending && p.copies == copy)
            {
                self.edges.started(ticket, copy, self.now);
            }
        }
        Ok(())
    }

    /// Asks again; the answer must be the first one, and nothing may happen.
    fn repeat(&mut self, request: &Request, first: &Result<Vec<Event>, Rejection>) -> Verdict {
        let events = self.events.len();
        self.summary.repeats += 1;
        let again = self.ask(request)?;
        if again == *first && self.events.len() == events {
            return Ok(());
        }
        Err(format!("{:?} was repeated and answered {again:?} after {first:?}", request.command))
    }

    /// The faults are over: everything under way arrives, and the edges must come to agree with the journal.
    fn settle(&mut self) -> Verdict {
        self.edges.calm_down();
        self.quiet = true;
        while !self.late.is_empty() {
            self.deliver()?;
        }
        for _ in 0..SETTLE_STEPS {
            if self.edges.is_settled(&self.office.state, &self.journal) {
                return self.edges.agree(&self.office.state, &self.journal);
            }
            self.now = self.now.max(self.edges.next_at());
            self.tick()?;
        }
        Err("the edges never come to agree with the journal".to_owned())
    }

    fn fault(&mut self) -> Verdict {
        let Some((_, fault)) = self.faults.pop() else { return Ok(()) };
        match fault {
            Fault::Crash => self.restart(),
            Fault::Clock(error_ms) => {
                self.clock_error_ms = error_ms;
                self.summary.clock_jumps += 1;
                Ok(())
            }
            Fault::Repeat => {
                if self.requests.is_empty() {
                    return Ok(());
                }
                let which = self.chance.between(0, self.requests.len() as i64) as usize;
                let (request, first) = self.requests[which].clone();
                self.repeat(&request, &first)
            }
        }
    }

    /// The daemon dies and starts again.
    fn restart(&mut self) -> Verdict {
        self.summary.crashes += 1;
        if self.mistake == Some(Mistake::ForgetsAnswers) {
            self.ledger = Ledger::default();
        }
        if self.mistake == Some(Mistake::LosesCommits) {
            let lost = self.unread.len().min(2);
            self.unread.truncate(self.unread.len() - lost);
            self.journal.truncate(self.journal.len() - lost);
        }
        self.replay()?;
        self.deadline = self.office.next_deadline();
        let commands = self.edges.restart(&self.office.state)?;
        self.ask_for_the_edges(commands)
    }

    /// Goes on with the office as it is built from what is on disk. Each event is read once: what was built at
    /// the last crash is a fold of the events before, and another fold of them would only be the same again.
    fn replay(&mut self) -> Verdict {
        let through_text = self.seed.is_multiple_of(THROUGH_TEXT);
        let from = self.journal.len() - self.unread.len();
        for (recorded, line) in self.unread.drain(..).zip(&self.journal[from..]) {
            if through_text {
                let read = serde_json::from_str(line).map_err(|e| format!("{line} is not read: {e}"))?;
                self.on_disk.apply(&read);
            } else {
                self.on_disk.apply(&recorded);
            }
        }
        if self.on_disk != self.office.state {
            return Err("the state built anew from the journal is another one".to_owned());
        }
        self.office.state = self.on_disk.clone();
        Ok(())
    }

    /// The day has ended: nobody waits, and whoever comes now changes nothing.
    fn evening(&mut self) -> Verdict {
        Watch::at_night(&self.office)?;
        self.watch.full(&self.office.state)?;
        for (id, command) in self.office.due(self.wall() + HOUR_MS) {
            if !matches!(command, Command::RemindParked { .. }) {
                return Err(format!("{id} is due at night"));
            }
        }
        while let Some((at, intent)) = self.director.next_before(Timestamp(i64::MAX)) {
            self.now = self.now.max(at);
            self.citizen(intent)?;
        }
        Watch::at_night(&self.office)
    }

    /// Those carried over are served the next morning, one counter after the other, until nobody is left.
    fn next_morning(&mut self) -> Verdict {
        let plan = sample_plan(1);
        (self.now, self.clock_error_ms) = (plan.opens_at, 0);
        self.system(Command::OpenDay { plan })?.map_err(|e| format!("the next day did not open: {e}"))?;
        let tickets = self.office.state.tickets.values();
        let parked: Vec<TicketId> =
            tickets.filter(|t| t.state == TicketState::Parked).map(|t| t.id).collect();
        for ticket in parked {
            self.system(Command::Resume { ticket })?
                .map_err(|e| format!("a parked ticket stays parked: {e}"))?;
        }
        let config = Arc::clone(&self.office.config);
        for counter in config.counters.iter().map(|c| c.id.clone()) {
            self.system(Command::OpenCounter { counter: counter.clone() })?
                .map_err(|e| format!("{counter}: {e}"))?;
            loop {
                self.now = self.now + MINUTE_MS;
                match self.system(Command::CallNext { counter: counter.clone() })? {
                    Ok(_) => (),
                    Err(Rejection::NobodyWaiting) => break,
                    Err(other) => return Err(format!("{counter} cannot call: {other}")),
                }
            }
        }
        let left = self.office.state.tickets.values().find(|t| t.state == TicketState::Waiting);
        if let Some(ticket) = left {
            return Err(format!("{} was carried over and nobody can call it: {ticket:?}", ticket.number));
        }
        self.system(Command::CloseDay)?.map_err(|e| format!("the next day did not end: {e}"))?;
        Watch::at_night(&self.office)
    }
}
