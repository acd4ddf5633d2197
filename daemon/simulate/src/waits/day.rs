//! One day of a scene, played on the queue's own rules; whoever watches is told each event as it happens.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use queue::calendar::{Calendar, DayPlan};
use queue::config::{Counter, Names, OfficeConfig, Policy, Service};
use queue::counter::CounterState;
use queue::id::{CommandId, CounterId, DeviceId, OfficeId, ServiceId, TicketId};
use queue::ticket::Class;
use queue::time::{Date, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Actor, Command, Event, Office, Recorded, Request, Role};

use super::super::chance::Chance;
use super::scene::Scene;

/// 2026-11-23T00:00:00Z, a Monday.
const MIDNIGHT: Timestamp = Timestamp(1_795_392_000_000);
/// Share of those called who do not come.
const NO_SHOW: f64 = 0.04;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Arrives,
    Done(usize),
    Leaves(usize),
    Returns(usize),
}

/// An office of a scene, day after day.
pub(super) struct Town {
    pub office: Office,
    scene: Scene,
    chance: Chance,
    seq: u64,
    day: i64,
    /// Counters that leave as soon as they are free.
    leaving: BTreeMap<usize, bool>,
}

pub(super) fn slug<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("invariant: the identifiers of the scenes are valid")
}

/// Two services in one line: extracts, and copies that take half as long again.
fn config(scene: &Scene) -> OfficeConfig {
    let service = |id: &str, letter| Service {
        id: slug::<ServiceId>(id),
        letter,
        names: Names::new(),
        description: Names::new(),
        pictogram: String::new(),
        target_wait_ms: 15 * MINUTE_MS,
        papers: Vec::new(),
        elsewhere: Names::new(),
        direction: Names::new(),
        daily_cap: None,
        last_ticket_ms: 0,
        slots: None,
        receipt: None,
    };
    let counter = |i: usize| Counter {
        id: slug::<CounterId>(&format!("c{i}")),
        label: i.to_string(),
        skills: BTreeMap::from([(slug("extract"), 1000), (slug("copy"), 1000)]),
    };
    OfficeConfig {
        id: slug::<OfficeId>("scene"),
        names: Names::new(),
        locales: Vec::new(),
        services: vec![service("extract", 'A'), service("copy", 'B')],
        counters: (0..scene.counters).map(counter).collect(),
        calendar: Calendar::default(),
        policy: Policy { next_gap_ms: 0, auto_start_ms: None, ..Policy::default() },
    }
}

impl Town {
    pub fn new(scene: &Scene, seed: u64) -> Self {
        let office = Office::new(Arc::new(config(scene)));
        Self { office, scene: *scene, chance: Chance::new(seed), seq: 0, day: 0, leaving: BTreeMap::new() }
    }

    /// Plays a day; `watch` sees each event and the office after it.
    pub fn play(&mut self, watch: &mut impl FnMut(&Recorded, &Office)) {
        let midnight = MIDNIGHT + self.day * 24 * HOUR_MS;
        let opens_at = midnight + 510 * MINUTE_MS;
        let closes_at = opens_at + self.scene.open_ms;
        let plan = DayPlan {
            day: Date::from_days(midnight.0 / (24 * HOUR_MS)),
            opens_at,
            closes_at,
            ends_at: closes_at + 3 * HOUR_MS,
            breaks: Vec::new(),
        };
        self.day += 1;
        self.ask(opens_at, Command::OpenDay { plan: plan.clone() }, watch);
        for counter in 0..self.scene.counters {
            self.ask(opens_at, Command::OpenCounter { counter: self.counter(counter) }, watch);
        }
        let mut agenda = BinaryHeap::new();
        for (counter, from, to) in (self.scene.absences)(&mut self.chance) {
            agenda.push(Reverse((opens_at + from, What::Leaves(counter))));
            agenda.push(Reverse((opens_at + to, What::Returns(counter))));
        }
        agenda.push(Reverse((opens_at + self.gap(), What::Arrives)));
        while let Some(Reverse((at, what))) = agenda.pop().filter(|Reverse((at, _))| *at < plan.ends_at) {
            self.happens(at, what, &plan, &mut agenda, watch);
            self.call(at, &mut agenda, watch);
        }
        self.leaving.clear();
        self.ask(plan.ends_at, Command::CloseDay, watch);
    }

