//! Citizens as they are: a crowd at the opening, arrivals by the hour, patience, people who wander off and
//! some who come back. The generator knows nothing of the queue; it is told what happened to its people.

use std::collections::BTreeMap;

use queue::calendar::DayPlan;
use queue::config::{Locale, OfficeConfig};
use queue::id::{ServiceId, TicketId};
use queue::ticket::Class;
use queue::time::{MINUTE_MS, SECOND_MS, Timestamp};

use super::chance::Chance;
use super::clerks::service_mean_ms;

/// How busy each eighth of the opening hours is, against the mean. Chosen: two hours of rush, a quiet lunch.
const RUSH: [f64; 8] = [1.5, 1.6, 1.3, 1.0, 0.5, 0.8, 0.8, 0.5];
/// The highest value of [`RUSH`], for thinning.
const RUSH_MAX: f64 = 1.6;
/// Share of people with a right to priority.
const PRIORITY: f64 = 0.12;
/// Share of visits that were booked.
const BOOKED: f64 = 0.05;
/// Share of people who press for something that is done elsewhere, where the office shows it.
const ASTRAY: f64 = 0.02;
/// How long people wait before they leave, on average.
const PATIENCE_MS: i64 = 120 * MINUTE_MS;
/// Share of those who leave that say so with their phone.
const SAYS_SO: f64 = 0.4;
/// Share of people who are outside when they are called.
const AWAY: f64 = 0.06;
/// Share of those who come back.
const COMES_BACK: f64 = 0.7;

/// Somebody of the generator's, before and after there is a ticket.
pub type Visitor = u64;

/// What somebody wants to do now.
#[derive(Clone, PartialEq, Debug)]
pub enum Intent {
    /// Takes a ticket at the kiosk.
    Arrive {
        /// Who.
        visitor: Visitor,
        /// For what.
        service: ServiceId,
        /// In which class.
        class: Class,
        /// In which language.
        locale: Option<Locale>,
    },
    /// Books a time.
    Book {
        /// Who.
        visitor: Visitor,
        /// For what.
        service: ServiceId,
        /// For when.
        at: Timestamp,
        /// In which language.
        locale: Option<Locale>,
    },
    /// Comes for a booked time.
    CheckIn {
        /// The appointment.
        ticket: TicketId,
    },
    /// Gives up and says so.
    GiveUp {
        /// Whose ticket.
        ticket: TicketId,
    },
    /// Was called while away, and asks to be let in again.
    ComeBack {
        /// Whose ticket.
        ticket: TicketId,
    },
}

#[derive(Clone, Debug)]
struct Person {
    visitor: Visitor,
    /// When this person leaves without being served.
    leaves_at: Timestamp,
    /// When this person is at the counter, after a call.
    there_at: Option<Timestamp>,
}

/// The citizens of one office day. `Director::new(seed, config, plan)`, then ask for what happens next and tell
/// what became of it.
#[derive(Clone, Debug)]
pub struct Director {
    chance: Chance,
    to_come: BTreeMap<(Timestamp, u64), Intent>,
    planned: u64,
    people: BTreeMap<TicketId, Person>,
    /// When a booked visitor will come.
    appointments: BTreeMap<Visitor, Timestamp>,
}

impl Director {
    /// Draws everybody who will come on a day. The load is drawn too: from a quiet day to one with more people
    /// than the counters can serve.
    #[must_use]
    pub fn new(seed: u64, config: &OfficeConfig, plan: &DayPlan) -> Self {
        let mut director = Self {
            chance: Chance::new(seed ^ 0xC171_2E45),
            to_come: BTreeMap::new(),
            planned: 0,
            people: BTreeMap::new(),
            appointments: BTreeMap::new(),
        };
        director.draw_day(config, plan);
        director
    }

    /// Returns the next thing somebody wants to do before `time`, with its time; in the order of time.
    pub fn next_before(&mut self, time: Timestamp) -> Option<(Timestamp, Intent)> {
        let entry = self.to_come.first_entry().filter(|e| e.key().0 < time)?;
        let at = entry.key().0;
        Some((at, entry.remove()))
    }

    /// Returns when somebody next wants something.
    #[must_use]
    pub fn next_at(&self) -> Option<Timestamp> {
        self.to_come.keys().next().map(|(at, _)| *at)
    }

    /// Tells that a visitor has got a ticket or a booking.
    pub fn given(&mut self, visitor: Visitor, ticket: TicketId, now: Timestamp) {
        if let Some(comes_at) = self.appointments.remove(&visitor) {
            self.plan(comes_at.max(now), Intent::CheckIn { ticket });
        }
        let patience = self.chance.exponential(PATIENCE_MS).max(10 * MINUTE_MS);
        let leaves_at = now + patience;
        if self.chance.happens(SAYS_SO) {
            self.plan(leaves_at, Intent::GiveUp { ticket });
        }
        self.people.insert(ticket, Person { visitor, leaves_at, there_at: None });
    }

