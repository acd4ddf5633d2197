//! The task that turns each office's closed days into facts and sums: what managers compare. All of it follows from
//! the events and can be made again.
//!
//! An office's history is its newest journal with the parts of earlier ones it goes on from. A day that an office
//! lived through after the backup it was later restored from is not in that history: it is taken out again, and its
//! events stay where they are.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use queue::figures::{Collector, Day};
use queue::id::OfficeId;
use queue::live::Profile;
use queue::time::Date;
use queue::{Event, Recorded};
use sqlx::Row;
use sqlx::postgres::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::fold::{Events, Segment, lineage};
use crate::store::{StoreError, failed};
use crate::sums::{self, Change};

/// The form of what is stored of a day; another one is made anew.
pub const FORM: i32 = 3;
/// Days that are added up in one transaction.
const BATCH: usize = 64;
/// How long after the last look there is another one, even if no day is known to have closed.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pause after an error.
const RETRY: Duration = Duration::from_secs(5);

/// A closed day of an office.
#[derive(Clone, Debug)]
pub struct Done {
    /// The office.
    pub office: OfficeId,
    /// The day.
    pub day: Day,
    /// The journal it closed in.
    pub epoch: String,
    /// The event it closed with.
    pub seq: i64,
    /// The configuration it was measured by; none if none was known.
    pub profile: Option<String>,
    /// What it left behind.
    pub collector: Collector,
}

/// Works days out whenever told so, until told to stop.
pub async fn run(pool: PgPool, news: Arc<Notify>, stop: CancellationToken) {
    // How far each office's days were when they were last looked at.
    let mut seen = BTreeMap::new();
    loop {
        let pause = match work(&pool, &mut seen).await {
            Ok(()) => PATIENCE,
            Err(error) => {
                tracing::warn!(error = %error, "the days could not be worked out");
                RETRY
            }
        };
        tokio::select! {
            _ = tokio::time::timeout(pause, news.notified()) => (),
            () = stop.cancelled() => return,
        }
    }
}

/// Of each office its newest journal, the last event in that which changes closed days, and its configuration.
type Seen = BTreeMap<String, (String, Option<i64>, Option<String>)>;

/// Works out every closed day that is not worked out yet.
///
/// # Errors
/// [`StoreError`]; what is done is done, calling again goes on.
pub async fn work(pool: &PgPool, seen: &mut Seen) -> Result<(), StoreError> {
    sums::forget_other_forms(pool).await?;
    let failed = failed("work out the closed days");
    let query = "select distinct on (c.office) c.office, c.epoch, e.seq, p.hash from office_cursor as c \
                 left join lateral (select seq from day_change as e where e.office = c.office and e.epoch = c.epoch \
                                    order by seq desc limit 1) as e on true \
                 left join lateral (select hash from office_profile as p where p.office = c.office \
                                    order by p.last_ms desc, p.hash limit 1) as p on true \
                 order by c.office, c.opened_ms desc, c.epoch";
    let rows = sqlx::query(query).fetch_all(pool).await.map_err(&failed)?;
    let mut changes = Vec::new();
    let mut looked = Vec::new();
    for row in rows {
        let (office, at): (String, (String, Option<i64>, Option<String>)) =
            (row.get(0), (row.get(1), row.get(2), row.get(3)));
        if seen.get(&office) == Some(&at) {
            continue;
        }
        let Ok(id) = OfficeId::new(&office) else { continue };
        let mut office_days = OfficeDays { pool, office: id, changes: &mut changes };
        office_days.gather(&at.0).await?;
        looked.push((office, at));
        if changes.len() >= BATCH {
            sums::apply(pool, std::mem::take(&mut changes)).await?;
            seen.extend(looked.drain(..));
        }
    }
    sums::apply(pool, changes).await?;
    seen.extend(looked);
    Ok(())
}

struct OfficeDays<'a> {
    pool: &'a PgPool,
    office: OfficeId,
    changes: &'a mut Vec<Change>,
}

/// Where a walk through a history begins.
#[derive(Default)]
struct Start {
    epoch: String,
    seq: i64,
    collector: Collector,
}

