//! The report link over real parts: the portal's program, PostgreSQL, journals, and a network that fails by seed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "the office of the journal's tests does more than is used here")]

mod demo;
mod epochs;
mod field;
mod hostile;
mod ingest;
mod look;
mod postgres;
mod proxy;
mod server;
mod town;

#[path = "../../../tests/journal/office.rs"]
mod office;

use noubad::store::{Chained, Reader};
use queue::id::OfficeId;
use queue::report::{Batch, Digest, Entry, Header, Parent};
use queue::time::Timestamp;
use sqlx::Row;

use noubad::store::{Journal, Loaded};
use office::{Random, Script};

/// A journal in a directory of its own with so many random commands in it, as the portal shall get it.
pub(crate) struct Office {
    pub(crate) id: String,
    pub(crate) dir: tempfile::TempDir,
    pub(crate) journal: Journal,
    pub(crate) script: Script,
    pub(crate) random: Random,
    pub(crate) epoch: String,
    pub(crate) parent: Option<Parent>,
}

impl Office {
    pub(crate) async fn new(id: &str, seed: u64) -> Self {
        Self::on(id, seed, tempfile::tempdir().unwrap()).await
    }

    /// Goes on with the journal in a directory.
    pub(crate) async fn on(id: &str, seed: u64, dir: tempfile::TempDir) -> Self {
        let (journal, Loaded { epoch, parent, state, .. }) = Journal::open(dir.path()).await.unwrap();
        let (script, random) = (Script::from(state), Random::new(seed));
        Self { id: id.to_owned(), dir, journal, script, random, epoch, parent }
    }

    /// Lets so many commands happen, and commits them.
    pub(crate) async fn live(&mut self, commands: usize) -> u64 {
        self.script.live(&mut self.random, commands);
        self.commit().await
    }

    pub(crate) async fn commit(&mut self) -> u64 {
        let (events, answers) = self.script.take();
        self.journal.append(&events, &answers, &self.script.office.state).await.unwrap();
        self.script.office.state.seq
    }

    pub(crate) async fn reader(&self) -> Reader {
        Reader::open(self.dir.path()).await.unwrap()
    }

    pub(crate) async fn chained(&self) -> Chained {
        let reader = self.reader().await;
        let mut all = reader.chained(0, 5_000).await.unwrap().unwrap();
        loop {
            let more = reader.chained(all.events.len() as u64, 5_000).await.unwrap().unwrap();
            if more.events.is_empty() {
                return all;
            }
            all.events.extend(more.events);
        }
    }

    /// The part of the journal from `first` on.
    pub(crate) async fn batch(&self, first: u64, count: usize) -> Batch {
        batch_of(&self.id, &self.epoch, &self.chained().await, first, count)
    }
}

pub(crate) fn batch_of(office: &str, epoch: &str, all: &Chained, first: u64, count: usize) -> Batch {
    let before = first as usize - 1;
    let entry = |(seq, body, hash): &(u64, String, noubad::store::Hash)| {
        let Header { at, day, kind, .. } = serde_json::from_str(body).unwrap();
        Entry { seq: *seq, at, day, kind, body: body.clone(), hash: Digest(hash.0) }
    };
    Batch {
        office: OfficeId::new(office).unwrap(),
        epoch: epoch.to_owned(),
        parent: None,
        sent_at: Timestamp(1_795_511_523_000),
        first_seq: first,
        prev_hash: Digest(before.checked_sub(1).map_or(all.before, |i| all.events[i].2).0),
        events: all.events.iter().skip(before).take(count).map(entry).collect(),
        live: None,
        profile: None,
    }
}

/// What the portal holds of an office's epoch, in order.
pub(crate) async fn stored(pool: &sqlx::PgPool, office: &str, epoch: &str) -> Vec<(u64, String, Vec<u8>)> {
    let query = "select seq, body, hash from event where office = $1 and epoch = $2 order by seq";
    let rows = sqlx::query(query).bind(office).bind(epoch).fetch_all(pool).await.unwrap();
    rows.iter().map(|r| (r.get::<i64, _>(0) as u64, r.get(1), r.get(2))).collect()
}

/// Holds the portal's events against the journal: every one there, once, word for word.
pub(crate) async fn assert_same(pool: &sqlx::PgPool, office: &Office) {
    let ours = office.chained().await.events;
    let ours: Vec<_> = ours.into_iter().map(|(seq, body, hash)| (seq, body, hash.0.to_vec())).collect();
    let theirs = stored(pool, &office.id, &office.epoch).await;
    assert_eq!(theirs.len(), ours.len(), "{}: portal and journal", office.id);
    assert!(theirs == ours, "{}: the events differ", office.id);
}
