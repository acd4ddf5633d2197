//! Clerks as they are: they call, wait, recall, serve, park, send on, press twice, press the wrong button and
//! take it back, go on a break, and shut when nobody is left.

use std::collections::BTreeMap;

use queue::calendar::DayPlan;
use queue::command::{InHand, Place, Target};
use queue::config::OfficeConfig;
use queue::counter::CounterState;
use queue::id::{CounterId, ServiceId, TicketId};
use queue::ticket::TicketState;
use queue::time::{MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Command, Office};

use super::chance::Chance;

/// Returns how long a service takes on average in the simulation, in milliseconds: a third of the wait its
/// office wants to keep, from one and a half to ten minutes.
#[must_use]
pub fn service_mean_ms(config: &OfficeConfig, service: &ServiceId) -> i64 {
    let target = config.service(service).map_or(12 * MINUTE_MS, |s| s.target_wait_ms);
    (target / 3).clamp(90 * SECOND_MS, 10 * MINUTE_MS)
}

/// How clerks behave: probabilities from 0 to 1, times in milliseconds.
#[derive(Clone, PartialEq, Debug)]
pub struct ClerkModel {
    /// Ends a ticket by calling the next one instead of saying that it is done.
    pub next_instead_of_finish: f64,
    /// Calls again when nobody comes; otherwise gives up at once.
    pub recalls: f64,
    /// The citizen must fetch something first.
    pub parks: f64,
    /// Another service has to do with it.
    pub transfers: f64,
    /// Wants a second service at the same counter.
    pub goes_on: f64,
    /// Puts the ticket back.
    pub returns: f64,
    /// Calls somebody out of order.
    pub picks: f64,
    /// Pressed the wrong button and takes it back.
    pub mistakes: f64,
    /// Presses a button twice.
    pub double_presses: f64,
    /// Leaves for a few minutes after a service.
    pub pauses: f64,
    /// How long a clerk waits for a called citizen before calling again, in milliseconds.
    pub waits_ms: i64,
}

impl Default for ClerkModel {
    fn default() -> Self {
        Self {
            next_instead_of_finish: 0.5,
            recalls: 0.85,
            parks: 0.03,
            transfers: 0.05,
            goes_on: 0.03,
            returns: 0.01,
            picks: 0.01,
            mistakes: 0.01,
            double_presses: 0.02,
            pauses: 0.01,
            waits_ms: 25 * SECOND_MS,
        }
    }
}

/// What a clerk sees of the own counter.
#[derive(Clone, PartialEq, Debug)]
pub struct Sight {
    /// Whether the counter serves.
    pub state: CounterState,
    /// The ticket in hand with its state and service.
    pub in_hand: Option<(TicketId, TicketState, ServiceId)>,
    /// Whether the citizen called stands at the counter.
    pub is_there: bool,
    /// The tickets this counter could call, the longest waiting first.
    pub waiting: Vec<TicketId>,
}

impl Sight {
    /// Returns what the clerk of a counter sees. `is_there` says whether a called citizen has come.
    #[must_use]
    pub fn of(
        office: &Office,
        counter: &CounterId,
        now: Timestamp,
        is_there: impl Fn(TicketId) -> bool,
    ) -> Self {
        let status = office.state.counters.get(counter);
        let in_hand = status.and_then(|s| s.in_hand).and_then(|id| office.state.tickets.get(&id));
        let mut waiting: Vec<_> = match office.config.counter(counter) {
            Some(config) => office
                .state
                .tickets
                .in_state(TicketState::Waiting)
                .filter(|t| queue::selection::eligible(t, config, &office.config, now))
                .map(|t| (t.line_at, t.id))
                .collect(),
            None => Vec::new(),
        };
        waiting.sort_unstable();
        Self {
            state: status.map_or(CounterState::Closed, |s| s.state),
            in_hand: in_hand.map(|t| (t.id, t.state, t.service.clone())),
            is_there: in_hand.is_some_and(|t| is_there(t.id)),
            waiting: waiting.into_iter().map(|(_, id)| id).collect(),
        }
    }
}

/// What a clerk does now, and when to look again.
#[derive(Clone, PartialEq, Debug)]
pub struct Act {
    /// What is asked, in order; a command that stands there twice is pressed twice.
    pub commands: Vec<Command>,
    /// After how long the clerk looks again, in milliseconds.
    pub again_in_ms: i64,
}

#[derive(Clone, Debug)]
struct Clerk {
    chance: Chance,
    looks_at: Timestamp,
    /// The ticket being served and when that will be done.
    busy: Option<(TicketId, Timestamp)>,
    /// The ticket called, since when it is waited for, and how often it was called again.
    called: Option<(TicketId, Timestamp, u32)>,
    /// Parked tickets and when their citizens are back.
    parked: Vec<(TicketId, Timestamp)>,
    back_at: Option<Timestamp>,
    undo_next: bool,
}

/// The clerks of an office.
#[derive(Clone, Debug)]
pub struct Clerks {
    model: ClerkModel,
    plan: DayPlan,
    clerks: BTreeMap<CounterId, Clerk>,
}