impl OfficeDays<'_> {
    /// Finds the days of one office that are to be added or taken out.
    async fn gather(&mut self, epoch: &str) -> Result<(), StoreError> {
        let failed = failed("read an office's days");
        let history = lineage(self.pool, self.office.as_str(), epoch).await.map_err(&failed)?;
        let start = self.start(&history).await.map_err(&failed)?;
        let Some(end) = self.last_change(&history, start.seq).await.map_err(&failed)? else { return Ok(()) };
        let profiles = self.profiles().await.map_err(&failed)?;
        self.walk(&history, start, end, &profiles).await.map_err(&failed)
    }

    /// Marks what is no longer true, and returns the last place before it.
    async fn start(&mut self, history: &[Segment]) -> Result<Start, sqlx::Error> {
        let query = "select day::text, epoch, seq, form, collector, profile is null and exists \
                     (select 1 from office_profile as p where p.office = d.office) \
                     from office_day as d where office = $1 order by seq";
        let rows = sqlx::query(query).bind(self.office.as_str()).fetch_all(self.pool).await?;
        let mut start = Start::default();
        let mut whole = true;
        for row in &rows {
            let (epoch, seq): (String, i64) = (row.get(1), row.get(2));
            let Some(segment) = history.iter().find(|s| s.epoch == epoch) else { continue };
            let left_behind = seq > segment.last;
            let stale = row.get::<i32, _>(3) != FORM || row.get::<bool, _>(5);
            if left_behind {
                let day: Option<Date> = row.get::<String, _>(0).parse().ok();
                self.changes.extend(day.map(|day| Change::Gone { office: self.office.clone(), day }));
            } else if stale {
                whole = false;
            } else if whole {
                let collector = serde_json::from_str(row.get(4)).unwrap_or_default();
                start = Start { epoch, seq, collector };
            }
        }
        Ok(start)
    }

    /// Returns the last event after `seq` with which a day closed, or which says something of a closed one.
    async fn last_change(&self, history: &[Segment], seq: i64) -> Result<Option<i64>, sqlx::Error> {
        let query =
            "select max(seq) from day_change where office = $1 and epoch = $2 and seq > $3 and seq <= $4";
        for segment in history.iter().rev().take_while(|s| s.last > seq) {
            let query = sqlx::query(query).bind(self.office.as_str()).bind(&segment.epoch);
            let row = query.bind(seq.max(segment.first - 1)).bind(segment.last).fetch_one(self.pool).await?;
            if let Some(found) = row.get::<Option<i64>, _>(0) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Returns the configurations the office reported under, the newest last.
    async fn profiles(&self) -> Result<Vec<Profile>, sqlx::Error> {
        let query = "select body from office_profile where office = $1 order by last_ms, hash";
        let rows = sqlx::query(query).bind(self.office.as_str()).fetch_all(self.pool).await?;
        Ok(rows.iter().filter_map(|row| serde_json::from_str(row.get(0)).ok()).collect())
    }

    /// Returns the configuration in force after an event, by its hash.
    async fn hash_at(&self, history: &[Segment], seq: i64) -> Result<Option<String>, sqlx::Error> {
        let query = "select body from event where office = $1 and epoch = $2 and kind = 'config_loaded' \
                     and seq <= $3 order by seq desc limit 1";
        for segment in history.iter().rev().filter(|s| s.first <= seq) {
            let query = sqlx::query(query).bind(self.office.as_str()).bind(&segment.epoch);
            if let Some(row) = query.bind(seq.min(segment.last)).fetch_optional(self.pool).await? {
                return Ok(serde_json::from_str::<Recorded>(row.get(0)).ok().and_then(|r| hash_of(&r.event)));
            }
        }
        Ok(None)
    }

    /// Goes through the events up to the last day's end, and what was said of it since, as the office's own keeper of
    /// figures does.
    async fn walk(
        &mut self,
        history: &[Segment],
        start: Start,
        end: i64,
        profiles: &[Profile],
    ) -> Result<(), sqlx::Error> {
        let mut hash = self.hash_at(history, start.seq).await?;
        let mut collector = start.collector;
        let mut pending: Vec<Recorded> = Vec::new();
        // Where the walk begins, and where it is.
        let begin = (start.epoch, start.seq);
        let mut at = begin.clone();
        let office = self.office.clone();
        for segment in history.iter().filter(|s| s.last > start.seq && s.first <= end) {
            let segment = Segment { last: segment.last.min(end), ..segment.clone() };
            let mut events = Events::new(self.pool, office.as_str(), &segment, start.seq);
            while let Some(rows) = events.next().await? {
                // What a newer office writes is skipped, as everywhere.
                for recorded in
                    rows.iter().filter_map(|(_, body)| serde_json::from_str::<Recorded>(body).ok())
                {
                    hash = hash_of(&recorded.event).or(hash);
                    let (opens, closes) = (
                        matches!(recorded.event, Event::DayOpened { .. }),
                        matches!(recorded.event, Event::DayClosed { .. }),
                    );
                    if opens {
                        self.take_night(std::mem::take(&mut pending), (&begin, &at), &mut collector).await?;
                    }
                    at = (segment.epoch.clone(), i64::try_from(recorded.seq).unwrap_or(i64::MAX));
                    pending.push(recorded);
                    if closes {
                        let profile = profile_of(profiles, hash.as_deref());
                        if let Some(done) = close(&office, &segment.epoch, &pending, &mut collector, profile)
                        {
                            self.changes.push(Change::Done(Box::new(done)));
                        }
                        pending.clear();
                    }
                }
            }
        }
        self.take_night(pending, (&begin, &at), &mut collector).await
    }
}

impl OfficeDays<'_> {
    /// Takes in what was booked in a night, or in the part of it that is known; and changes the day before if something
    /// was said of it: the last one in hand, or the stored one with which the walk began. `at` is the last event.
    async fn take_night(
        &mut self,
        night: Vec<Recorded>,
        (begin, at): (&(String, i64), &(String, i64)),
        collector: &mut Collector,
    ) -> Result<(), sqlx::Error> {
        collector.close(night.iter());
        if !night.iter().any(|r| matches!(r.event, Event::FeedbackGiven { .. })) {
            return Ok(());
        }
        let in_hand = self.changes.iter().rev().find_map(|change| match change {
            Change::Done(done) if done.office == self.office => Some(Done::clone(done)),
            Change::Done(_) | Change::Gone { .. } => None,
        });
        let before = match in_hand {
            Some(done) => Some(done),
            None => sums::day_up_to(self.pool, &self.office, begin).await?,
        };
        if let Some(mut done) = before {
            done.day.take_late(night.iter());
            (done.epoch, done.seq, done.collector) = (at.0.clone(), at.1, collector.clone());
            self.changes.push(Change::Done(Box::new(done)));
        }
        Ok(())
    }
}

