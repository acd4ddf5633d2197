//! Many batches, one transaction: what came while the last commit ran goes into the next one together.
//!
//! Only what simply goes on from where its journal is known is taken here; a replay, a gap, a fork, an epoch not known
//! yet goes the way of one batch alone. Journals are locked in their order, so that two groups never wait for each
//! other.

use std::collections::BTreeMap;

use queue::report::{Batch, Reply};
use queue::time::{Date, Timestamp};
use sqlx::postgres::PgPool;
use sqlx::{PgConnection, Row};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{cursor_of, ingest};
use crate::decide::{Decision, check, decide};
use crate::store::{StoreError, failed, signed};

/// Batches that may wait; with more, whoever brings one waits to hand it over.
const WAITING_MAX: usize = 64;
/// Batches of one group.
const GROUP_MAX: usize = 64;
/// Events of one group: some megabytes.
const EVENTS_MAX: usize = 8_192;
/// Groups under way at once: while one waits for the disk, the next is checked and copied.
const GROUPS: usize = 2;
/// PostgreSQL's days are counted from 2000-01-01, ours from 1970-01-01.
const DAYS_TO_2000: i64 = 10_957;

type Answer = Result<Reply, StoreError>;

struct Job {
    batch: Batch,
    received: Timestamp,
    answer: oneshot::Sender<Answer>,
}

/// Where batches are handed in. Cheap to clone.
#[derive(Clone)]
pub struct Ingest(mpsc::Sender<Job>);

impl Ingest {
    /// Starts the tasks that take batches in; they end with the last handle, or when told to.
    #[must_use]
    pub fn start(pool: &PgPool, tasks: &TaskTracker, stop: &CancellationToken) -> Self {
        let (tx, rx) = mpsc::channel(WAITING_MAX);
        let rx = std::sync::Arc::new(Mutex::new(rx));
        for _ in 0..GROUPS {
            let (pool, rx, stop) = (pool.clone(), std::sync::Arc::clone(&rx), stop.clone());
            tasks.spawn(async move {
                while let Some(jobs) = next(&rx, &stop).await {
                    work(&pool, jobs).await;
                }
            });
        }
        Self(tx)
    }

    /// Takes a batch whose sender is proven to be its office. What is answered is committed.
    ///
    /// # Errors
    /// [`StoreError`]: nothing is stored, and the office sends it again.
    pub async fn ingest(&self, batch: Batch, received: Timestamp) -> Answer {
        let (answer, reply) = oneshot::channel();
        let gone = |_| StoreError::Stopping;
        self.0.send(Job { batch, received, answer }).await.map_err(|_| StoreError::Stopping)?;
        reply.await.map_err(gone)?
    }
}

/// Waits for batches, and takes along whatever waits with them.
async fn next(rx: &Mutex<mpsc::Receiver<Job>>, stop: &CancellationToken) -> Option<Vec<Job>> {
    let mut jobs = Vec::new();
    let mut rx = rx.lock().await;
    let n = tokio::select! {
        n = rx.recv_many(&mut jobs, GROUP_MAX) => n,
        () = stop.cancelled() => 0,
    };
    (n > 0).then_some(jobs)
}

/// Takes batches in: those that simply go on together, all others one by one.
async fn work(pool: &PgPool, jobs: Vec<Job>) {
    let (mut group, mut single) = (BTreeMap::new(), Vec::new());
    let mut events = 0;
    for job in jobs {
        let key = (job.batch.office.to_string(), job.batch.epoch.clone());
        let fits = events + job.batch.events.len() <= EVENTS_MAX && !group.contains_key(&key);
        if fits && check(&job.batch).is_ok() {
            events += job.batch.events.len();
            group.insert(key, job);
        } else {
            single.push(job);
        }
    }
    let taken = match together(pool, &group).await {
        Ok(taken) => taken,
        Err(error) => {
            tracing::warn!(error = %error, "batches could not be stored together");
            BTreeMap::new()
        }
    };
    for (key, job) in group {
        match taken.get(&key) {
            Some(reply) => _ = job.answer.send(Ok(reply.clone())),
            None => single.push(job),
        }
    }
    // In a group that failed each is tried for itself, so that one cannot keep out the others.
    for Job { batch, received, answer } in single {
        let _ = answer.send(ingest(pool, &batch, received).await);
    }
}

type Group = BTreeMap<(String, String), Job>;

/// Stores the batches that go on from where their journals are known; returns the answers to those.
async fn together(pool: &PgPool, group: &Group) -> Result<BTreeMap<(String, String), Reply>, StoreError> {
    if group.is_empty() {
        return Ok(BTreeMap::new());
    }
    let failed = failed("store batches");
    let mut tx = pool.begin().await.map_err(&failed)?;
    let replies = together_in(&mut tx, group).await.map_err(&failed)?;
    tx.commit().await.map_err(&failed)?;
    Ok(replies)
}