impl Clerks {
    /// One clerk for each counter, there a little before the office opens.
    #[must_use]
    pub fn new(seed: u64, model: ClerkModel, config: &OfficeConfig, plan: &DayPlan) -> Self {
        let mut chance = Chance::new(seed ^ 0xC1E4_2500);
        let mut clerks = BTreeMap::new();
        for counter in &config.counters {
            let mut own = chance.split();
            let looks_at = plan.opens_at + own.between(-10 * MINUTE_MS, 6 * MINUTE_MS);
            let clerk = Clerk {
                chance: own,
                looks_at,
                busy: None,
                called: None,
                parked: Vec::new(),
                back_at: None,
                undo_next: false,
            };
            clerks.insert(counter.id.clone(), clerk);
        }
        Self { model, plan: plan.clone(), clerks }
    }

    /// Returns who looks next, and when.
    #[must_use]
    pub fn next_at(&self) -> Option<(Timestamp, CounterId)> {
        self.clerks.iter().map(|(id, c)| (c.looks_at, id)).min().map(|(at, id)| (at, id.clone()))
    }

    /// Returns what the clerk of a counter does at `now`, and remembers to look again later.
    pub fn act(&mut self, counter: &CounterId, config: &OfficeConfig, now: Timestamp, sight: &Sight) -> Act {
        let Some(clerk) = self.clerks.get_mut(counter) else {
            return Act { commands: Vec::new(), again_in_ms: MINUTE_MS };
        };
        let act = clerk.act(&self.model, &self.plan, counter, config, now, sight);
        clerk.looks_at = now + act.again_in_ms.max(SECOND_MS);
        act
    }
}

impl Clerk {
    fn act(
        &mut self,
        model: &ClerkModel,
        plan: &DayPlan,
        counter: &CounterId,
        config: &OfficeConfig,
        now: Timestamp,
        sight: &Sight,
    ) -> Act {
        if std::mem::take(&mut self.undo_next) {
            return one(Command::Undo { counter: counter.clone() }, 2 * SECOND_MS);
        }
        match (sight.state, &sight.in_hand) {
            (CounterState::Closed, _) => {
                let wanted = now < plan.closes_at || !sight.waiting.is_empty();
                let commands =
                    if wanted { vec![Command::OpenCounter { counter: counter.clone() }] } else { vec![] };
                Act { commands, again_in_ms: if wanted { 5 * SECOND_MS } else { 10 * MINUTE_MS } }
            }
            (CounterState::Paused, None) => match self.back_at.filter(|at| *at > now) {
                Some(at) => Act { commands: Vec::new(), again_in_ms: at - now },
                None => one(Command::OpenCounter { counter: counter.clone() }, 3 * SECOND_MS),
            },
            (CounterState::Open, None) => self.idle(model, plan, counter, now, sight),
            (_, Some((ticket, TicketState::Called, _))) => {
                self.awaits(model, config, counter, *ticket, now, sight)
            }
            (_, Some((ticket, _, service))) => self.serves(model, config, counter, (*ticket, service), now),
        }
    }

    fn idle(
        &mut self,
        model: &ClerkModel,
        plan: &DayPlan,
        counter: &CounterId,
        now: Timestamp,
        sight: &Sight,
    ) -> Act {
        (self.busy, self.called) = (None, None);
        if let Some(i) = self.parked.iter().position(|(_, back)| *back <= now) {
            let (ticket, _) = self.parked.remove(i);
            return one(Command::Resume { ticket }, 2 * SECOND_MS);
        }
        let prayer = plan.break_until(now).filter(|_| self.chance.happens(0.3));
        let away = prayer.or_else(|| {
            self.chance
                .happens(model.pauses)
                .then(|| now + self.chance.between(2 * MINUTE_MS, 12 * MINUTE_MS))
        });
        if let Some(until) = away.filter(|_| now < plan.closes_at) {
            self.back_at = Some(until);
            return one(Command::PauseCounter { counter: counter.clone(), reason: None }, until - now);
        }
        if sight.waiting.is_empty() {
            let over = now >= plan.closes_at && self.parked.is_empty();
            let close = Command::CloseCounter { counter: counter.clone(), in_hand: None };
            let again_in_ms = self.chance.between(5 * SECOND_MS, 40 * SECOND_MS);
            return Act { commands: if over { vec![close] } else { vec![] }, again_in_ms };
        }
        if self.chance.happens(model.picks) {
            let which = self.chance.between(0, sight.waiting.len() as i64) as usize;
            let (ticket, reason) = (sight.waiting[which], "known to the clerk".to_owned());
            return one(Command::Pick { counter: counter.clone(), ticket, reason }, 5 * SECOND_MS);
        }
        self.press(model, Command::CallNext { counter: counter.clone() })
    }

    /// Presses a button: now and then twice, now and then wrongly.
    fn press(&mut self, model: &ClerkModel, command: Command) -> Act {
        self.undo_next = self.chance.happens(model.mistakes);
        let twice = self.chance.happens(model.double_presses);
        let commands = if twice { vec![command.clone(), command] } else { vec![command] };
        Act { commands, again_in_ms: self.chance.between(2 * SECOND_MS, 8 * SECOND_MS) }
    }

