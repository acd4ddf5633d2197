//! From the events of a day to its facts.

use std::collections::{BTreeMap, BTreeSet};

use super::desks::Desks;
use super::outage::{self, Abilities};
use super::{Day, DeskDay, Fact, NO_CLERK, NO_COUNTER, NO_TIME, Outcome, Quarter, Ratings};
use crate::calendar::DayPlan;
use crate::config::OfficeConfig;
use crate::event::{Event, FinishedBy, Recorded};
use crate::forecast::Score;
use crate::id::{CommandId, CounterId, DeviceId, ServiceId, TicketId};
use crate::ticket::Class;
use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};

const QUARTER_MS: i64 = 15 * MINUTE_MS;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// Collects days. It remembers nothing from one day to the next but bookings, and devices that do not do their work.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Collector {
    bookings: BTreeMap<TicketId, (ServiceId, Timestamp)>,
    #[serde(default)]
    devices: Abilities,
}

/// A transaction that goes on.
struct Going {
    service: ServiceId,
    class: Class,
    counter: Option<CounterId>,
    clerk: Option<DeviceId>,
    first: bool,
    issued_at: Timestamp,
    /// When the line was joined; what quarter it counts in.
    joined_at: Timestamp,
    /// Since when it waits, if it does.
    waits_since: Option<Timestamp>,
    called_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    wait_ms: Option<i64>,
    walk_ms: Option<i64>,
    serve_ms: Option<i64>,
    park_ms: Option<i64>,
    no_show: bool,
}

impl Going {
    fn new(service: ServiceId, class: Class, at: Timestamp, first: bool) -> Self {
        Self {
            service,
            class,
            counter: None,
            clerk: None,
            first,
            issued_at: at,
            joined_at: at,
            waits_since: Some(at),
            called_at: None,
            started_at: None,
            wait_ms: None,
            walk_ms: None,
            serve_ms: None,
            park_ms: None,
            no_show: false,
        }
    }

    /// The time at the counter up to now, where the event itself does not say it.
    fn served_until(&mut self, at: Timestamp) {
        if let Some(since) = self.started_at.take().or(self.called_at) {
            *self.serve_ms.get_or_insert(0) += at.since(since);
        }
        self.called_at = None;
    }
}

struct Fold<'a> {
    config: &'a OfficeConfig,
    bookings: BTreeMap<TicketId, (ServiceId, Timestamp)>,
    going: BTreeMap<TicketId, Going>,
    ended: Vec<(Going, Outcome, Option<i64>)>,
    desks: Desks<'a>,
    quarters: BTreeMap<u8, Quarter>,
    ratings: BTreeMap<ServiceId, Ratings>,
    utc_offset_ms: i64,
}

impl Collector {
    /// Returns a collector that knows these bookings: service and booked start by ticket.
    #[must_use]
    pub fn with(bookings: impl Iterator<Item = (TicketId, ServiceId, Timestamp)>) -> Self {
        Self {
            bookings: bookings.map(|(id, service, at)| (id, (service, at))).collect(),
            devices: Abilities::new(),
        }
    }

