//! Recorded days played again: under other rules, with other counters, through the same [`Office::decide`].
//!
//! [`Recording::of`] takes a day's events apart into what people and clerks did of their own accord: who came when and
//! for what, how long each was at a counter and how it ended, when counters opened and closed, how long a clerk took to
//! call once somebody waited. [`replay`] plays these again in the order of time; only whom a counter calls is decided
//! anew. Under the rules and counters of the record, the record comes back, call by call: [`fidelity`] says how far.
//!
//! What is assumed where the record cannot know:
//!
//! | of | is assumed |
//! |---|---|
//! | time at a counter | the person's own, at whatever counter; of somebody who was never called, the service's middle of that day |
//! | a clerk | takes as long to call the next one as in the record; away from the counter (longer than [`AWAY_MS`] while somebody waited) at the same times of day |
//! | an added counter | calls as promptly as the office's middle, and goes on until whoever is there is done |
//! | whoever gave the ticket up | does so after the same wait, unless called before |
//! | everybody else | has a patience that nobody saw the end of: longer than their wait was, and then as that of the others on these days ([`Patience`], Kaplan and Meier 1958). Where fewer than [`Patience::LEAVERS_MIN`] gave up, nobody else does |
//! | whoever did not come when called | does not come this time either, and comes back after the same time if they did |
//! | somebody picked out of order | is picked again at the same time, if still waiting |
//! | those who came | come, however long the queue is |
//!
//! # Layout
//! - `record`: from events to a recording
//! - `ready`: since when a counter could call somebody; the same for record and play
//! - `play`: the play
//! - `ask`: one thing done, through the core
//! - `patience`: how long people stay

mod ask;
mod patience;
mod play;
mod ready;
mod record;

use std::sync::Arc;

use crate::calendar::LocalTime;
use crate::config::OfficeConfig;
use crate::event::{Event, Recorded};
use crate::figures::{Collector, Day, Fairness, fairness};
use crate::id::{CounterId, TicketId};
use crate::time::{MINUTE_MS, Timestamp};

pub use patience::Patience;
pub use play::replay;
pub use record::Recording;

/// A clerk who lets somebody wait at a free counter for longer is not slow but away.
pub const AWAY_MS: i64 = 3 * MINUTE_MS;

/// Counters there were not, or are not, for a part of the day. Times are local.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Staffing {
    /// So many more.
    More {
        /// How many.
        number: u32,
        /// From when.
        from: LocalTime,
        /// Until when.
        to: LocalTime,
        /// Serves what this counter serves; without it, whatever any counter serves.
        like: Option<CounterId>,
    },
    /// One is away.
    Away {
        /// Which.
        counter: CounterId,
        /// From when.
        from: LocalTime,
        /// Until when.
        to: LocalTime,
    },
}

/// What is otherwise than in the record.
#[derive(Clone, Debug)]
pub struct Change {
    /// Services, counters and rules of the play.
    pub config: Arc<OfficeConfig>,
    /// Counters added or taken away.
    pub staffing: Vec<Staffing>,
    /// How long people stay.
    pub patience: Patience,
    /// Local time minus UTC on that day, in milliseconds.
    pub utc_offset_ms: i64,
}

/// A day as it was played.
#[derive(Clone, PartialEq, Debug)]
pub struct Played {
    /// Its events, as a journal would have them.
    pub events: Vec<Recorded>,
    /// People of the record whom the office of the play gave no ticket, with how many: its services are others, or its
    /// rules refuse them.
    pub refused: u32,
    /// The office it was played in, with the counters that were added.
    pub config: Arc<OfficeConfig>,
}

/// How much of a record came back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct Fidelity {
    /// Calls in the record, without those taken back.
    pub calls: u32,
    /// Calls of the play up to the first that is another ticket, counter or time.
    pub same: u32,
}

/// Returns how far the calls of a play are those of the record: the same tickets to the same counters in the same order,
/// and, unless the clock was set back on that day, at the same times.
#[must_use]
pub fn fidelity(recording: &Recording, played: &Played) -> Fidelity {
    let in_order = recording.events.is_sorted_by_key(|r| r.at);
    let pairs = calls(&played.events).zip(calls(&recording.events));
    let same = pairs.take_while(|(a, b)| (a.1, a.2) == (b.1, b.2) && (a.0 == b.0 || !in_order)).count();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Fidelity { calls: number(calls(&recording.events).count()), same: number(same) }
}

/// A day in figures, as it was or as it was played.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// Its facts.
    pub day: Day,
    /// The order of its calls.
    pub fairness: Fairness,
}

impl Recording {
    /// Returns the figures of the day as it was.
    #[must_use]
    pub fn was(&self, config: &Arc<OfficeConfig>, utc_offset_ms: i64) -> Option<Side> {
        self.side(&self.events, config, utc_offset_ms)
    }

    /// Returns the figures of the day as it was played.
    #[must_use]
    pub fn played(&self, played: &Played, utc_offset_ms: i64) -> Option<Side> {
        self.side(&played.events, &played.config, utc_offset_ms)
    }

    fn side(&self, events: &[Recorded], config: &Arc<OfficeConfig>, utc_offset_ms: i64) -> Option<Side> {
        let booked = self.before.bookings.values().map(|b| (b.id, b.service.clone(), b.at));
        let day = Collector::with(booked).day(events.iter(), config, utc_offset_ms, self.until)?;
        Some(Side { day, fairness: fairness(self.before.clone(), events, config) })
    }
}

fn calls(events: &[Recorded]) -> impl Iterator<Item = (Timestamp, TicketId, &CounterId)> {
    events.iter().filter_map(|r| match &r.event {
        Event::TicketCalled { ticket, counter, .. } => Some((r.at, *ticket, counter)),
        _ => None,
    })
}
