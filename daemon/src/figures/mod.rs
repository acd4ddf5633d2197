//! The figures' keeper: a reader of the feed that turns each office day into facts, keeps those of all days at hand,
//! and works the present day out anew every few seconds.
//!
//! Days that have ended lie in `figures.jsonl` beside the journal, one a line. They follow from the journal: the file
//! may be deleted at any time and is made again, but for how the forecast's ranges turned out, as what was said is not
//! in the journal.
//!
//! # Layout
//! - `file`: the days on disk

mod file;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use queue::event::Event;
use queue::figures::{Collector, Day, FORM, Filter, Grouping, Key, Row, measure};
use queue::id::DeviceId;
use queue::time::{Date, HOUR_MS, Timestamp};
use queue::{OfficeConfig, Recorded};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::calendar::OfficeCalendar;
use crate::clock::SharedClock;
use crate::feed::Feed;
use crate::forecast::Waits;
use crate::store::{OpenError, READ_LIMIT_MAX, ReadError, Reader};

/// Least time between two looks at the present day.
const PAUSE: Duration = Duration::from_secs(2);
/// How often it is looked at though nothing happened: open times grow.
const AGAIN: Duration = Duration::from_secs(30);
/// How long to wait before the journal is read again after an error.
const RETRY: Duration = Duration::from_secs(2);
/// How long after the start it goes through the journal: until then the processors are for the first citizens.
const SETTLED: Duration = Duration::from_millis(250);
/// The days that have ended, in the data directory.
const FILE: &str = "figures.jsonl";

/// The present day in figures.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Today {
    /// The day; none was opened yet.
    pub day: Option<Arc<Day>>,
    /// All of it together.
    pub all: Option<Row>,
    /// Those who joined the line within the last hour.
    pub last_hour: Option<Row>,
}

/// The days, for whoever asks. Cheap to clone.
#[derive(Clone)]
pub struct Archive(Arc<Inner>);

struct Inner {
    days: RwLock<BTreeMap<Date, Arc<Day>>>,
    today: watch::Sender<Arc<Today>>,
    /// Whether all of the journal has been gone through.
    complete: watch::Sender<bool>,
}

impl Default for Archive {
    fn default() -> Self {
        let (today, complete) = (watch::Sender::default(), watch::Sender::new(false));
        Self(Arc::new(Inner { days: RwLock::default(), today, complete }))
    }
}

impl Archive {
    /// Returns the days of a half-open period in order, the present one as it was a moment ago.
    #[must_use]
    pub fn days(&self, from: Date, to: Date) -> Vec<Arc<Day>> {
        let days = self.0.days.read().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<Arc<Day>> = if from < to {
            days.range(from..to).map(|(_, day)| Arc::clone(day)).collect()
        } else {
            Vec::new()
        };
        drop(days);
        if let Some(today) = self.today().day.clone()
            && (from..to).contains(&today.day)
            && found.last().is_none_or(|last| last.day < today.day)
        {
            found.push(today);
        }
        found
    }

    /// Returns the first and the last day there are figures of.
    #[must_use]
    pub fn span(&self) -> Option<(Date, Date)> {
        let days = self.0.days.read().unwrap_or_else(PoisonError::into_inner);
        let (first, last) = (days.keys().next().copied(), days.keys().next_back().copied());
        drop(days);
        let today = self.today().day.as_ref().map(|d| d.day);
        Some((first.or(today)?, today.or(last)?))
    }

    /// Returns the present day.
    #[must_use]
    pub fn today(&self) -> Arc<Today> {
        Arc::clone(&self.0.today.borrow())
    }

    /// Returns a receiver that is told whenever the present day was looked at anew.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<Arc<Today>> {
        self.0.today.subscribe()
    }

    /// Returns whether the whole journal has been gone through; until then days may be missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        *self.0.complete.borrow()
    }

    /// Returns a day that has ended.
    fn ended(&self, day: Date) -> Option<Arc<Day>> {
        self.0.days.read().unwrap_or_else(PoisonError::into_inner).get(&day).map(Arc::clone)
    }

    /// Puts a day that has ended into the archive.
    pub fn put(&self, day: Day) {
        let mut days = self.0.days.write().unwrap_or_else(PoisonError::into_inner);
        days.insert(day.day, Arc::new(day));
    }
}

/// Puts codes where accounts stand; those without a code keep their names.
pub fn name_clerks(rows: &mut [Row], code: impl Fn(&DeviceId) -> Option<String>) {
    for row in rows {
        if let Key::Clerk(id) = &row.key
            && let Some(code) = code(id).and_then(|code| DeviceId::new(&code).ok())
        {
            row.key = Key::Clerk(code);
        }
    }
}

