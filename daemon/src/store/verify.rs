//! The whole history checked from the first event on, and projections rebuilt from it.

use std::fmt;
use std::path::Path;

use queue::Recorded;
use queue::evidence::SignedHead;
use serde::Serialize;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Connection, Row};

use super::chain::Head;
use super::cut::{self, Base};
use super::journal::{database, replay_chunk, snapshot, write_derived};
use super::project::{Changes, Projector, SNAPSHOT_FORM};
use super::reader::{self, hash_of, seq_of, signed};
use super::schema::{self, OpenError};

/// Most faults a report lists; a file torn to pieces is known to be after that many.
const FAULTS_MAX: usize = 100;

/// Events read at a time.
const CHUNK: u32 = 2_000;

/// A ticket's row as the JSON the fold makes of it.
const TICKET_JSON: &str = "
select id, json_object('id', id, 'day', day, 'letter', letter, 'value', value, 'number', number,
    'service', service, 'class', class, 'state', state, 'counter', counter, 'issued_ms', issued_ms,
    'booked_ms', booked_ms, 'first_called_ms', first_called_ms, 'called_ms', called_ms,
    'started_ms', started_ms, 'ended_ms', ended_ms, 'waited_ms', waited_ms, 'walked_ms', walked_ms,
    'served_ms', served_ms, 'parked_ms', parked_ms, 'calls', calls, 'transactions', transactions, 'seq', seq)
from ticket where id in (select value from json_each($1))";

/// A counter's row of a day, likewise.
const COUNTER_JSON: &str = "
select json_object('day', day, 'counter', counter, 'served', served, 'no_shows', no_shows,
    'transferred', transferred, 'wait_ms', wait_ms, 'waits', waits, 'service_ms', service_ms,
    'services', services)
from counter_day where day = $1 and counter = $2";

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Events are missing.
    Missing,
    /// An event, or the one before it, is not what was written.
    Chain,
    /// An event's text cannot be read or speaks of another place.
    Body,
    /// A column beside the text says something else than the text.
    Column,
    /// A row of table `ticket` is not what follows from the journal.
    Ticket,
    /// A row of table `counter_day` is not what follows from the journal.
    Counter,
    /// A snapshot is not what follows from the journal.
    Snapshot,
    /// SQLite finds its own structures damaged.
    Pages,
}

/// One thing that is wrong, with its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fault {
    /// What kind of thing.
    pub kind: FaultKind,
    /// The event it concerns, where it concerns one.
    pub seq: Option<u64>,
    /// What exactly.
    pub detail: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "event {seq}: {}", self.detail),
            None => f.write_str(&self.detail),
        }
    }
}

/// What checking the whole history found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How many events were read.
    pub events: u64,
    /// How far the journal goes. Compare it with one remembered elsewhere: a journal whose newest events
    /// were cut off, with all that was derived from them, is whole in itself.
    pub head: Head,
    /// The journal's epoch.
    pub epoch: String,
    /// How many rows of `ticket` and `counter_day` were compared.
    pub rows: u64,
    /// How many snapshots were compared.
    pub snapshots: u64,
    /// Whether rows and snapshots could be compared: not when the journal itself is damaged.
    pub derived_checked: bool,
    /// What is wrong, at most 100 entries.
    pub faults: Vec<Fault>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { events, rows, snapshots, .. } = self;
        writeln!(
            f,
            "checked: {events} events, {rows} derived rows, {snapshots} snapshots, the file's own structures"
        )?;
        writeln!(f, "head: event {} with hash {}, epoch {}", self.head.seq, self.head.hash, self.epoch)?;
        if self.is_well() {
            return f.write_str(
                "the journal is whole: no gap, no change, and everything derived follows from it",
            );
        }
        writeln!(f, "{} faults:", self.faults.len())?;
        self.faults.iter().try_for_each(|fault| writeln!(f, "  {fault}"))?;
        if !self.derived_checked {
            f.write_str(
                "what is derived from the journal was not compared, as the journal itself is damaged",
            )?;
        }
        Ok(())
    }
}

impl Report {
    /// Returns true when nothing is wrong.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, kind: FaultKind, seq: impl Into<Option<u64>>, detail: impl Into<String>) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { kind, seq: seq.into(), detail: detail.into() });
        }
    }
}