    /// Returns the day these events make, as it stands at `until`; nothing when no day was opened in them. `events` are
    /// those from the opening of the day to its end or to the present, in order.
    #[must_use]
    pub fn day<'e>(
        &self,
        events: impl Iterator<Item = &'e Recorded> + Clone,
        config: &OfficeConfig,
        utc_offset_ms: i64,
        until: Timestamp,
    ) -> Option<Day> {
        let plan = events.clone().find_map(|r| match &r.event {
            Event::DayOpened { plan } => Some(plan.clone()),
            _ => None,
        })?;
        let undone = undone(events.clone());
        let mut fold = Fold {
            config,
            bookings: self.bookings.clone(),
            going: BTreeMap::new(),
            ended: Vec::new(),
            desks: Desks::new(config, plan.opens_at),
            quarters: BTreeMap::new(),
            ratings: BTreeMap::new(),
            utc_offset_ms,
        };
        let mut last = plan.opens_at;
        let mut day = events.clone();
        for recorded in events.filter(|r| !undone.contains(&r.command)) {
            if matches!(recorded.event, Event::DayClosed { .. }) {
                last = recorded.at;
                break;
            }
            fold.take(recorded);
            last = until;
        }
        let devices = outage::outages(&self.devices, day.by_ref(), &plan, last);
        Some(Day { devices, ..fold.finish(&plan, last) })
    }

    /// Goes on to the next day: keeps what was booked and has not come, and which devices do not do their work.
    pub fn close<'e>(&mut self, events: impl Iterator<Item = &'e Recorded>) {
        for recorded in events {
            outage::note(&mut self.devices, recorded);
            match &recorded.event {
                Event::AppointmentBooked { ticket, service, booked_at, .. } => {
                    self.bookings.insert(*ticket, (service.clone(), *booked_at));
                }
                Event::AppointmentMoved { ticket, booked_at } => {
                    if let Some(booking) = self.bookings.get_mut(ticket) {
                        booking.1 = *booked_at;
                    }
                }
                Event::AppointmentCheckedIn { ticket, .. }
                | Event::TicketCancelled { ticket }
                | Event::TicketExpired { ticket } => _ = self.bookings.remove(ticket),
                _ => (),
            }
        }
    }
}

/// Returns the commands that were taken back.
pub(crate) fn undone<'e>(events: impl Iterator<Item = &'e Recorded>) -> BTreeSet<CommandId> {
    events
        .filter_map(|r| match &r.event {
            Event::CommandUndone { undone, .. } => Some(undone.clone()),
            _ => None,
        })
        .collect()
}