/// Why the days of a journal cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum OfflineError {
    /// The journal cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Returns the days of a journal, without a daemon or beside it: nothing is written.
///
/// # Errors
/// [`OfflineError`].
pub async fn offline(
    dir: &Path,
    config: Arc<OfficeConfig>,
    calendar: Arc<OfficeCalendar>,
    now: Timestamp,
) -> Result<Archive, OfflineError> {
    let archive = Archive::default();
    let mut book = Book::new(None, (config, calendar), Waits::default(), archive.clone());
    let mut seq = book.take_over(file::read(&dir.join(FILE)).0);
    let reader = Reader::open(dir).await?;
    loop {
        let events = reader.events(seq, READ_LIMIT_MAX).await?;
        let Some(last) = events.last() else { break };
        seq = last.seq;
        book = book.take(events.into_iter().map(Arc::new).collect());
    }
    reader.close().await;
    archive.0.today.send_replace(Arc::new(book.today(now)));
    archive.0.complete.send_replace(true);
    Ok(archive)
}

/// The task; run it once the feed is there.
pub struct Keeper {
    /// Where the days lie.
    pub dir: PathBuf,
    /// Services and counters as they are now.
    pub config: Arc<OfficeConfig>,
    /// For local time.
    pub calendar: Arc<OfficeCalendar>,
    /// What happens, and what has happened.
    pub feed: Feed,
    /// Where the journal ended when the office was started.
    pub seq: u64,
    /// The time.
    pub clock: SharedClock,
    /// How the forecast's ranges turned out.
    pub waits: Waits,
    /// Where the days are put.
    pub archive: Archive,
}

/// What the task's thread works with.
struct Book {
    /// Where days are written down; nowhere beside a running daemon.
    path: Option<PathBuf>,
    config: Arc<OfficeConfig>,
    calendar: Arc<OfficeCalendar>,
    waits: Waits,
    archive: Archive,
    /// What the days before left behind.
    collector: Collector,
    /// The events of the day that goes on, or of the night.
    events: Vec<Arc<Recorded>>,
    /// The day before this night; none while a day goes on.
    closed: Option<Date>,
    /// Whether something was said of it since.
    late: bool,
}

impl Keeper {
    /// Loads the days that have ended, goes through the rest of the journal, then follows the feed until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let path = Some(self.dir.join(FILE));
        let mut book = Book::new(path, (self.config, self.calendar), self.waits, self.archive.clone());
        tokio::select! {
            () = tokio::time::sleep(SETTLED) => (),
            () = stop.cancelled() => return,
        }
        let Some((back, seq)) = in_thread(move || {
            let seq = book.load();
            (book, seq)
        })
        .await
        else {
            return;
        };
        book = back;
        let mut feed = self.feed.subscribe(seq);
        self.archive.0.complete.send_replace(seq >= self.seq);
        let mut due = Instant::now();
        loop {
            tokio::select! {
                next = feed.next_gathered() => match next {
                    Ok(Some(events)) => {
                        let last = events.last().map_or(0, |e| e.seq);
                        // Only a day's end, and a night's, is work: to keep an event is not worth a change of thread.
                        let is_work = |e: &Event| matches!(e, Event::DayClosed { .. } | Event::DayOpened { .. });
                        book = if events.iter().any(|e| is_work(&e.event)) {
                            let Some(back) = in_thread(move || book.take(events)).await else { return };
                            back
                        } else {
                            book.take(events)
                        };
                        if last >= self.seq {
                            self.archive.0.complete.send_replace(true);
                        }
                        due = due.min(Instant::now() + PAUSE);
                        continue;
                    }
                    Ok(None) => return,
                    Err(error) => {
                        tracing::warn!(error = %error, "the figures cannot read the journal; trying again");
                        tokio::select! {
                            () = tokio::time::sleep(RETRY) => continue,
                            () = stop.cancelled() => return,
                        }
                    }
                },
                () = tokio::time::sleep_until(due) => (),
                () = stop.cancelled() => return,
            }
            let now = self.clock.now();
            let Some((back, today)) = in_thread(move || (book.today(now), book)).await.map(|(t, b)| (b, t))
            else {
                return;
            };
            book = back;
            self.archive.0.today.send_replace(Arc::new(today));
            due = Instant::now() + AGAIN;
        }
    }
}

