//! The journal's one writer: opened by the dispatcher, appended to a batch at a time, one commit each.

use std::borrow::Borrow;
use std::fs::File;
use std::path::{Path, PathBuf};

use queue::event::Event;
use queue::id::CommandId;
use queue::ledger;
use queue::report::Parent;
use queue::time::Timestamp;
use queue::{Recorded, State};
use serde::Serialize;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Row};

use super::answers;
use super::batch::{EventRow, Forgetting, Rows, SnapshotRow};
use super::chain::{Hash, Head};
use super::cut::{self, Cut};
use super::project::{Changes, Projector, SNAPSHOT_FORM, SNAPSHOT_FORM_READ};
use super::reader::{hash_of, seq_of, signed};
use super::room;
use super::schema::{self, DATABASE_FILE, LOG_FILE, OpenError};

/// Events after which a batch brings a snapshot with it; opening reads at most this many and one batch.
const SNAPSHOT_EVERY: u64 = 2_000;

/// Events after which [`Journal::tend`] makes one, so that seldom a batch has to.
const SNAPSHOT_SOON: u64 = 1_500;

/// Appends after which a batch deletes the answers past their retention.
const FORGET_EVERY: u64 = 1_024;

/// Appends after which [`Journal::tend`] deletes them.
const FORGET_SOON: u64 = 256;

/// Commits after which [`Journal::tend`] writes the log back: a fifth of the pages after which SQLite does it within a
/// commit, however long that makes it.
const WRITE_BACK_SOON: u64 = 128;

/// What [`Journal::probe`] writes: more than a usual batch, so that what it finds holds for the next commit too.
/// Deleted pages are overwritten (`secure_delete`), so that they reach the log though the row is gone again.
const PROBE: &str = "
begin immediate;
insert into answer (command, at_ms, body) values ('journal:probe', 0, json_quote(printf('%.*c', 131072, '.')));
delete from answer where command = 'journal:probe';
commit";

/// What [`Journal::prove`] writes, as little as a commit can be: the header's page as it is, and no other. An idle office
/// writes it every few seconds, and memory cards wear out.
const PROOF: &str = "pragma user_version = 3";
const _: () = assert!(schema::SCHEMA_VERSION == 3, "PROOF writes the version there is");

/// Events read at a time while replaying.
const CHUNK: u32 = 2_000;

/// Why a batch was not (or perhaps not) kept. Whatever it is, the journal takes nothing more: drop it or
/// [`abandon`](Journal::abandon) it, open it again, and look.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The outcome is unknown: the batch may be there as a whole, or not at all.
    #[error(
        "the journal could not be written; whether the last batch is in it shows when it is opened again"
    )]
    Unknown {
        /// SQLite's error.
        #[source]
        source: sqlx::Error,
    },
    /// The events, or the state, do not follow on what is there: a defect of the caller. Nothing was written.
    #[error("event {found} does not follow on the journal, which expects {expected}")]
    OutOfStep {
        /// The next event's place.
        expected: u64,
        /// The place given.
        found: u64,
    },
    /// An earlier append failed or was cut short.
    #[error("an earlier append failed: the journal must be opened again")]
    Poisoned,
}

/// What opening found.
#[derive(Debug)]
pub struct Loaded {
    /// The state that follows from the journal.
    pub state: State,
    /// How far the journal goes.
    pub head: Head,
    /// Made up when the journal was created or restored; a new journal has another.
    pub epoch: String,
    /// Where it goes on from, if it was restored from a backup.
    pub parent: Option<Parent>,
    /// How many events were read on top of the newest snapshot.
    pub replayed: u64,
}

/// The journal of an office, open for writing. There is one at a time for a data directory.
#[derive(Debug)]
pub struct Journal {
    // Before the lock: fields are dropped in this order.
    connection: SqliteConnection,
    _lock: File,
    /// The log's file.
    log: PathBuf,
    projector: Projector,
    head: Head,
    snapshot_seq: u64,
    /// Appends since answers were last deleted.
    unforgotten: u64,
    /// Commits since the log was last written back.
    unwritten: u64,
    /// Whether the log has its room, or cannot have it.
    has_room: bool,
    /// When the last batch was.
    latest: Option<Timestamp>,
    /// How many answers came so far: the place of the last one, once somebody asked. All of them are read for it, which a
    /// start need not wait for.
    answered: Option<u64>,
    poisoned: bool,
}