fn hash_of(event: &Event) -> Option<String> {
    match event {
        Event::ConfigLoaded { hash } => Some(hash.clone()),
        _ => None,
    }
}

/// The profile of a hash, or the newest one where that was never reported.
fn profile_of<'p>(profiles: &'p [Profile], hash: Option<&str>) -> Option<&'p Profile> {
    profiles.iter().find(|p| Some(p.hash.as_str()) == hash).or(profiles.last())
}

/// Returns the day that these events, the last of which closes it, make.
fn close(
    office: &OfficeId,
    epoch: &str,
    events: &[Recorded],
    collector: &mut Collector,
    profile: Option<&Profile>,
) -> Option<Done> {
    let day = collect(office, events, collector, profile)?;
    collector.close(events.iter());
    Some(Done {
        office: office.clone(),
        day,
        epoch: epoch.to_owned(),
        seq: events.last().map_or(0, |r| i64::try_from(r.seq).unwrap_or(i64::MAX)),
        profile: profile.map(|p| p.hash.clone()),
        collector: collector.clone(),
    })
}

fn collect(
    office: &OfficeId,
    events: &[Recorded],
    collector: &Collector,
    profile: Option<&Profile>,
) -> Option<Day> {
    let opens_at = events.iter().find_map(|r| match &r.event {
        Event::DayOpened { plan } => Some(plan.opens_at),
        _ => None,
    })?;
    let nothing = Profile {
        hash: String::new(),
        names: BTreeMap::new(),
        services: Vec::new(),
        counters: Vec::new(),
        offsets: Vec::new(),
    };
    let profile = profile.unwrap_or(&nothing);
    let until = events.last()?.at;
    collector.day(events.iter(), &profile.config(office), profile.utc_offset_ms(opens_at), until)
}
