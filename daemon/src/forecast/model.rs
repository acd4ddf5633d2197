//! From events to what is said about waits. Without IO: the task beside it reads and tells.

use std::collections::BTreeMap;
use std::sync::Arc;

use queue::event::Event;
use queue::forecast::{Calibration, Learned, Outlook, PLAYS, Range, Score, forecast, last_ticket_at};
use queue::id::{ServiceId, TicketId};
use queue::selection::Rule;
use queue::ticket::TicketState;
use queue::time::{Date, MINUTE_MS, Timestamp};
use queue::{Office, OfficeConfig, Recorded};

use super::kept::{Foreseen, Kept};

/// How long before the last ticket of a service it is announced, and how long what was said of it is still worth saying.
const ANNOUNCED_MS: i64 = 30 * MINUTE_MS;

/// What is said of a service to whoever would come now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ServiceWait {
    /// How long they would wait.
    pub wait: Range,
    /// Until when a ticket would most likely still be served today, if that is soon or has passed.
    pub last_ticket_at: Option<Timestamp>,
}

/// What is said at one time. Whoever is not in it: nothing is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// Those who wait.
    pub tickets: BTreeMap<TicketId, Range>,
    /// How many are called before each of them.
    pub before: BTreeMap<TicketId, u32>,
    /// Those who would come now.
    pub services: BTreeMap<ServiceId, ServiceWait>,
    /// How the ranges of today turned out, before they were rounded for people.
    pub score: Score,
    /// The same of what people read.
    pub read: Score,
}

/// An office, what it taught, and what was promised in it.
pub struct Model {
    office: Office,
    learned: Learned,
    calibration: Calibration,
    foreseen: BTreeMap<TicketId, Foreseen>,
    score: Score,
    read: Score,
    /// The day the two are of.
    day: Option<Date>,
}

impl Model {
    /// Returns a model that has seen nothing yet and is about to be shown the past.
    #[must_use]
    pub fn of_past(config: Arc<OfficeConfig>) -> Self {
        Self {
            office: Office::new(config),
            learned: Learned::default(),
            calibration: Calibration::default(),
            foreseen: BTreeMap::new(),
            score: Score::default(),
            read: Score::default(),
            day: None,
        }
    }

    /// Takes up what was kept at a place in the journal that was reached: from here on it goes on as if there had been no
    /// restart.
    pub fn take_up(&mut self, kept: &Kept) {
        self.calibration = kept.calibration;
        (self.score, self.read, self.day) = (kept.score, kept.read, kept.day);
        self.foreseen.clone_from(&kept.foreseen);
    }

    /// Returns what is to be kept over a restart.
    #[must_use]
    pub fn to_keep(&self) -> Kept {
        let mut kept = Kept::new();
        kept.seq = self.office.state.seq;
        (kept.day, kept.calibration) = (self.day, self.calibration);
        (kept.score, kept.read) = (self.score, self.read);
        kept.foreseen.clone_from(&self.foreseen);
        kept
    }

    /// Learns from an event of the past, without foreseeing anything.
    pub fn remember(&mut self, event: &Recorded) {
        self.office.apply(event);
        self.learned.observe(event, &self.office);
    }

    /// Goes on from the office as it is: the past was only a part of the history.
    #[must_use]
    pub fn at_present(mut self, office: Office) -> Self {
        self.office = office;
        self
    }

    /// Takes an event in.
    pub fn take(&mut self, event: &Recorded) {
        self.remember(event);
        match &event.event {
            Event::TicketCalled { ticket, reason, .. } => {
                // Somebody picked out of order says nothing of the order.
                if let Some(foreseen) = self.foreseen.remove(ticket).filter(|_| reason.rule != Rule::Picked) {
                    self.turned_out(foreseen, event.at.since(foreseen.at));
                }
            }
            Event::DayOpened { plan } => {
                self.foreseen.clear();
                (self.score, self.read, self.day) = (Score::default(), Score::default(), Some(plan.day));
            }
            other => {
                let gone = other.ticket().filter(|id| !self.waits(*id));
                if let Some(id) = gone {
                    self.foreseen.remove(&id);
                }
            }
        }
    }

    fn waits(&self, id: TicketId) -> bool {
        self.office.state.tickets.get(&id).is_some_and(|t| t.state == TicketState::Waiting)
    }

    fn turned_out(&mut self, foreseen: Foreseen, waited_ms: i64) {
        self.score.add(foreseen.shown, waited_ms);
        let range = Range::of(foreseen.shown);
        let minutes = |m: u32| i64::from(m) * MINUTE_MS;
        let read =
            Outlook { low_ms: minutes(range.low_min), high_ms: minutes(range.high_min), ..foreseen.shown };
        self.read.add(read, waited_ms);
        self.calibration.learn(foreseen.shown, waited_ms);
    }

    /// Works out what is to be said at `now`, and remembers what is said of a ticket for the first time.
    pub fn look(&mut self, now: Timestamp) -> Said {
        let forecast = forecast(&self.office, &self.learned, now, self.office.state.seq, PLAYS);
        let (score, read, before) = (self.score, self.read, forecast.before);
        let mut said = Said { score, read, before, ..Said::default() };
        for (id, raw) in &forecast.tickets {
            let shown = self.calibration.apply(*raw);
            // Whoever is called at once was promised nothing.
            if raw.high_ms > 0 {
                self.foreseen.entry(*id).or_insert(Foreseen { at: now, shown });
            }
            said.tickets.insert(*id, Range::of(shown));
        }
        for (id, raw) in &forecast.services {
            let shown = self.calibration.apply(*raw);
            let busy_ms = forecast.busy_ms.get(id).copied().unwrap_or(0);
            let last = self.office.state.day.as_ref().map(|plan| last_ticket_at(plan, shown, busy_ms));
            // At closing time everybody knows that no more tickets are given.
            let closes_at = self.office.state.day.as_ref().map(|plan| plan.closes_at);
            let last = last.filter(|at| Some(*at) != closes_at && *at - now <= ANNOUNCED_MS);
            said.services.insert(id.clone(), ServiceWait { wait: Range::of(shown), last_ticket_at: last });
        }
        said
    }
}