impl Journal {
    /// Takes the data directory, opens or creates the journal in it, and replays what the newest snapshot
    /// does not hold. Waits for a commit that is still under way on an abandoned connection.
    ///
    /// # Errors
    /// [`OpenError`]; its text says what to do.
    pub async fn open(dir: &Path) -> Result<(Self, Loaded), OpenError> {
        let lock = schema::lock(dir)?;
        let mut connection = schema::open_writer(dir).await?;
        let path = dir.join(DATABASE_FILE);
        let (projector, loaded, snapshot_seq) = load(&mut connection, &path).await?;
        let head = loaded.head;
        let journal = Self {
            connection,
            _lock: lock,
            log: dir.join(LOG_FILE),
            projector,
            head,
            snapshot_seq,
            unforgotten: 0,
            unwritten: 0,
            has_room: false,
            latest: None,
            answered: None,
            poisoned: false,
        };
        Ok((journal, loaded))
    }

    /// Returns how far the journal goes.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// Keeps a batch of events and answers, as one commit that has reached the disk on return. `state_after`
    /// is the office's state with the events applied: it must be what the journal itself makes of them.
    ///
    /// # Errors
    /// [`AppendError`]; the journal is of no use afterwards. It is never tried again in here. The same goes
    /// for a call whose future is dropped before it is ready.
    pub async fn append<E: Borrow<Recorded>>(
        &mut self,
        events: &[E],
        answers: &[(CommandId, ledger::Entry)],
        state_after: &State,
    ) -> Result<(), AppendError> {
        self.begin()?;
        if events.is_empty() && answers.is_empty() {
            self.poisoned = false;
            return Ok(());
        }
        self.check_steps(events, state_after)?;
        let answered = match self.answered {
            Some(answered) => answered,
            None => answers::last_place(&mut self.connection)
                .await
                .map_err(|source| AppendError::Unknown { source })?,
        };

        let mut changes = Changes::default();
        let (rows, head) = self.fold(events, &mut changes);
        debug_assert!(
            self.projector.state == *state_after,
            "invariant: the journal's fold is the office's state"
        );
        self.head = head;
        self.latest = events.last().map(|e| e.borrow().at).or(answers.last().map(|(_, entry)| entry.at));
        self.unforgotten += 1;
        // A new day's state is nearly empty: the cheapest moment of all.
        let new_day = events.iter().any(|e| matches!(e.borrow().event, Event::DayOpened { .. }));
        let snapshot = if new_day { self.snapshot_after(0) } else { self.snapshot_after(SNAPSHOT_EVERY) };
        let rows = Rows {
            events: rows,
            answers: answers::rows(answers, answered),
            forgetting: self.forgetting_after(FORGET_EVERY),
            renumbered: changes.renumbered,
            ..derived(&changes, snapshot.as_ref())
        };
        self.write(rows).await?;
        self.answered = Some(answered + answers.len() as u64);
        Ok(())
    }

    /// Returns true when there is something to [`tend`](Journal::tend) to.
    #[must_use]
    pub fn wants_tending(&self) -> bool {
        !self.poisoned
            && (!self.has_room
                || self.unwritten >= WRITE_BACK_SOON
                || self.unforgotten >= FORGET_SOON
                || self.head.seq - self.snapshot_seq >= SNAPSHOT_SOON)
    }

    /// Does what would otherwise be done within some batch, and make that one slow: a snapshot, deleting old answers,
    /// writing the log back, making room in it. For a moment in which nobody waits; only what has become due is done, and of
    /// the room a part.
    ///
    /// # Errors
    /// [`AppendError`], as [`Journal::append`].
    pub async fn tend(&mut self) -> Result<(), AppendError> {
        self.begin()?;
        if !self.has_room {
            self.make_room().await.map_err(|source| AppendError::Unknown { source })?;
        }
        let (snapshot, forgetting) = (self.snapshot_after(SNAPSHOT_SOON), self.forgetting_after(FORGET_SOON));
        if snapshot.is_some() || forgetting.is_some() {
            self.write(Rows { forgetting, snapshot: snapshot.as_ref(), ..Rows::default() }).await?;
        }
        self.poisoned = false;
        if self.unwritten >= WRITE_BACK_SOON {
            self.write_back().await;
        }
        Ok(())
    }