    fn awaits(
        &mut self,
        model: &ClerkModel,
        config: &OfficeConfig,
        counter: &CounterId,
        ticket: TicketId,
        now: Timestamp,
        sight: &Sight,
    ) -> Act {
        let counter = counter.clone();
        if sight.is_there {
            let service = sight.in_hand.as_ref().map(|(_, _, service)| service);
            let mean_ms = service.map_or(5 * MINUTE_MS, |s| service_mean_ms(config, s));
            if self.busy.is_none_or(|(of, _)| of != ticket) {
                self.busy = Some((ticket, now + self.chance.work(mean_ms)));
            }
            if config.policy.start_step && self.chance.happens(0.9) {
                return one(Command::Start { counter }, 5 * SECOND_MS);
            }
            return match (self.busy, sight.in_hand.as_ref()) {
                (Some((_, done)), Some((_, _, service))) if done <= now => {
                    self.serves(model, config, &counter, (ticket, service), now)
                }
                (Some((_, done)), _) => Act { commands: Vec::new(), again_in_ms: done - now },
                (None, _) => Act { commands: Vec::new(), again_in_ms: 5 * SECOND_MS },
            };
        }
        let (since, recalls) = match self.called {
            Some((of, since, recalls)) if of == ticket => (since, recalls),
            Some(_) | None => (now, 0),
        };
        self.called = Some((ticket, since, recalls));
        if now - since < model.waits_ms {
            return Act { commands: Vec::new(), again_in_ms: model.waits_ms - (now - since) };
        }
        if recalls < config.policy.recall_limit && self.chance.happens(model.recalls) {
            self.called = Some((ticket, now, recalls + 1));
            return one(Command::Recall { counter }, model.waits_ms);
        }
        self.press(model, Command::MarkNoShow { counter })
    }

    fn serves(
        &mut self,
        model: &ClerkModel,
        config: &OfficeConfig,
        counter: &CounterId,
        (ticket, service): (TicketId, &ServiceId),
        now: Timestamp,
    ) -> Act {
        let done = match self.busy {
            Some((of, done)) if of == ticket => done,
            Some(_) | None => now + self.chance.work(service_mean_ms(config, service)),
        };
        self.busy = Some((ticket, done));
        if now < done {
            return Act { commands: Vec::new(), again_in_ms: done - now };
        }
        self.busy = None;
        let id = counter.clone();
        let others: Vec<(ServiceId, f64)> =
            config.services.iter().filter(|s| s.elsewhere.is_empty()).map(|s| (s.id.clone(), 1.0)).collect();
        let own: Vec<(ServiceId, f64)> = match config.counter(counter) {
            Some(c) => c.skills.keys().map(|s| (s.clone(), 1.0)).collect(),
            None => Vec::new(),
        };
        let mut left = self.chance.unit();
        let mut turn = |share: f64| {
            left -= share;
            left < 0.0
        };
        if turn(model.parks) {
            self.parked.push((ticket, now + self.chance.between(3 * MINUTE_MS, 30 * MINUTE_MS)));
            let reason = "photocopies".to_owned();
            return one(Command::Park { counter: id, ticket: None, reason }, 3 * SECOND_MS);
        }
        if turn(model.transfers) {
            let to = match self.chance.weighted(&others) {
                Some(service) if self.chance.happens(0.7) => Target::Service(service.clone()),
                Some(_) | None => Target::Counter(self.colleague(config).unwrap_or_else(|| id.clone())),
            };
            return one(Command::Transfer { counter: id, to, note: None }, 3 * SECOND_MS);
        }
        if turn(model.goes_on) {
            let next_service = self.chance.weighted(&own).cloned();
            return one(Command::Finish { counter: id, outcome: None, next_service }, 5 * SECOND_MS);
        }
        if turn(model.returns) {
            let places = [(Place::First, 1.0), (Place::Last, 1.0), (Place::Own, 1.0)];
            let place = self.chance.weighted(&places).copied().unwrap_or(Place::Own);
            return one(Command::Return { counter: id, place }, 30 * SECOND_MS);
        }
        if turn(0.002) {
            let in_hand = Some(InHand::Finish);
            return one(Command::CloseCounter { counter: id, in_hand }, 10 * MINUTE_MS);
        }
        if self.chance.happens(model.next_instead_of_finish) {
            return self.press(model, Command::CallNext { counter: id });
        }
        self.press(model, Command::Finish { counter: id, outcome: None, next_service: None })
    }

    fn colleague(&mut self, config: &OfficeConfig) -> Option<CounterId> {
        let all: Vec<_> = config.counters.iter().map(|c| (c.id.clone(), 1.0)).collect();
        self.chance.weighted(&all).cloned()
    }
}

fn one(command: Command, again_in_ms: i64) -> Act {
    Act { commands: vec![command], again_in_ms }
}