/// Checks everything in a data directory: the chain from the first event on, every event's text and columns,
/// every derived row and snapshot against the fold, and SQLite's own structures. Reads only; may run beside
/// the daemon.
///
/// # Errors
/// [`OpenError`] when there is no journal of ours or it cannot be read at all; what is wrong inside is in the
/// [`Report`].
pub async fn verify(dir: &Path) -> Result<Report, OpenError> {
    let failed = |source| OpenError::Database { doing: "verify", path: database(dir), source };
    let mut connection = schema::open_reader(dir).await?;
    let mut tx = connection.begin().await.map_err(failed)?;
    // What was kept of a history that was cut is as damaged as an event, when it is.
    let base = match cut::base(&mut tx, &database(dir)).await {
        Ok(base) => Ok(base),
        Err(OpenError::Broken { seq, what, .. }) => Err((seq, what)),
        Err(other) => return Err(other),
    };
    let (base, broken) = base.map_or_else(|broken| (None, Some(broken)), |base| (base, None));
    let mut check = Check::new(&mut tx, base).await.map_err(failed)?;
    if let Some((seq, what)) = broken {
        check.journal_fault(FaultKind::Body, seq, what);
    }
    check.pages(&mut tx).await.map_err(failed)?;
    while check.events(&mut tx).await.map_err(failed)? {}
    check.finish(&mut tx).await.map_err(failed)?;
    if reader::is_renamed(&mut tx).await.map_err(failed)? {
        let detail = "the journal has another name than it was made with, and was not restored from a backup";
        check.report.fault(FaultKind::Column, None, detail);
    }
    tx.rollback().await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    Ok(check.report)
}

/// A check under way.
struct Check {
    report: Report,
    /// The last event that was cut off, 0 for none.
    base: u64,
    projector: Projector,
    /// Rows that events still to come may change.
    pending: Changes,
    /// Snapshots not reached yet, the lowest last: place, form, body, seal.
    snapshots: Vec<(u64, i64, String, Vec<u8>)>,
}

impl Check {
    async fn new(connection: &mut SqliteConnection, base: Option<Base>) -> Result<Self, sqlx::Error> {
        let epoch: String = sqlx::query("select epoch from meta").fetch_one(&mut *connection).await?.get(0);
        let head = reader::begins(&mut *connection).await?;
        let query = "select seq, form, body, seal from snapshot order by seq desc";
        let rows = sqlx::query(query).fetch_all(&mut *connection).await?;
        // A body that is not even text is as wrong as any other.
        let body = |row: &SqliteRow| row.try_get(2).unwrap_or_default();
        let snapshots = rows.iter().map(|row| (seq_of(row, 0), row.get(1), body(row), row.get(3))).collect();
        let report = Report {
            events: 0,
            head,
            epoch,
            rows: 0,
            snapshots: 0,
            derived_checked: true,
            faults: Vec::new(),
        };
        let mut check =
            Self { report, base: 0, projector: Projector::default(), pending: Changes::default(), snapshots };
        if let Some(base) = base {
            if !signature_fits(&base.signed, base.head) {
                let detail = "the history before it was cut off, and no signature of the office says where";
                check.report.fault(FaultKind::Chain, base.head.seq + 1, detail);
            }
            check.base = base.head.seq;
            check.projector = base.kept.projector;
            check.pending.tickets.extend(base.kept.rows.into_iter().map(|row| (row.id, row)));
        }
        Ok(check)
    }

    async fn pages(&mut self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        for row in sqlx::query("pragma quick_check").fetch_all(connection).await? {
            let line: String = row.get(0);
            if line != "ok" {
                self.report.fault(FaultKind::Pages, None, line);
            }
        }
        Ok(())
    }

    /// Checks the next events; false when there are no more.
    async fn events(&mut self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        let query = "select seq, body, hash, at_ms, day, kind, ticket, command from event \
                     where seq > ? order by seq limit ?";
        let query = sqlx::query(query).bind(signed(self.report.head.seq)).bind(CHUNK);
        let rows = query.fetch_all(&mut *connection).await?;
        for row in &rows {
            self.event(row);
        }
        let mut settled = Vec::new();
        let projector = &self.projector;
        self.pending.tickets.retain(|id, row| {
            let live = projector.is_live(*id);
            if !live {
                settled.push(row.clone());
            }
            live
        });
        self.tickets(connection, &settled).await?;
        Ok(!rows.is_empty())
    }