async fn together_in(
    tx: &mut PgConnection,
    group: &Group,
) -> Result<BTreeMap<(String, String), Reply>, sqlx::Error> {
    let (offices, epochs): (Vec<&str>, Vec<&str>) =
        group.keys().map(|(office, epoch)| (office.as_str(), epoch.as_str())).unzip();
    let query = "select start, base, next, head, forked_seq, office, epoch from office_cursor \
                 where (office, epoch) in (select * from unnest($1::text[], $2::text[])) \
                 order by office, epoch for update";
    let rows = sqlx::query(query).bind(&offices).bind(&epochs).fetch_all(&mut *tx).await?;
    let mut replies = BTreeMap::new();
    let mut fresh: Vec<&Job> = Vec::new();
    for row in &rows {
        let key: (String, String) = (row.get(5), row.get(6));
        let Some(job) = group.get(&key) else { continue };
        let cursor = cursor_of(row);
        // What overlaps with the known needs the stored hashes: the way of one alone.
        if job.batch.first_seq != cursor.next
            || decide(&cursor, &BTreeMap::new(), &job.batch) != (Decision::Accept { fresh: 0 })
        {
            continue;
        }
        let expects = job.batch.events.last().map_or(cursor.next, |e| e.seq + 1);
        replies.insert(key, Reply::Accepted { expects });
        fresh.push(job);
    }
    copy(tx, &fresh).await?;
    advance(tx, &fresh).await?;
    Ok(replies)
}

/// Copies events in: the fastest way PostgreSQL has. No event is there yet: the lock on its journal says so.
async fn copy(tx: &mut PgConnection, jobs: &[&Job]) -> Result<(), sqlx::Error> {
    if jobs.iter().all(|job| job.batch.events.is_empty()) {
        return Ok(());
    }
    let into = "copy event (office, epoch, seq, at_ms, day, kind, body, hash) from stdin (format binary)";
    let mut copy = tx.copy_in_raw(into).await?;
    copy.send(rows(jobs)).await?;
    copy.finish().await.map(drop)
}

/// Events in COPY's binary form (PostgreSQL manual, COPY, "Binary Format").
fn rows(jobs: &[&Job]) -> Vec<u8> {
    let mut bytes = b"PGCOPY\n\xff\r\n\0".to_vec();
    bytes.extend([0; 8]);
    for Job { batch, .. } in jobs {
        for entry in &batch.events {
            bytes.extend(8_i16.to_be_bytes());
            field(&mut bytes, batch.office.as_str().as_bytes());
            field(&mut bytes, batch.epoch.as_bytes());
            field(&mut bytes, &signed(entry.seq).to_be_bytes());
            field(&mut bytes, &entry.at.0.to_be_bytes());
            match entry.day {
                Some(day) => field(&mut bytes, &days_since_2000(day).to_be_bytes()),
                None => bytes.extend((-1_i32).to_be_bytes()),
            }
            field(&mut bytes, entry.kind.as_bytes());
            field(&mut bytes, entry.body.as_bytes());
            field(&mut bytes, &entry.hash.0);
        }
    }
    bytes.extend((-1_i16).to_be_bytes());
    bytes
}

fn days_since_2000(day: Date) -> i32 {
    i32::try_from(day.days() - DAYS_TO_2000).unwrap_or(0)
}

fn field(bytes: &mut Vec<u8>, value: &[u8]) {
    bytes.extend(i32::try_from(value.len()).unwrap_or(i32::MAX).to_be_bytes());
    bytes.extend(value);
}

/// Moves the cursors behind what was stored.
async fn advance(tx: &mut PgConnection, jobs: &[&Job]) -> Result<(), sqlx::Error> {
    let (mut offices, mut epochs, mut nexts, mut heads) = (vec![], vec![], vec![], vec![]);
    let (mut received, mut offsets) = (vec![], vec![]);
    for job in jobs {
        let last = job.batch.events.last();
        offices.push(job.batch.office.as_str());
        epochs.push(job.batch.epoch.as_str());
        nexts.push(last.map(|e| signed(e.seq + 1)));
        heads.push(last.map(|e| e.hash.0.to_vec()));
        received.push(job.received.0);
        offsets.push(job.batch.sent_at - job.received);
    }
    if offices.is_empty() {
        return Ok(());
    }
    let query = "update office_cursor as c set next = coalesce(n.next, c.next), head = coalesce(n.head, c.head), \
                 received_ms = n.received, clock_offset_ms = n.clock from unnest($1::text[], $2::text[], $3::bigint[], \
                 $4::bytea[], $5::bigint[], $6::bigint[]) as n (office, epoch, next, head, received, clock) \
                 where c.office = n.office and c.epoch = n.epoch";
    let query = sqlx::query(query).bind(offices).bind(epochs).bind(nexts).bind(heads);
    query.bind(received).bind(offsets).execute(tx).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_postgresql_counts_them() {
        assert_eq!(Date::new(2000, 1, 1).map(days_since_2000), Some(0));
        assert_eq!(Date::new(2026, 11, 24).map(days_since_2000), Some(9_824));
    }
}
