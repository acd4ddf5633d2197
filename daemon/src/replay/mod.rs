//! "What if": recorded days played again under other rules or with other counters, beside what was.
//!
//! A reader of the journal, asked by `noubad replay` and by the manager's page. Nothing of it runs on the dispatcher's
//! path; the daemon lets [`RUNS_MAX`] run at once and answers the next one that it is busy.
//!
//! # Layout
//! - `change`: what is changed, as people write it
//! - `load`: a day of the journal with the office before it
//! - `text`: the answer as a table

mod change;
mod load;
mod text;

use std::sync::Arc;
use std::time::Instant;

use queue::OfficeConfig;
use queue::figures::{Day, Fairness, Filter, Grouping, Row, measure};
use queue::id::ServiceId;
use queue::replay::{Change, Fidelity, Patience, Recording, Side, Staffing, fidelity, replay};
use queue::time::Date;
use serde::Serialize;

use crate::calendar::OfficeCalendar;
use crate::store::{ReadError, Reader};

pub use change::{ChangeError, policy, staffing};
pub use load::{Loaded, day};
pub use text::table;

/// Runs the daemon lets go on at once: a manager's question must not take the processor from the counters.
pub const RUNS_MAX: usize = 1;
/// Days that are held in memory together; how long people stay is learned from these.
pub const DAYS_TOGETHER: usize = 31;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
    /// Only the figures of this service.
    pub service: Option<ServiceId>,
    /// The office as it is.
    pub config: Arc<OfficeConfig>,
    /// The office to play in.
    pub changed: Arc<OfficeConfig>,
    /// Counters added or taken away.
    pub staffing: Vec<Staffing>,
}

/// One side of the comparison.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Figured {
    /// All together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Row>,
    /// By service.
    pub services: Vec<Row>,
    /// By class.
    pub classes: Vec<Row>,
    /// The order of calls.
    pub fairness: Fairness,
}

/// How long people stay, as far as these days say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Stays {
    /// People who gave a ticket up before they were called.
    pub gave_up: u32,
    /// Whether that is enough to know when others would: without it, nobody else gives up in the play.
    pub known: bool,
}

/// What would have changed.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Answer {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
    /// Days there were.
    pub days: u32,
    /// How much of the record comes back when nothing is changed: what the comparison is worth.
    pub fidelity: Fidelity,
    /// People of the record who got no ticket in the play.
    pub refused: u32,
    /// How long people stay.
    pub stays: Stays,
    /// As it was.
    pub was: Figured,
    /// As it would have been.
    pub then: Figured,
    /// Local time minus UTC on the last of the days, in milliseconds.
    pub utc_offset_ms: i64,
    /// How long the days lasted, in milliseconds.
    pub lasted_ms: i64,
    /// How long playing them took, reading included, in milliseconds; each was played twice.
    pub took_ms: f64,
}

impl Answer {
    /// Returns how many times faster than they were the days were played.
    #[must_use]
    pub fn times_as_fast(&self) -> f64 {
        self.lasted_ms as f64 / self.took_ms.max(0.001)
    }
}

/// What is added up over the days.
#[derive(Default)]
struct Sums {
    days: u32,
    fidelity: Fidelity,
    refused: u32,
    stays: Stays,
    was: (Vec<Day>, Fairness),
    then: (Vec<Day>, Fairness),
    utc_offset_ms: i64,
    lasted_ms: i64,
}

/// Plays the days asked for, as they were and as they would have been.
///
/// # Errors
/// [`ReadError`] when the journal cannot be read.
pub async fn run(reader: &Reader, calendar: &Arc<OfficeCalendar>, asked: Asked) -> Result<Answer, ReadError> {
    let started = Instant::now();
    let asked = Arc::new(asked);
    let mut sums = Sums::default();
    let mut after = load::first(reader, asked.from).await?;
    loop {
        let mut together = Vec::new();
        while together.len() < DAYS_TOGETHER {
            let Some(loaded) = load::next(reader, after, asked.to).await? else { break };
            after = loaded.next;
            together.push(loaded);
        }
        if together.is_empty() {
            break;
        }
        let (asked, calendar) = (Arc::clone(&asked), Arc::clone(calendar));
        let worked = tokio::task::spawn_blocking(move || {
            sums.play(together, &asked, &calendar);
            sums
        });
        // A panic in there is a defect, and the one who asked must hear of it.
        sums = worked.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    }
    let took_ms = started.elapsed().as_secs_f64() * 1000.0;
    Ok(sums.answer(&asked, took_ms))
}

impl Sums {
    fn play(&mut self, together: Vec<Loaded>, asked: &Asked, calendar: &OfficeCalendar) {
        let recorded = |l: Loaded| Recording::of(l.before, &l.events, &asked.config);
        let recordings: Vec<Recording> = together.into_iter().filter_map(recorded).collect();
        let waits: Vec<(i64, bool)> = recordings.iter().flat_map(Recording::waits).collect();
        let gave_up = waits.iter().filter(|(_, left)| *left).count();
        let patience = Patience::of(waits);
        self.stays.gave_up += u32::try_from(gave_up).unwrap_or(u32::MAX);
        self.stays.known |= !patience.is_endless();
        for recording in &recordings {
            self.day(recording, asked, &patience, calendar);
        }
    }

    fn day(&mut self, recording: &Recording, asked: &Asked, patience: &Patience, calendar: &OfficeCalendar) {
        let utc_offset_ms = calendar.utc_offset_ms(recording.opens_at());
        let again = replay(recording, &Recording::unchanged(&asked.config, patience.clone()));
        let back = fidelity(recording, &again);
        let change = Change {
            config: Arc::clone(&asked.changed),
            staffing: asked.staffing.clone(),
            patience: patience.clone(),
            utc_offset_ms,
        };
        let played = replay(recording, &change);
        self.days += 1;
        self.fidelity.calls += back.calls;
        self.fidelity.same += back.same;
        self.refused += played.refused;
        self.lasted_ms += recording.lasted_ms();
        self.utc_offset_ms = utc_offset_ms;
        add(&mut self.was, recording.was(&asked.config, utc_offset_ms));
        add(&mut self.then, recording.played(&played, utc_offset_ms));
    }

    fn answer(self, asked: &Asked, took_ms: f64) -> Answer {
        let (from, to) = (asked.from, asked.to);
        Answer {
            from,
            to,
            days: self.days,
            fidelity: self.fidelity,
            refused: self.refused,
            stays: self.stays,
            was: figured(self.was, asked),
            then: figured(self.then, asked),
            utc_offset_ms: self.utc_offset_ms,
            lasted_ms: self.lasted_ms,
            took_ms,
        }
    }
}

fn add(to: &mut (Vec<Day>, Fairness), side: Option<Side>) {
    if let Some(side) = side {
        to.0.push(side.day);
        to.1.merge(side.fairness);
    }
}

fn figured((days, mut fairness): (Vec<Day>, Fairness), asked: &Asked) -> Figured {
    let filter = Filter { service: asked.service.clone(), ..Filter::default() };
    let rows = |by| measure(days.iter(), &filter, by, true);
    if let Some(only) = &asked.service {
        fairness.list.retain(|call| call.service == *only);
        fairness.passed_over.retain(|passed| passed.service == *only);
    }
    Figured {
        all: rows(Grouping::All).pop(),
        services: rows(Grouping::Service),
        classes: rows(Grouping::Class),
        fairness,
    }
}