    /// Makes the log's file a step longer, without anything in it, see [`room`]. Nobody else can write to it meanwhile.
    async fn make_room(&mut self) -> Result<(), sqlx::Error> {
        let locked = self.connection.begin_with("begin immediate").await?;
        let log = self.log.clone();
        let made = tokio::task::spawn_blocking(move || room::make(&log)).await;
        locked.rollback().await?;
        self.has_room = match made {
            Ok(Ok(is_enough)) => is_enough,
            // A disk that is nearly full, say: commits are only as slow as they were.
            Ok(Err(error)) => {
                tracing::debug!(%error, "the journal's log gets no room in advance");
                true
            }
            Err(_) => true,
        };
        Ok(())
    }

    /// Writes as much of the log back into the database as no reader still looks at. If that fails nothing is lost: the
    /// log stays, and the next commit shows whether the disk is sick.
    pub async fn write_back(&mut self) {
        self.unwritten = 0;
        self.poisoned = true;
        let done = sqlx::raw_sql("pragma wal_checkpoint(passive)").execute(&mut self.connection).await;
        self.poisoned = false;
        if let Err(error) = done {
            tracing::warn!(%error, "the journal's log could not be written back; it goes on growing meanwhile");
        }
    }

    /// Poisons the journal until what is begun has come to a good end.
    fn begin(&mut self) -> Result<(), AppendError> {
        if std::mem::replace(&mut self.poisoned, true) { Err(AppendError::Poisoned) } else { Ok(()) }
    }

    /// Writes rows as one commit, and notes what they bring with them; the journal is poisoned before.
    async fn write(&mut self, rows: Rows<'_>) -> Result<(), AppendError> {
        let (with_snapshot, forgets) = (rows.snapshot.is_some(), rows.forgetting.is_some());
        rows.write(&mut self.connection).await.map_err(|source| AppendError::Unknown { source })?;
        self.unwritten += 1;
        if with_snapshot {
            self.snapshot_seq = self.head.seq;
        }
        if forgets {
            self.unforgotten = 0;
        }
        self.poisoned = false;
        Ok(())
    }

    /// Returns the answer that is kept to a command.
    ///
    /// # Errors
    /// SQLite's error; the journal is as good as before.
    pub async fn answer(&mut self, id: &CommandId) -> Result<Option<ledger::Entry>, sqlx::Error> {
        answers::one(&mut self.connection, id).await
    }

    /// Finds out whether the journal can be written, by a commit that leaves nothing behind. A full disk lets
    /// itself be opened and read; only a commit shows.
    ///
    /// # Errors
    /// [`AppendError`], as [`Journal::append`].
    pub async fn probe(&mut self) -> Result<(), AppendError> {
        self.leave_nothing(PROBE).await
    }

    /// Makes a commit that reaches the disk and leaves nothing behind, as small as can be: for an idle office to prove
    /// every few seconds that it could work.
    ///
    /// # Errors
    /// [`AppendError`], as [`Journal::append`].
    pub async fn prove(&mut self) -> Result<(), AppendError> {
        self.leave_nothing(PROOF).await
    }

    async fn leave_nothing(&mut self, commit: &'static str) -> Result<(), AppendError> {
        self.begin()?;
        let done = sqlx::raw_sql(commit).execute(&mut self.connection).await;
        done.map_err(|source| AppendError::Unknown { source })?;
        self.unwritten += 1;
        self.poisoned = false;
        Ok(())
    }

    /// Deletes old history, as one commit.
    ///
    /// # Errors
    /// [`AppendError`], as [`Journal::append`].
    pub async fn cut(&mut self, cut: &Cut) -> Result<(), AppendError> {
        self.begin()?;
        cut::make(&mut self.connection, cut).await.map_err(|source| AppendError::Unknown { source })?;
        self.poisoned = false;
        Ok(())
    }

