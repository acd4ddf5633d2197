//! The office's figures: pure functions of its events.
//!
//! [`Collector`] turns the events of one office day into a [`Day`]: one [`Fact`] for each transaction, the counters'
//! time, and the quarter hours. [`measure`] turns any number of days into figures, [`sums`] into what can be added to
//! other days' and offices'. A day is only ever of one office; periods are half-open, so that what happens at 09:15:00
//! belongs to the quarter that begins then.
//!
//! | figure | formula |
//! |---|---|
//! | arrived | tickets given and appointments checked in |
//! | waiting time | call − joining the line, summed over the line's returns (after a no-show, from coming back); an appointment joins at the later of booked time and check-in |
//! | walking time | start − call |
//! | service time | finish − start (or − call, where nobody says start); until a parking or a transfer likewise |
//! | parked time | resume − parking; part of nothing else |
//! | total | last finish − first issue, of visits that were served |
//! | service level | served within the target ÷ (served + no-shows + abandoned after the target) |
//! | no-show rate | visits that ended as no-shows ÷ arrived |
//! | abandoned | given up or removed, neither served nor a no-show |
//! | unserved | still waiting when the day ended |
//! | percentile p | the smallest time that p in a hundred do not exceed; hidden below 5 times |
//! | occupancy | arrived × mean service time ÷ time counters were open |
//! | utilisation | (walking + service time) ÷ (time open − pauses), of counters |
//! | idle while waiting | time a counter was open and free while somebody waited whom it serves |
//! | device downtime | time within the open hours (breaks included) in a state in which it does not do its work ([`ability`]) |
//! | paper-out time | that part of it in which it had no paper |
//! | mean time to repair | downtime ÷ times it stopped doing its work |
//! | arrivals, calls, ends per quarter hour | how many fell into each quarter hour of the local day, half-open |
//! | well served, as people say | "good" ÷ all answers; of whole days and services, never of counters or clerks |
//! | forecast coverage, bias | share of waits inside the range that was said; mean of waited − expected |
//!
//! What the day's end or a closing counter finished by itself counts as served but its service time is left out.
//! Commands taken back within seconds are left out as if they had never been given.

mod collect;
mod desks;
mod fairness;
mod measure;
mod outage;
mod sample;
mod sum;
pub mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::event::{Event, Recorded};
use crate::forecast::Score;
use crate::id::{CounterId, DeviceId, ServiceId};
use crate::ticket::Class;
use crate::time::{Date, Timestamp};

pub use collect::Collector;
pub(crate) use collect::undone;
pub use fairness::{Fairness, LISTED_MAX, OutOfOrder, PassedOver, fairness};
pub use measure::{CLASSES_MIN, Figures, Filter, Grouping, Key, Ratings, Row, measure, period_of, sums};
pub use outage::{Ability, DeviceDay, DeviceRow, Outage, ability, devices};
pub use sample::{SPREAD_MIN, Spread};
pub use sum::Sum;

/// Seconds that are not there: nobody waited, walked or was served.
pub const NO_TIME: u16 = u16::MAX;
/// A counter that is not there: nobody was called.
pub const NO_COUNTER: u8 = u8::MAX;
/// A clerk that is not there: nobody called.
pub const NO_CLERK: u8 = u8::MAX;
/// The form days are written in; days of an older one lack something and are made again from the events.
pub const FORM: u32 = 1;

/// What became of a transaction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The visit ended with it.
    Served,
    /// It was dealt with and the visit went on: another service, another counter.
    PassedOn,
    /// Called, and nobody came.
    NoShow,
    /// Given up or removed.
    Abandoned,
    /// Still waiting when the day ended.
    Unserved,
    /// The paper never came: it was nobody's.
    Void,
    /// Still going on.
    Open,
}

const OUTCOMES: [Outcome; 7] = [
    Outcome::Served,
    Outcome::PassedOn,
    Outcome::NoShow,
    Outcome::Abandoned,
    Outcome::Unserved,
    Outcome::Void,
    Outcome::Open,
];

/// One transaction of a visit, small enough that ten years of them fit in memory. Times in whole seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(into = "[u16; 13]", try_from = "[u16; 13]")]
pub struct Fact {
    /// The service, by its place in [`Day::services`].
    pub service: u8,
    /// The counter that called last, by its place in [`Day::desks`]; [`NO_COUNTER`] when nobody was called.
    pub counter: u8,
    /// Who called last, by their place in [`Day::clerks`]; [`NO_CLERK`] when nobody was called.
    pub clerk: u8,
    /// The class.
    pub class: Class,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether the visit began with it.
    pub first: bool,
    /// The quarter of the local day in which it joined the line, 0 to 95.
    pub quarter: u8,
    /// Time in the line; [`NO_TIME`] when there was no line (a second service at the same counter).
    pub wait_s: u16,
    /// From the call to the start.
    pub walk_s: u16,
    /// At the counter.
    pub serve_s: u16,
    /// Set aside.
    pub park_s: u16,
    /// From first issue to the end of the visit; only where the visit ended as served.
    pub total_s: u16,
    /// The wait its service wanted to keep then.
    pub target_s: u16,
}