    fn event(&mut self, row: &SqliteRow) {
        let (seq, text) = (seq_of(row, 0), row.try_get::<&str, _>(1));
        // What is not even text has another hash than anything that was written.
        let body = text.unwrap_or_default();
        let before = self.report.head;
        if seq != before.seq + 1 {
            let detail = match seq - 1 - (before.seq + 1) {
                0 => "it is missing".to_owned(),
                _ => format!("it is missing, and all up to {}", seq - 1),
            };
            self.journal_fault(FaultKind::Missing, before.seq + 1, detail);
        }
        let hash = before.hash.then(body);
        // What is stored counts from here on, so that one wrong event is one fault.
        let stored = hash_of(row, 2).unwrap_or(hash);
        if stored != hash && seq == before.seq + 1 {
            self.journal_fault(FaultKind::Chain, seq, "it is not what was written: its hash does not fit");
        }
        self.report.head = Head { seq, hash: stored };
        self.report.events += 1;
        match serde_json::from_str::<Recorded>(body) {
            Ok(event) if event.seq == seq => {
                self.columns(row, &event);
                self.projector.apply(&event, &mut self.pending);
            }
            Ok(event) => {
                let detail = format!("its text says it is event {}", event.seq);
                self.journal_fault(FaultKind::Body, seq, detail);
            }
            Err(error) => {
                self.journal_fault(FaultKind::Body, seq, format!("its text cannot be read: {error}"));
            }
        }
        self.snapshot(seq);
    }

    fn journal_fault(&mut self, kind: FaultKind, seq: u64, detail: impl Into<String>) {
        self.report.derived_checked = false;
        self.report.fault(kind, seq, detail);
    }

    fn columns(&mut self, row: &SqliteRow, event: &Recorded) {
        let text = |column| row.try_get::<Option<String>, _>(column).unwrap_or_default();
        let right = [
            ("at_ms", row.try_get::<i64, _>(3).ok() == Some(event.at.0)),
            ("day", text(4) == event.day.map(|d| d.to_string())),
            ("kind", text(5).as_deref() == Some(event.event.kind())),
            ("ticket", text(6) == event.event.ticket().map(|t| t.to_string())),
            ("command", text(7).as_deref() == Some(event.command.as_str())),
        ];
        for (name, _) in right.into_iter().filter(|(_, right)| !right) {
            let detail = format!("column {name} says something else than its text");
            self.report.fault(FaultKind::Column, event.seq, detail);
        }
    }

    fn snapshot(&mut self, seq: u64) {
        while let Some((at, form, body, seal)) = self.snapshots.pop_if(|(at, ..)| *at <= seq) {
            if form != SNAPSHOT_FORM || !self.report.derived_checked {
                continue;
            }
            self.report.snapshots += 1;
            let right = snapshot(&self.projector, self.report.head);
            if at != seq || right.body != body || right.seal != seal {
                let detail = "the snapshot taken after it is not what follows from the journal";
                self.report.fault(FaultKind::Snapshot, at, detail);
            }
        }
    }

    async fn finish(&mut self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        for (seq, ..) in std::mem::take(&mut self.snapshots) {
            let last = self.report.head.seq;
            let detail = format!("there is a snapshot taken after it, but the last event is {last}");
            self.journal_fault(FaultKind::Missing, seq, detail);
        }
        let pending = std::mem::take(&mut self.pending);
        let tickets: Vec<_> = pending.tickets.into_values().collect();
        self.tickets(connection, &tickets).await?;
        if !self.report.derived_checked {
            return Ok(());
        }
        for row in pending.counters.values() {
            let query = sqlx::query(COUNTER_JSON).bind(row.day.to_string()).bind(row.counter.as_str());
            let found: Option<String> = query.fetch_optional(&mut *connection).await?.map(|r| r.get(0));
            self.report.rows += 1;
            if found != serde_json::to_string(row).ok() {
                let detail = format!("counter {} on {} {}", row.counter, row.day, differs(found.as_ref()));
                self.report.fault(FaultKind::Counter, None, detail);
            }
        }
        self.strays(connection).await
    }