    /// Writes the log back into the database and cuts it to nothing, as at the end of a day.
    ///
    /// # Errors
    /// SQLite's error; nothing is lost, the log stays.
    pub async fn checkpoint(&mut self) -> Result<(), sqlx::Error> {
        self.has_room = false;
        sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut self.connection).await.map(|_| ())
    }

    /// Closes in good order: the log is written back, the lock let go.
    ///
    /// # Errors
    /// SQLite's error; nothing is lost, the log is read at the next opening.
    pub async fn close(mut self) -> Result<(), sqlx::Error> {
        let checkpoint = if self.poisoned { Ok(()) } else { self.checkpoint().await };
        self.connection.close().await?;
        checkpoint
    }

    /// Lets go of a journal whose append failed; returns when nothing of it is under way any more.
    pub async fn abandon(self) {
        if let Err(error) = self.connection.close_hard().await {
            tracing::warn!(%error, "the failed journal connection did not close cleanly");
        }
    }

    fn check_steps<E: Borrow<Recorded>>(&self, events: &[E], state_after: &State) -> Result<(), AppendError> {
        let mut expected = self.head.seq;
        for event in events {
            expected += 1;
            let found = event.borrow().seq;
            if found != expected {
                return Err(AppendError::OutOfStep { expected, found });
            }
        }
        if state_after.seq != expected {
            return Err(AppendError::OutOfStep { expected, found: state_after.seq });
        }
        Ok(())
    }

    fn fold<'a, E: Borrow<Recorded>>(
        &mut self,
        events: &'a [E],
        changes: &mut Changes,
    ) -> (Vec<EventRow<'a>>, Head) {
        let mut head = self.head;
        let row = |event: &'a E| {
            let recorded: &'a Recorded = event.borrow();
            let body = json(recorded);
            head = Head { seq: recorded.seq, hash: head.hash.then(&body) };
            self.projector.apply(recorded, changes);
            EventRow {
                seq: recorded.seq,
                at_ms: recorded.at.0,
                day: recorded.day,
                kind: recorded.event.kind(),
                ticket: recorded.event.ticket(),
                command: &recorded.command,
                body,
                hash: head.hash,
            }
        };
        (events.iter().map(row).collect(), head)
    }

    /// Returns the snapshot to write when there were that many events since the last one.
    fn snapshot_after(&self, events: u64) -> Option<SnapshotRow> {
        let due = self.head.seq - self.snapshot_seq >= events;
        due.then(|| snapshot(&self.projector, self.head))
    }

    /// Returns what to delete when there were that many appends since anything was.
    fn forgetting_after(&self, appends: u64) -> Option<Forgetting> {
        let now = self.latest.filter(|_| self.unforgotten >= appends)?;
        Some(Forgetting {
            before: (now + -ledger::RETENTION_MS).0,
            now: now.0,
            keep_newest: ledger::KEPT_AT_LEAST as i64,
        })
    }
}

/// Makes the snapshot of a fold that ends at `head`.
pub(super) fn snapshot(projector: &Projector, head: Head) -> SnapshotRow {
    let body = json(projector);
    let seal = head.hash.then(&body).0.to_vec();
    SnapshotRow { seq: signed(head.seq), body, seal }
}

/// Writes rows that a fold changed, and a snapshot, by the same statement as a batch, within the
/// caller's transaction.
pub(super) async fn write_derived(
    connection: &mut SqliteConnection,
    changes: &Changes,
    snapshot: Option<&SnapshotRow>,
) -> Result<(), sqlx::Error> {
    derived(changes, snapshot).write(connection).await
}

/// What a fold changed and its snapshot, without events and answers; over rows that may say anything.
fn derived<'a>(changes: &'a Changes, snapshot: Option<&'a SnapshotRow>) -> Rows<'a> {
    Rows {
        tickets: changes.tickets.values().collect(),
        counters: changes.counters.values().collect(),
        renumbered: true,
        snapshot,
        ..Rows::default()
    }
}

/// Writes a value as the journal does.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("invariant: our own values have string keys and no failing parts")
}

async fn load(connection: &mut SqliteConnection, path: &Path) -> Result<(Projector, Loaded, u64), OpenError> {
    let failed = |source| OpenError::Database { doing: "read", path: path.to_owned(), source };
    // Immediate, though nothing is written: whoever still commits on a connection left behind goes first.
    let mut tx = connection.begin_with("begin immediate").await.map_err(failed)?;
    let meta = "select epoch, genesis, parent_epoch, parent_seq from meta";
    let meta = sqlx::query(meta).fetch_one(&mut *tx).await.map_err(failed)?;
    let (epoch, genesis): (String, String) = (meta.get(0), meta.get(1));
    let parent = meta.get::<Option<String>, _>(2).map(|epoch| Parent { epoch, seq: seq_of(&meta, 3) });
    let genesis = Head { seq: 0, hash: Hash::genesis(&genesis) };
    let (mut projector, mut head) = match newest_snapshot(&mut tx, path).await? {
        Some(snapshot) => snapshot,
        None => match cut::base(&mut tx, path).await? {
            Some(base) => (base.kept.projector, base.head),
            None => (Projector::default(), genesis),
        },
    };
    let snapshot_seq = head.seq;
    let mut changes = Changes::default();
    while replay_chunk(&mut tx, path, &mut projector, &mut head, &mut changes).await? {
        changes = Changes::default();
    }
    tx.commit().await.map_err(failed)?;
    let state = projector.state.clone();
    let loaded = Loaded { state, head, epoch, parent, replayed: head.seq - snapshot_seq };
    Ok((projector, loaded, snapshot_seq))
}