impl Fold<'_> {
    fn take(&mut self, recorded: &Recorded) {
        self.count(recorded);
        // The counters let go first, then somebody joins the line.
        self.desks.take(recorded);
        let at = recorded.at;
        match &recorded.event {
            Event::TicketIssued { ticket, service, class, .. } => {
                self.join(*ticket, Going::new(service.clone(), *class, at, true), None);
            }
            Event::AppointmentBooked { ticket, service, booked_at, .. } => {
                self.bookings.insert(*ticket, (service.clone(), *booked_at));
            }
            Event::AppointmentMoved { ticket, booked_at } => {
                if let Some(booking) = self.bookings.get_mut(ticket) {
                    booking.1 = *booked_at;
                }
            }
            Event::AppointmentCheckedIn { ticket, class, .. } => {
                if let Some((service, booked_at)) = self.bookings.remove(ticket) {
                    let mut going = Going::new(service, *class, at, true);
                    going.waits_since = Some(booked_at.max(at));
                    self.join(*ticket, going, None);
                }
            }
            Event::TicketCalled { ticket, counter, service, waited_ms, reason, .. } => {
                // Carried over from a day before: its visit began then.
                let carried = || Going::new(service.clone(), reason.class, at + -*waited_ms, false);
                let going = self.going.entry(*ticket).or_insert_with(carried);
                *going.wait_ms.get_or_insert(0) += waited_ms;
                (going.waits_since, going.no_show) = (None, false);
                (going.called_at, going.started_at) = (Some(at), None);
                going.counter = Some(counter.clone());
                going.clerk = Some(recorded.actor.id.clone());
            }
            Event::ServiceStarted { ticket, walked_ms, .. } => self.with(*ticket, |going| {
                *going.walk_ms.get_or_insert(0) += walked_ms;
                going.started_at = Some(at);
            }),
            Event::ServiceFinished { ticket, served_ms, by, next_service, .. } => {
                self.with(*ticket, |going| {
                    if *by != FinishedBy::Close {
                        *going.serve_ms.get_or_insert(0) += served_ms;
                    }
                });
                match next_service {
                    Some(next) => self.pass_on(*ticket, next, at, true, None),
                    None => self.end(*ticket, Outcome::Served, at),
                }
            }
            Event::TicketNoShow { ticket, .. } => self.with(*ticket, |going| {
                (going.no_show, going.called_at) = (true, None);
            }),
            Event::TicketReinstated { ticket, .. } | Event::TicketReturned { ticket, .. } => {
                self.back(*ticket, at);
            }
            Event::TicketParked { ticket, .. } => self.with(*ticket, |going| {
                going.served_until(at);
                going.waits_since = None;
            }),
            Event::TicketResumed { ticket, parked_ms } => {
                self.with(*ticket, |going| *going.park_ms.get_or_insert(0) += parked_ms);
                self.back(*ticket, at);
            }
            Event::TicketTransferred { ticket, service, to_counter, .. } => {
                self.with(*ticket, |going| going.served_until(at));
                self.pass_on(*ticket, service, at, false, to_counter.as_ref());
            }
            Event::TicketCancelled { ticket } => self.end(*ticket, Outcome::Abandoned, at),
            Event::TicketExpired { ticket } => self.end(*ticket, Outcome::Unserved, at),
            Event::TicketVoided { ticket, .. } => self.end(*ticket, Outcome::Void, at),
            Event::FeedbackGiven { service, rating, .. } => {
                self.ratings.entry(service.clone()).or_default().add(*rating);
            }
            _ => (),
        }
        self.desks.look(at);
        let waiting = u16::try_from(self.desks.waiting()).unwrap_or(u16::MAX);
        let quarter = self.quarter(at);
        self.quarters.entry(quarter).or_insert(Quarter { place: quarter, ..Quarter::default() }).waiting =
            waiting;
    }

    fn quarter(&self, at: Timestamp) -> u8 {
        ((at.0 + self.utc_offset_ms).rem_euclid(DAY_MS) / QUARTER_MS) as u8
    }

    fn count(&mut self, recorded: &Recorded) {
        let place = self.quarter(recorded.at);
        let quarter = self.quarters.entry(place).or_insert(Quarter { place, ..Quarter::default() });
        match &recorded.event {
            Event::TicketIssued { .. } | Event::AppointmentCheckedIn { .. } => quarter.arrived += 1,
            Event::TicketCalled { .. } => quarter.called += 1,
            Event::ServiceFinished { .. } | Event::TicketTransferred { .. } => quarter.finished += 1,
            _ => (),
        }
    }

    fn with(&mut self, ticket: TicketId, change: impl FnOnce(&mut Going)) {
        if let Some(going) = self.going.get_mut(&ticket) {
            change(going);
        }
    }

    fn join(&mut self, ticket: TicketId, going: Going, only: Option<&CounterId>) {
        self.desks.joins(ticket, &going.service, only);
        self.going.insert(ticket, going);
    }

    fn back(&mut self, ticket: TicketId, at: Timestamp) {
        if let Some(going) = self.going.get_mut(&ticket) {
            (going.waits_since, going.no_show) = (Some(at), false);
            (going.called_at, going.started_at) = (None, None);
            let service = going.service.clone();
            self.desks.joins(ticket, &service, None);
        }
    }

    /// The visit goes on with another transaction.
    fn pass_on(
        &mut self,
        ticket: TicketId,
        next: &ServiceId,
        at: Timestamp,
        stays: bool,
        only: Option<&CounterId>,
    ) {
        let Some(before) = self.going.remove(&ticket) else { return };
        let mut going = Going::new(next.clone(), before.class, at, false);
        going.issued_at = before.issued_at;
        if stays {
            (going.counter, going.called_at, going.started_at) = (before.counter.clone(), Some(at), None);
            going.clerk.clone_from(&before.clerk);
            going.waits_since = None;
        } else {
            self.desks.joins(ticket, next, only);
        }
        self.ended.push((before, Outcome::PassedOn, None));
        self.going.insert(ticket, going);
    }

    fn end(&mut self, ticket: TicketId, outcome: Outcome, at: Timestamp) {
        let Some(mut going) = self.going.remove(&ticket) else { return };
        if let Some(since) = going.waits_since {
            // How long somebody waited who was never called: for the service level, not for the averages.
            going.wait_ms = Some(going.wait_ms.unwrap_or(0) + at.since(since));
        }
        let total_ms = (outcome == Outcome::Served).then(|| at.since(going.issued_at));
        self.ended.push((going, outcome, total_ms));
    }

    fn finish(mut self, plan: &DayPlan, until: Timestamp) -> Day {
        for (_, mut going) in std::mem::take(&mut self.going) {
            let outcome = if going.no_show { Outcome::NoShow } else { Outcome::Open };
            if let Some(since) = going.waits_since {
                going.wait_ms = Some(going.wait_ms.unwrap_or(0) + until.since(since));
            }
            self.ended.push((going, outcome, None));
        }
        let mut desks = self.desks.end(until);
        let (mut services, mut clerks) = (Vec::<ServiceId>::new(), Vec::<DeviceId>::new());
        let mut facts = Vec::with_capacity(self.ended.len());
        for (going, outcome, total_ms) in &self.ended {
            let quarter = ((going.joined_at.0 + self.utc_offset_ms).rem_euclid(DAY_MS) / QUARTER_MS) as u8;
            let target_ms = self.config.service(&going.service).map_or(0, |s| s.target_wait_ms);
            facts.push(Fact {
                service: place_of(&mut services, &going.service),
                counter: going.counter.as_ref().map_or(NO_COUNTER, |c| desk_of(&mut desks, c)),
                clerk: going.clerk.as_ref().map_or(NO_CLERK, |c| place_of(&mut clerks, c).min(NO_CLERK - 1)),
                class: going.class,
                outcome: *outcome,
                first: going.first,
                quarter,
                wait_s: seconds(going.wait_ms),
                walk_s: seconds(going.walk_ms),
                serve_s: seconds(going.serve_ms),
                park_s: seconds(going.park_ms),
                total_s: seconds(*total_ms),
                target_s: seconds(Some(target_ms)),
            });
        }
        Day {
            day: plan.day,
            opens_at: plan.opens_at,
            closes_at: plan.closes_at,
            utc_offset_ms: self.utc_offset_ms,
            services,
            desks,
            clerks,
            devices: Vec::new(),
            facts,
            quarters: filled(self.quarters),
            ratings: self.ratings,
            forecast: Score::default(),
            read: Score::default(),
        }
    }
}

