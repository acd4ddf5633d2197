//! The task that keeps the figures of the present day up to date: a reader of the stored events, never in the way of
//! ingest. What it knows lies in memory; it is written down now and then, so that a portal that starts again has only
//! the last events to go through.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use queue::id::OfficeId;
use sqlx::Row;
use sqlx::postgres::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::figures::{FORM, Fold};
use crate::store::{StoreError, failed};
use crate::town::Town;

/// Events read at a time of one journal.
const CHUNK: i64 = 2_000;
/// Least time between two rounds: many batches at once are one reason to look.
const PAUSE: Duration = Duration::from_millis(200);
/// How long after the last look there is another one at every journal, even if nobody asks: another portal may have
/// stored events.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the folds are written down.
const KEEP: Duration = Duration::from_secs(15);
/// Pause after an error.
const RETRY: Duration = Duration::from_secs(2);
/// Longest line of epochs that is followed back.
pub(crate) const LINEAGE_MAX: usize = 1_000;

/// A journal: its office and its epoch.
pub type JournalId = (String, String);

/// Journals with new events, as ingest names them. Bounded by their number.
#[derive(Clone, Default)]
pub struct News(Arc<(Mutex<BTreeSet<JournalId>>, Notify)>);

impl News {
    /// Says that a journal has new events.
    pub fn tell(&self, office: &OfficeId, epoch: &str) {
        let mut named = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        named.insert((office.to_string(), epoch.to_owned()));
        drop(named);
        self.0.1.notify_one();
    }