/// Runs work in a thread of its own; nothing when it panicked, which ends the task: figures then stay as they are.
async fn in_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Some(done),
        Err(error) => {
            tracing::error!(error = %error, "the figures failed: they stay as they are until the next start");
            None
        }
    }
}

impl Book {
    fn new(
        path: Option<PathBuf>,
        (config, calendar): (Arc<OfficeConfig>, Arc<OfficeCalendar>),
        waits: Waits,
        archive: Archive,
    ) -> Self {
        let (collector, events) = (Collector::default(), Vec::new());
        Self { path, config, calendar, waits, archive, collector, events, closed: None, late: false }
    }

    /// Loads the days on disk; returns the event after which the journal must be gone through.
    fn load(&mut self) -> u64 {
        let lines = self.path.as_deref().map(file::load).unwrap_or_default();
        self.take_over(lines)
    }

    /// Takes days over that were written down; returns the last event they know.
    fn take_over(&mut self, lines: Vec<file::Line>) -> u64 {
        let mut seq = 0;
        for line in lines {
            seq = line.seq;
            self.collector = line.collector;
            self.closed = Some(line.day.day);
            self.archive.put(line.day);
        }
        seq
    }

    fn take(mut self, events: Vec<Arc<Recorded>>) -> Self {
        for event in events {
            let closes = matches!(event.event, Event::DayClosed { .. });
            match &event.event {
                Event::DayOpened { .. } => self.end_night(event.seq.saturating_sub(1)),
                Event::FeedbackGiven { .. } => self.take_late(&event),
                _ => (),
            }
            let (at, seq) = (event.at, event.seq);
            self.events.push(event);
            if closes {
                self.close_day(at, seq);
            }
        }
        self
    }

    fn close_day(&mut self, at: Timestamp, seq: u64) {
        let Some(mut day) = self.collect(at) else { return };
        let said = self.waits.now();
        (day.forecast, day.read) = (said.score, said.read);
        self.collector.close(self.events.iter().map(AsRef::as_ref));
        self.events.clear();
        self.closed = Some(day.day);
        self.write(seq, &day);
        self.archive.put(day);
    }

    fn write(&self, seq: u64, day: &Day) {
        let line = file::Line { form: FORM, seq, day: day.clone(), collector: self.collector.clone() };
        if let Some(path) = &self.path
            && let Err(error) = file::append(path, &line)
        {
            tracing::warn!(error = %error, path = %path.display(),
                "a day's figures could not be written down; they are made again at the next start");
        }
    }

    /// What is said after closing belongs to the day that closed: it is about a visit of that day.
    fn take_late(&mut self, event: &Recorded) {
        let Some(day) = self.closed.and_then(|day| self.archive.ended(day)) else { return };
        let mut day = Day::clone(&day);
        self.late |= day.take_late(std::iter::once(event));
        self.archive.put(day);
    }

    /// Goes on to a new day with what was booked in the night, and writes the day before down once more if something
    /// was said of it since: of two lines of a day the later one holds.
    fn end_night(&mut self, last: u64) {
        self.collector.close(self.events.iter().map(AsRef::as_ref));
        self.events.clear();
        let closed = self.closed.take().filter(|_| std::mem::take(&mut self.late));
        if let Some(day) = closed.and_then(|day| self.archive.ended(day)) {
            self.write(last, &day);
        }
    }

    fn collect(&self, until: Timestamp) -> Option<Day> {
        let opens_at = self.events.iter().find_map(|r| match &r.event {
            Event::DayOpened { plan } => Some(plan.opens_at),
            _ => None,
        })?;
        let events = self.events.iter().map(AsRef::as_ref);
        self.collector.day(events, &self.config, self.calendar.utc_offset_ms(opens_at), until)
    }

    fn today(&self, now: Timestamp) -> Today {
        let Some(mut day) = self.collect(now) else { return Today::default() };
        let said = self.waits.now();
        (day.forecast, day.read) = (said.score, said.read);
        let row = |day: &Day| measure(std::iter::once(day), &Filter::default(), Grouping::All, true).pop();
        let all = row(&day);
        let quarter = |at: Timestamp| (at.0 + day.utc_offset_ms).rem_euclid(24 * HOUR_MS) / (HOUR_MS / 4);
        let (from, to) = (quarter(now + -HOUR_MS), quarter(now));
        let mut lately = day.clone();
        lately.facts.retain(|f| (from..=to).contains(&i64::from(f.quarter)));
        Today { last_hour: row(&lately), all, day: Some(Arc::new(day)) }
    }
}