/// Whole seconds; longer than 18 hours is 18 hours.
fn seconds(ms: Option<i64>) -> u16 {
    ms.map_or(NO_TIME, |ms| u16::try_from((ms / SECOND_MS).max(0)).unwrap_or(NO_TIME - 1).min(NO_TIME - 1))
}

/// The place of a service or a clerk, which is added if it is new. Offices have a few dozen of each: the last place
/// stands for all beyond what a fact can name.
fn place_of<T: Clone + PartialEq>(known: &mut Vec<T>, id: &T) -> u8 {
    let place = known.iter().position(|s| s == id).unwrap_or_else(|| {
        known.push(id.clone());
        known.len() - 1
    });
    u8::try_from(place).unwrap_or(u8::MAX)
}

fn desk_of(desks: &mut Vec<DeskDay>, id: &CounterId) -> u8 {
    let place = desks.iter().position(|d| d.counter == *id).unwrap_or_else(|| {
        desks.push(DeskDay { counter: id.clone(), stretches: Vec::new() });
        desks.len() - 1
    });
    u8::try_from(place).unwrap_or(NO_COUNTER - 1).min(NO_COUNTER - 1)
}

/// Every quarter from the first to the last; in one without events as many wait as before.
fn filled(quarters: BTreeMap<u8, Quarter>) -> Vec<Quarter> {
    let (Some(first), Some(last)) = (quarters.keys().next(), quarters.keys().next_back()) else {
        return Vec::new();
    };
    let mut waiting = 0;
    (*first..=*last)
        .map(|place| {
            let quarter =
                quarters.get(&place).copied().unwrap_or(Quarter { place, waiting, ..Quarter::default() });
            waiting = quarter.waiting;
            quarter
        })
        .collect()
}