    fn take(&self) -> BTreeSet<JournalId> {
        std::mem::take(&mut *self.0.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What is known of a journal.
struct Known {
    seq: i64,
    kept: i64,
    fold: Arc<Fold>,
}

/// The task.
pub struct Folder {
    /// The events.
    pub pool: PgPool,
    /// Which journals have new ones.
    pub news: News,
    /// Where the figures are put.
    pub town: Town,
    /// Told when a day has closed somewhere.
    pub days: Arc<Notify>,
}

impl Folder {
    /// Folds whatever is new whenever told so, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let mut known = BTreeMap::new();
        let (mut named, mut looked, mut kept) = (BTreeSet::new(), None::<Instant>, Instant::now());
        loop {
            named.extend(self.news.take());
            let mut done = Ok(());
            if looked.is_none_or(|at| at.elapsed() >= PATIENCE) {
                done = self.all(&mut named).await;
                looked = done.is_ok().then(Instant::now).or(looked);
            }
            if done.is_ok() {
                done = self.round(&mut named, &mut known).await;
            }
            if done.is_ok() && kept.elapsed() >= KEEP {
                done = self.keep(&mut known).await;
                kept = Instant::now();
            }
            let pause = match &done {
                Ok(()) => PAUSE,
                Err(error) => {
                    tracing::warn!(error = %error, "the figures could not be brought up to date");
                    RETRY
                }
            };
            let work = async {
                tokio::time::sleep(pause).await;
                if done.is_ok() {
                    let _ = tokio::time::timeout(KEEP, self.news.0.1.notified()).await;
                }
            };
            tokio::select! {
                () = work => (),
                () = stop.cancelled() => break,
            }
        }
        let _ = self.keep(&mut known).await;
    }

    /// Names every journal: which of them have news is found when they are read.
    async fn all(&self, named: &mut BTreeSet<JournalId>) -> Result<(), StoreError> {
        let query = "select office, epoch from office_cursor where next > 1";
        let rows = sqlx::query(query).fetch_all(&self.pool).await.map_err(failed("list the journals"))?;
        named.extend(rows.iter().map(|row| (row.get(0), row.get(1))));
        Ok(())
    }

    /// Folds the new events of the journals named; those done are taken from the set.
    async fn round(
        &self,
        named: &mut BTreeSet<JournalId>,
        known: &mut BTreeMap<JournalId, Known>,
    ) -> Result<(), StoreError> {
        let failed = failed("fold the journals");
        for journal in named.iter() {
            if !known.contains_key(journal) {
                known.insert(journal.clone(), self.load(journal).await.map_err(&failed)?);
            }
        }
        while !named.is_empty() {
            let full = self.read(named, known).await.map_err(&failed)?;
            named.retain(|journal| full.contains(journal));
        }
        Ok(())
    }

    /// Reads the next events of each journal and folds them; returns those that may have more.
    async fn read(
        &self,
        named: &BTreeSet<JournalId>,
        known: &mut BTreeMap<JournalId, Known>,
    ) -> Result<BTreeSet<JournalId>, sqlx::Error> {
        let (mut offices, mut epochs, mut after) = (vec![], vec![], vec![]);
        for (journal, known) in named.iter().filter_map(|j| Some((j, known.get(j)?))) {
            offices.push(journal.0.as_str());
            epochs.push(journal.1.as_str());
            after.push(known.seq);
        }
        let query = "select w.n, e.seq, e.body from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality \
                     as w (office, epoch, after, n), lateral (select seq, body from event as e \
                     where e.office = w.office and e.epoch = w.epoch and e.seq > w.after order by e.seq limit $4) as e \
                     order by w.n, e.seq";
        let query = sqlx::query(query).bind(&offices).bind(&epochs).bind(&after).bind(CHUNK);
        let rows = query.fetch_all(&self.pool).await?;
        let mut full = BTreeSet::new();
        let mut closed = false;
        for rows in rows.chunk_by(|a, b| a.get::<i64, _>(0) == b.get::<i64, _>(0)) {
            let place = usize::try_from(rows[0].get::<i64, _>(0) - 1).unwrap_or(0);
            let journal = (offices[place].to_owned(), epochs[place].to_owned());
            let Some(known) = known.get_mut(&journal) else { continue };
            let fold = Arc::make_mut(&mut known.fold);
            for row in rows {
                let body: &str = row.get(2);
                closed |= changes_closed_days(body);
                fold.apply(body);
                known.seq = row.get(1);
            }
            if let Ok(office) = OfficeId::new(&journal.0) {
                self.town.folded(&office, &journal.1, known.seq, Arc::clone(&known.fold));
            }
            if rows.len() as i64 == CHUNK {
                full.insert(journal);
            }
        }
        if closed {
            self.days.notify_one();
        }
        Ok(full)
    }

    /// Returns what was written down of a journal. A branch begins with what its parents lived through.
    async fn load(&self, (office, epoch): &JournalId) -> Result<Known, sqlx::Error> {
        let query = "select seq, body from office_fold where office = $1 and epoch = $2 and form = $3";
        let query = sqlx::query(query).bind(office).bind(epoch).bind(FORM);
        let row = query.fetch_optional(&self.pool).await?;
        let stored = row.and_then(|row| Some((row.get(0), serde_json::from_str(row.get(1)).ok()?)));
        let (mut seq, mut fold): (i64, Fold) = stored.unwrap_or_default();
        let kept = seq;
        let lineage = lineage(&self.pool, office, epoch).await?;
        // Its own events are read together with those of other journals.
        for segment in lineage.iter().filter(|s| s.epoch != *epoch) {
            let mut events = Events::new(&self.pool, office, segment, seq);
            while let Some(rows) = events.next().await? {
                rows.iter().for_each(|(at, body)| {
                    seq = *at;
                    fold.apply(body);
                });
            }
        }
        let fold = Arc::new(fold);
        if let Ok(office) = OfficeId::new(office) {
            self.town.folded(&office, epoch, seq, Arc::clone(&fold));
        }
        Ok(Known { seq, kept, fold })
    }

    /// Writes down the folds that changed, unless another portal was faster.
    async fn keep(&self, known: &mut BTreeMap<JournalId, Known>) -> Result<(), StoreError> {
        let (mut offices, mut epochs, mut seqs, mut bodies) = (vec![], vec![], vec![], vec![]);
        for ((office, epoch), known) in known.iter_mut().filter(|(_, k)| k.kept < k.seq) {
            let Ok(body) = serde_json::to_string(&*known.fold) else { continue };
            offices.push(office.as_str());
            epochs.push(epoch.as_str());
            seqs.push(known.seq);
            bodies.push(body);
            known.kept = known.seq;
        }
        if offices.is_empty() {
            return Ok(());
        }
        let query = "insert into office_fold as f (office, epoch, seq, form, body) \
                     select n.office, n.epoch, n.seq, $5, n.body \
                     from unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) as n (office, epoch, seq, body) \
                     on conflict (office, epoch) do update set seq = excluded.seq, form = excluded.form, body = excluded.body \
                     where f.seq < excluded.seq or f.form <> excluded.form";
        let query = sqlx::query(query).bind(offices).bind(epochs).bind(seqs).bind(bodies).bind(FORM);
        query.execute(&self.pool).await.map(drop).map_err(failed("keep the folds"))
    }
}

/// Returns true for what is in the view `day_change`; true for others costs a look.
fn changes_closed_days(body: &str) -> bool {
    body.contains("day_closed") || (body.contains("feedback_given") && body.contains("\"day\":null"))
}

/// A part of a history: an epoch's events from the first to the last.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) epoch: String,
    pub(crate) first: i64,
    pub(crate) last: i64,
}

/// Returns the parts a journal's history consists of, oldest first: a branch begins with its parent's events.
pub(crate) async fn lineage(pool: &PgPool, office: &str, epoch: &str) -> Result<Vec<Segment>, sqlx::Error> {
    let mut segments = Vec::new();
    let (mut epoch, mut last) = (Some(epoch.to_owned()), i64::MAX);
    while let Some(name) = epoch.filter(|_| segments.len() < LINEAGE_MAX) {
        let query =
            sqlx::query("select start, next, parent from office_cursor where office = $1 and epoch = $2");
        let Some(row) = query.bind(office).bind(&name).fetch_optional(pool).await? else { break };
        let first: i64 = row.get(0);
        segments.push(Segment { epoch: name, first, last: last.min(row.get::<i64, _>(1) - 1) });
        last = first - 1;
        epoch = row.get(2);
    }
    segments.reverse();
    Ok(segments)
}

/// The events of a segment in order, a part at a time.
pub(crate) struct Events<'a> {
    pool: &'a PgPool,
    office: &'a str,
    segment: &'a Segment,
    after: i64,
}

impl<'a> Events<'a> {
    /// Returns those after a place.
    pub(crate) fn new(pool: &'a PgPool, office: &'a str, segment: &'a Segment, after: i64) -> Self {
        Self { pool, office, segment, after: after.max(segment.first - 1) }
    }

    /// Returns the next ones with their places; nothing at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<(i64, String)>>, sqlx::Error> {
        let query = "select seq, body from event where office = $1 and epoch = $2 and seq > $3 and seq <= $4 \
                     order by seq limit $5";
        let query = sqlx::query(query).bind(self.office).bind(&self.segment.epoch).bind(self.after);
        let rows = query.bind(self.segment.last).bind(CHUNK).fetch_all(self.pool).await?;
        let rows: Vec<(i64, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        if let Some((seq, _)) = rows.last() {
            self.after = *seq;
        }
        Ok((!rows.is_empty()).then_some(rows))
    }
}