    /// Tells that a ticket was called; whoever hears it sets out.
    pub fn called(&mut self, ticket: TicketId, now: Timestamp) {
        let (away, returns) = (self.chance.happens(AWAY), self.chance.happens(COMES_BACK));
        let walk = self.chance.between(5 * SECOND_MS, 40 * SECOND_MS);
        let later = self.chance.between(2 * MINUTE_MS, 18 * MINUTE_MS);
        let Some(person) = self.people.get_mut(&ticket) else { return };
        let left = person.leaves_at <= now;
        person.there_at = (!left && !away).then_some(now + walk);
        if !left && away && returns {
            self.plan(now + later, Intent::ComeBack { ticket });
        }
    }

    /// Tells that a ticket was called again: now and then somebody hears only that.
    pub fn recalled(&mut self, ticket: TicketId, now: Timestamp) {
        let hears = self.chance.happens(0.3);
        let walk = self.chance.between(3 * SECOND_MS, 20 * SECOND_MS);
        if let Some(person) = self.people.get_mut(&ticket)
            && person.there_at.is_none()
            && person.leaves_at > now
            && hears
        {
            person.there_at = Some(now + walk);
        }
    }

    /// Returns true when the called citizen stands at the counter.
    #[must_use]
    pub fn is_there(&self, ticket: TicketId, now: Timestamp) -> bool {
        self.people.get(&ticket).and_then(|p| p.there_at).is_some_and(|at| at <= now)
    }

    /// Returns which visitor a ticket belongs to.
    #[must_use]
    pub fn visitor(&self, ticket: TicketId) -> Option<Visitor> {
        self.people.get(&ticket).map(|p| p.visitor)
    }

    fn plan(&mut self, at: Timestamp, intent: Intent) {
        self.planned += 1;
        self.to_come.insert((at, self.planned), intent);
    }

    fn draw_day(&mut self, config: &OfficeConfig, plan: &DayPlan) {
        let (here, elsewhere) = wishes(config);
        if here.is_empty() {
            return;
        }
        let mean_ms = here.iter().map(|(s, weight)| service_mean_ms(config, s) as f64 * weight).sum::<f64>()
            / here.iter().map(|(_, weight)| weight).sum::<f64>();
        let load = 0.5 + self.chance.unit() * 0.65;
        let gap_ms = mean_ms / (config.counters.len().max(1) as f64 * load);

        let crowd = self.chance.between(0, 6 * config.counters.len() as i64 + 1);
        for _ in 0..crowd {
            let at = plan.opens_at + self.chance.exponential(2 * MINUTE_MS);
            self.draw_visit(at, config, &here, &elsewhere);
        }
        let open_ms = (plan.closes_at - plan.opens_at).max(1);
        let mut at = plan.opens_at + -20 * MINUTE_MS;
        while at < plan.closes_at + 10 * MINUTE_MS {
            at = at + self.chance.exponential((gap_ms / RUSH_MAX) as i64).max(1);
            let eighth = ((at - plan.opens_at).max(0) * 8 / open_ms).min(7) as usize;
            if self.chance.happens(RUSH[eighth] / RUSH_MAX) {
                self.draw_visit(at, config, &here, &elsewhere);
            }
        }
    }

    fn draw_visit(
        &mut self,
        at: Timestamp,
        config: &OfficeConfig,
        here: &[(ServiceId, f64)],
        elsewhere: &[(ServiceId, f64)],
    ) {
        let astray = !elsewhere.is_empty() && self.chance.happens(ASTRAY);
        let Some(service) = self.chance.weighted(if astray { elsewhere } else { here }).cloned() else {
            return;
        };
        let locale = usize::try_from(self.chance.between(0, config.locales.len() as i64 + 1)).unwrap_or(0);
        let locale = config.locales.get(locale).copied();
        let class = if self.chance.happens(PRIORITY) { Class::Priority } else { Class::Normal };
        self.planned += 1;
        let visitor = self.planned;
        if !astray && self.chance.happens(BOOKED) {
            let comes_at = at + self.chance.between(-25 * MINUTE_MS, 20 * MINUTE_MS);
            self.appointments.insert(visitor, comes_at);
            let booked_at = at + -self.chance.between(30 * MINUTE_MS, 180 * MINUTE_MS);
            self.plan(booked_at, Intent::Book { visitor, service, at, locale });
        } else {
            self.plan(at, Intent::Arrive { visitor, service, class, locale });
        }
    }
}

type Wishes = Vec<(ServiceId, f64)>;

/// What people come for: the services some counter serves, the first ones written most often, and those done
/// elsewhere.
fn wishes(config: &OfficeConfig) -> (Wishes, Wishes) {
    let mut here = Vec::new();
    let mut elsewhere = Vec::new();
    for (i, service) in config.services.iter().enumerate() {
        let served = config.counters.iter().any(|c| c.skills.contains_key(&service.id));
        if !service.elsewhere.is_empty() {
            elsewhere.push((service.id.clone(), 1.0));
        } else if served {
            here.push((service.id.clone(), 1.0 / (i as f64 + 2.0)));
        }
    }
    (here, elsewhere)
}