    async fn tickets(
        &mut self,
        connection: &mut SqliteConnection,
        rows: &[super::TicketRow],
    ) -> Result<(), sqlx::Error> {
        if rows.is_empty() || !self.report.derived_checked {
            return Ok(());
        }
        let ids = serde_json::to_string(&rows.iter().map(|row| row.id).collect::<Vec<_>>());
        let found = sqlx::query(TICKET_JSON).bind(ids.unwrap_or_default()).fetch_all(connection).await?;
        let found: std::collections::BTreeMap<String, String> =
            found.iter().map(|row| (row.get(0), row.try_get(1).unwrap_or_default())).collect();
        for row in rows {
            self.report.rows += 1;
            let stored = found.get(&row.id.to_string());
            if stored.cloned() != serde_json::to_string(row).ok() {
                let detail = format!("the row of ticket {} {}", row.id, differs(stored));
                self.report.fault(FaultKind::Ticket, row.seq, detail);
            }
        }
        Ok(())
    }

    /// Rows that nothing in the journal explains.
    async fn strays(&mut self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let query = "select id, seq from ticket as t where t.seq > ? and not exists (select 1 from event as e \
                     where e.seq = t.seq and (e.ticket = t.id or e.kind = 'command_undone')) limit 10";
        for row in sqlx::query(query).bind(signed(self.base)).fetch_all(&mut *connection).await? {
            let detail = format!("no event explains the row of ticket {}", row.get::<String, _>(0));
            self.report.fault(FaultKind::Ticket, seq_of(&row, 1), detail);
        }
        let query = "select (select count(*) from ticket) + (select count(*) from counter_day)";
        let there = seq_of(&sqlx::query(query).fetch_one(connection).await?, 0);
        if there != self.report.rows {
            let detail = format!("there are {there} derived rows, the journal explains {}", self.report.rows);
            self.report.fault(FaultKind::Ticket, None, detail);
        }
        Ok(())
    }
}

/// Returns whether a head is the one that was signed, by the key that is named there.
fn signature_fits(head: &SignedHead, found: Head) -> bool {
    let statement = SignedHead::statement(head.day, &head.epoch, head.seq, &head.hash);
    (head.seq, head.hash.as_str()) == (found.seq, found.hash.to_string().as_str())
        && crate::evidence::key::fits(&head.key, &statement, &head.signature)
}

fn differs(found: Option<&String>) -> &'static str {
    if found.is_some() { "is not what follows from the journal" } else { "is missing" }
}

/// Makes the derived tables and a snapshot anew from the journal, in one commit; returns how far it goes.
/// Needs the data directory for itself.
///
/// # Errors
/// [`OpenError`]: locked, or the journal itself is damaged; then nothing is changed.
pub async fn rebuild(dir: &Path) -> Result<Head, OpenError> {
    let path = database(dir);
    let failed = |source| OpenError::Database { doing: "rebuild", path: path.clone(), source };
    let _lock = schema::lock(dir)?;
    let mut connection = schema::open_writer(dir).await?;
    let mut tx = connection.begin_with("begin immediate").await.map_err(failed)?;
    let last = reader::head(&mut tx).await.map_err(failed)?;
    let newest = sqlx::query("select coalesce(max(seq), 0) from snapshot").fetch_one(&mut *tx).await;
    let newest = seq_of(&newest.map_err(failed)?, 0);
    if newest > last.seq {
        let what =
            format!("events are missing: there is a snapshot of {newest}, the last event is {}", last.seq);
        return Err(OpenError::Broken { path, seq: last.seq + 1, what });
    }
    let clear = "delete from ticket; delete from counter_day; delete from snapshot";
    sqlx::raw_sql(clear).execute(&mut *tx).await.map_err(failed)?;

    let mut changes = Changes::default();
    let (mut projector, mut head) = match cut::base(&mut tx, &path).await? {
        Some(Base { head, kept, .. }) => {
            changes.tickets.extend(kept.rows.into_iter().map(|row| (row.id, row)));
            (kept.projector, head)
        }
        None => (Projector::default(), reader::begins(&mut tx).await.map_err(failed)?),
    };
    while replay_chunk(&mut tx, &path, &mut projector, &mut head, &mut changes).await? {
        write_derived(&mut tx, &std::mem::take(&mut changes), None).await.map_err(failed)?;
    }
    if head.seq > 0 {
        let snapshot = snapshot(&projector, head);
        write_derived(&mut tx, &changes, Some(&snapshot)).await.map_err(failed)?;
    }
    tx.commit().await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    Ok(head)
}