impl From<Fact> for [u16; 13] {
    fn from(f: Fact) -> Self {
        let class = match f.class {
            Class::Normal => 0,
            Class::Priority => 1,
            Class::Appointment => 2,
        };
        let outcome = OUTCOMES.iter().position(|o| *o == f.outcome).unwrap_or(0) as u16;
        let (service, counter, quarter) = (f.service.into(), f.counter.into(), f.quarter.into());
        [
            service,
            counter,
            class,
            outcome,
            f.first.into(),
            quarter,
            f.wait_s,
            f.walk_s,
            f.serve_s,
            f.park_s,
            f.total_s,
            f.target_s,
            f.clerk.into(),
        ]
    }
}

impl TryFrom<[u16; 13]> for Fact {
    type Error = &'static str;
    fn try_from(n: [u16; 13]) -> Result<Self, Self::Error> {
        let small = |n: u16| u8::try_from(n).map_err(|_| "a place is above 255");
        let class = match n[2] {
            0 => Class::Normal,
            1 => Class::Priority,
            2 => Class::Appointment,
            _ => return Err("there is no such class"),
        };
        Ok(Self {
            service: small(n[0])?,
            counter: small(n[1])?,
            class,
            outcome: *OUTCOMES.get(usize::from(n[3])).ok_or("there is no such outcome")?,
            first: n[4] != 0,
            quarter: small(n[5])?,
            wait_s: n[6],
            walk_s: n[7],
            serve_s: n[8],
            park_s: n[9],
            total_s: n[10],
            target_s: n[11],
            clerk: small(n[12])?,
        })
    }
}

/// What a counter did for a while.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Open, and nobody waited whom it serves.
    Free,
    /// Open and free while somebody waited whom it serves.
    Idle,
    /// Somebody was on the way to it.
    Walking,
    /// It served.
    Serving,
    /// The clerk was away.
    Paused,
}

/// One stretch of a counter's day: from and to in seconds since the opening of the day, and what it did. While it was
/// closed there is none.
pub type Stretch = (i32, i32, Doing);

/// A counter's day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeskDay {
    /// The counter.
    pub counter: CounterId,
    /// What it did, in order.
    pub stretches: Vec<Stretch>,
}

/// A quarter hour of the local day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Quarter {
    /// Its place in the local day, 0 to 95.
    pub place: u8,
    /// Visits that began in it.
    pub arrived: u16,
    /// Calls in it.
    pub called: u16,
    /// Transactions that ended at a counter in it.
    pub finished: u16,
    /// Those who waited at its end.
    pub waiting: u16,
}

/// One office day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Day {
    /// Its name.
    pub day: Date,
    /// When it opened.
    pub opens_at: Timestamp,
    /// Until when tickets were given.
    pub closes_at: Timestamp,
    /// Local time minus UTC on that day, in milliseconds.
    pub utc_offset_ms: i64,
    /// The services that facts speak of.
    pub services: Vec<ServiceId>,
    /// The counters that were open or that facts speak of.
    pub desks: Vec<DeskDay>,
    /// Who called: accounts, which are pseudonyms, or the pads of counters where nobody signs in.
    pub clerks: Vec<DeviceId>,
    /// Devices that did not do their work for a while.
    pub devices: Vec<DeviceDay>,
    /// One for each transaction, in the order they ended.
    pub facts: Vec<Fact>,
    /// The quarters between the first and the last in which something happened.
    pub quarters: Vec<Quarter>,
    /// What people said of each service, also after the day was over. Always written: the portal keeps days in a form
    /// whose fields have no names.
    #[serde(default)]
    pub ratings: BTreeMap<ServiceId, Ratings>,
    /// How the ranges of the forecast turned out, and how what people read of them did. Not a fold of the events: what
    /// was said is not in the journal.
    #[serde(default)]
    pub forecast: Score,
    /// As people read them, in whole steps.
    #[serde(default)]
    pub read: Score,
}

impl Day {
    /// Takes in what was said after the day was over: it is about a visit of that day, and a link works on for an hour.
    /// Returns whether anything was said.
    pub fn take_late<'e>(&mut self, night: impl Iterator<Item = &'e Recorded>) -> bool {
        let mut said = false;
        for recorded in night {
            if let Event::FeedbackGiven { service, rating, .. } = &recorded.event {
                self.ratings.entry(service.clone()).or_default().add(*rating);
                said = true;
            }
        }
        said
    }
}