/// Returns the newest snapshot that can be trusted, if any. Older ones are not even read where it can: each holds a day.
async fn newest_snapshot(
    connection: &mut SqliteConnection,
    path: &Path,
) -> Result<Option<(Projector, Head)>, OpenError> {
    let failed =
        |source| OpenError::Database { doing: "read the snapshots of", path: path.to_owned(), source };
    let query = "select s.seq, s.body, s.seal, e.hash, (select max(seq) from event) \
                 from snapshot s left join event e on e.seq = s.seq \
                 where s.form between ? and ? and s.seq < ? order by s.seq desc limit 1";
    let mut before = i64::MAX;
    loop {
        let row = sqlx::query(query).bind(SNAPSHOT_FORM_READ).bind(SNAPSHOT_FORM).bind(before);
        let row = row.fetch_optional(&mut *connection).await;
        let Some(row) = row.map_err(failed)? else { return Ok(None) };
        let seq = seq_of(&row, 0);
        before = signed(seq);
        let Ok(hash) = hash_of(&row, 3) else {
            let last = row.get::<Option<i64>, _>(4).unwrap_or(0);
            let what = format!("events are missing: there is a snapshot of {seq}, the last event is {last}");
            return Err(OpenError::Broken { path: path.to_owned(), seq, what });
        };
        let body = row.try_get::<&str, _>(1).unwrap_or_default();
        let seal = row.try_get::<&[u8], _>(2).unwrap_or_default();
        // A day in one text: sealed and read side by side.
        let (read, sealed) = std::thread::scope(|scope| {
            let sealed = scope.spawn(|| hash.then(body).0 == *seal);
            (serde_json::from_str::<Projector>(body), sealed.join().unwrap_or(false))
        });
        match read {
            Ok(projector) if sealed => return Ok(Some((projector, Head { seq, hash }))),
            Ok(_) => tracing::warn!(seq, "a snapshot does not match its seal and is passed over"),
            Err(error) => tracing::warn!(seq, %error, "a snapshot cannot be read and is passed over"),
        }
    }
}

/// Folds the next events after `head` in, checking place and hash of each; false when there are no more.
pub(super) async fn replay_chunk(
    connection: &mut SqliteConnection,
    path: &Path,
    projector: &mut Projector,
    head: &mut Head,
    changes: &mut Changes,
) -> Result<bool, OpenError> {
    replay_until(connection, path, (projector, head), changes, u64::MAX).await
}

/// As [`replay_chunk`], but not beyond the event `last`.
pub(super) async fn replay_until(
    connection: &mut SqliteConnection,
    path: &Path,
    (projector, head): (&mut Projector, &mut Head),
    changes: &mut Changes,
    last: u64,
) -> Result<bool, OpenError> {
    let query =
        sqlx::query("select seq, body, hash from event where seq > ? and seq <= ? order by seq limit ?");
    let query = query.bind(signed(head.seq)).bind(signed(last)).bind(CHUNK);
    let rows = query.fetch_all(connection).await;
    let rows = rows.map_err(|source| OpenError::Database {
        doing: "replay the journal",
        path: path.to_owned(),
        source,
    })?;
    for row in &rows {
        let seq = seq_of(row, 0);
        let broken =
            |seq: u64, what: &str| OpenError::Broken { path: path.to_owned(), seq, what: what.to_owned() };
        let body: &str = row.try_get(1).map_err(|_| broken(seq, "it is not text"))?;
        if seq != head.seq + 1 {
            return Err(broken(head.seq + 1, "it is missing"));
        }
        let hash = head.hash.then(body);
        if hash_of(row, 2).ok() != Some(hash) {
            return Err(broken(
                seq,
                "it, or the one before, is not what was written (the hash chain breaks)",
            ));
        }
        let event: Recorded = serde_json::from_str(body).map_err(|e| broken(seq, &e.to_string()))?;
        if event.seq != seq {
            return Err(broken(seq, "it says to be another event"));
        }
        projector.apply(&event, changes);
        *head = Head { seq, hash };
    }
    Ok(!rows.is_empty())
}

/// Returns the database's path, for messages.
pub(super) fn database(dir: &Path) -> PathBuf {
    dir.join(DATABASE_FILE)
}