    fn happens(
        &mut self,
        at: Timestamp,
        what: What,
        plan: &DayPlan,
        agenda: &mut BinaryHeap<Reverse<(Timestamp, What)>>,
        watch: &mut impl FnMut(&Recorded, &Office),
    ) {
        match what {
            What::Arrives => {
                if at >= plan.closes_at {
                    return;
                }
                agenda.push(Reverse((at + self.gap(), What::Arrives)));
                let passed = (at - plan.opens_at) as f64 / self.scene.open_ms as f64;
                if self.chance.happens((self.scene.load)(passed) / self.scene.load_max) {
                    let service = slug(if self.chance.happens(0.6) { "extract" } else { "copy" });
                    let class = if self.chance.happens(self.scene.priority) {
                        Class::Priority
                    } else {
                        Class::Normal
                    };
                    self.ask(at, Command::IssueTicket { service, class, locale: None, print: false }, watch);
                }
            }
            What::Done(counter) => {
                let id = self.counter(counter);
                let came = !self.chance.happens(NO_SHOW);
                let command = if came || self.scene.memoryless {
                    Command::Finish { counter: id, outcome: None, next_service: None }
                } else {
                    Command::MarkNoShow { counter: id }
                };
                self.ask(at, command, watch);
                if self.leaving.remove(&counter).is_some() {
                    self.ask(
                        at,
                        Command::PauseCounter { counter: self.counter(counter), reason: None },
                        watch,
                    );
                }
            }
            What::Leaves(counter) if self.in_hand(counter) => _ = self.leaving.insert(counter, true),
            What::Leaves(counter) => {
                self.ask(at, Command::PauseCounter { counter: self.counter(counter), reason: None }, watch);
            }
            What::Returns(counter) => {
                self.leaving.remove(&counter);
                self.ask(at, Command::OpenCounter { counter: self.counter(counter) }, watch);
            }
        }
    }

    /// Every free counter calls whom the rules choose.
    fn call(
        &mut self,
        at: Timestamp,
        agenda: &mut BinaryHeap<Reverse<(Timestamp, What)>>,
        watch: &mut impl FnMut(&Recorded, &Office),
    ) {
        for counter in 0..self.scene.counters {
            let id = self.counter(counter);
            let open = self.office.state.counters.get(&id).is_some_and(|s| s.state == CounterState::Open);
            if !open || self.in_hand(counter) {
                continue;
            }
            let events = self.ask(at, Command::CallNext { counter: id }, watch);
            if let Some(service) = events.iter().find_map(called) {
                let busy_ms = self.busy(&service);
                agenda.push(Reverse((at + busy_ms, What::Done(counter))));
            }
        }
    }

    fn busy(&mut self, service: &ServiceId) -> i64 {
        if self.scene.memoryless {
            return self.chance.exponential(self.scene.mean_ms).max(1);
        }
        let mean =
            if service.as_str() == "copy" { self.scene.mean_ms * 5 / 4 } else { self.scene.mean_ms * 5 / 6 };
        self.chance.between(10 * SECOND_MS, 40 * SECOND_MS) + self.chance.work(mean - 25 * SECOND_MS)
    }

    /// To the next who may come, at the highest load.
    fn gap(&mut self) -> i64 {
        let gap = self.scene.mean_ms as f64 / (self.scene.counters as f64 * self.scene.load_max);
        self.chance.exponential(gap as i64).max(1)
    }

    fn counter(&self, index: usize) -> CounterId {
        self.office.config.counters[index].id.clone()
    }

    fn in_hand(&self, counter: usize) -> bool {
        self.office.state.counters.get(&self.counter(counter)).is_some_and(|s| s.in_hand.is_some())
    }

    /// A request with identities that follow from a number.
    pub fn request(at: Timestamp, number: u64, command: Command) -> Request {
        let actor = Actor { role: Role::System, id: slug::<DeviceId>("scene") };
        let fresh = TicketId(u128::from(at.0.unsigned_abs()) << 80 | u128::from(number));
        Request { id: slug::<CommandId>(&format!("s{number}")), actor, fresh, command }
    }

    fn ask(
        &mut self,
        at: Timestamp,
        command: Command,
        watch: &mut impl FnMut(&Recorded, &Office),
    ) -> Vec<Event> {
        let request = Self::request(at, self.seq, command);
        let Request { id, actor, .. } = request.clone();
        let Ok(events) = self.office.decide(at, &request) else { return Vec::new() };
        for event in &events {
            self.seq += 1;
            let day = self.office.state.day.as_ref().map(|d| d.day);
            let (actor, command) = (actor.clone(), id.clone());
            let recorded = Recorded { seq: self.seq, at, day, event: event.clone(), v: 1, actor, command };
            self.office.apply(&recorded);
            watch(&recorded, &self.office);
        }
        events
    }
}

fn called(event: &Event) -> Option<ServiceId> {
    match event {
        Event::TicketCalled { service, .. } => Some(service.clone()),
        _ => None,
    }
}
