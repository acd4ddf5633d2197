//! How a batch reaches the tables: as one row put into a view, which a trigger of the connection's own spreads over them.
//!
//! SQLite makes one statement whole or not at all, and the thread that owns the connection reports each statement by
//! itself: a batch of ten statements would wake the dispatcher ten times before it is on the disk.
//!
//! There are two such views. What one command does fits into the columns of `few`, a value in each; `many` takes any number
//! of rows, as JSON, which SQLite has to read first. A ticket takes two thirds of the time by the first.

use std::fmt::Write as _;
use std::sync::LazyLock;

use queue::id::{CommandId, TicketId};
use queue::time::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};

use super::answers;
use super::chain::Hash;
use super::journal::json;
use super::project::{CounterRow, SNAPSHOT_FORM, TicketRow};

/// A table that batches write to.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    /// The columns by which a row replaces the one before; none where it never does.
    key: &'static [&'static str],
    /// The columns that stay as they are when it does.
    fixed: &'static [&'static str],
    /// How many rows of it `few` has columns for.
    few: usize,
}

const EVENT: Table = Table {
    name: "event",
    columns: &["seq", "at_ms", "day", "kind", "ticket", "command", "body", "hash"],
    key: &[],
    fixed: &[],
    few: 2,
};
const TICKET: Table = Table {
    name: "ticket",
    columns: &[
        "id",
        "day",
        "letter",
        "value",
        "number",
        "service",
        "class",
        "state",
        "counter",
        "issued_ms",
        "booked_ms",
        "first_called_ms",
        "called_ms",
        "started_ms",
        "ended_ms",
        "waited_ms",
        "walked_ms",
        "served_ms",
        "parked_ms",
        "calls",
        "transactions",
        "seq",
    ],
    key: &["id"],
    fixed: &NUMBERED,
    few: 2,
};
const COUNTER: Table = Table {
    name: "counter_day",
    columns: &[
        "day",
        "counter",
        "served",
        "no_shows",
        "transferred",
        "wait_ms",
        "waits",
        "service_ms",
        "services",
    ],
    key: &["day", "counter"],
    fixed: &[],
    few: 1,
};
const ANSWER: Table = Table {
    name: "answer",
    columns: &["command", "at_ms", "body", "place"],
    key: &["command"],
    fixed: &[],
    few: 1,
};
const TABLES: [Table; 4] = [EVENT, TICKET, COUNTER, ANSWER];

/// What a ticket's number is unique by: SQLite writes an index for every update that names its columns, so these are named
/// only where they change, as when an appointment arrives.
const NUMBERED: [&str; 3] = ["day", "letter", "value"];

impl Table {
    /// Makes the statement that writes rows of `source` ("from …", "where …"); `value` names a column there.
    fn insert(&self, value: impl Fn(&str) -> String, source: &str) -> String {
        let taken = |column: &&str| match *column {
            "hash" => format!("unhex({})", value("hash")),
            column => value(column),
        };
        let values: Vec<String> = self.columns.iter().map(taken).collect();
        let mut sql = format!(
            "insert into {} ({}) select {} {source}",
            self.name,
            self.columns.join(", "),
            values.join(", ")
        );
        if !self.key.is_empty() {
            let changed = self.columns.iter().filter(|c| !self.key.contains(c) && !self.fixed.contains(c));
            let set: Vec<String> = changed.map(|c| format!("{c} = excluded.{c}")).collect();
            let _ = write!(sql, " on conflict ({}) do update set {}", self.key.join(", "), set.join(", "));
        }
        sql + ";\n"
    }

    /// Names a column of the nth row in `few`.
    fn few(&self, n: usize, column: &str) -> String {
        format!("{}_{n}_{column}", self.name)
    }

    /// Names the columns of `few` that hold this table's rows.
    fn all_few(&self) -> impl Iterator<Item = String> {
        (0..self.few).flat_map(move |n| self.columns.iter().map(move |column| self.few(n, column)))
    }
}

/// Makes both views; to be made anew for every connection that writes: nothing of them is in the file.
pub(super) static SET_UP: LazyLock<String> = LazyLock::new(|| few_view() + &many_view());

static FEW: LazyLock<String> = LazyLock::new(|| {
    let values: Vec<_> = TABLES.iter().flat_map(Table::all_few).map(|_| "?").collect();
    format!("insert into few values ({})", values.join(", "))
});

fn few_view() -> String {
    let columns: Vec<String> = TABLES.iter().flat_map(Table::all_few).collect();
    let mut sql = format!("create temp view few as select null as {};\n", columns.join(", null as "));
    sql += "create temp trigger few_are_spread instead of insert on few begin\n";
    for table in &TABLES {
        for n in 0..table.few {
            let value = |column: &str| format!("new.{}", table.few(n, column));
            sql += &table.insert(value, &format!("where {} is not null", value(table.columns[0])));
        }
    }
    sql + "end;\n"
}

// `jsonb_each`, as `json_each` would write each row out as text again for every column.
fn many_view() -> String {
    let value = |column: &str| format!("e.value->>'{column}'");
    let mut sql = "create temp view many as select null as event, null as ticket, null as counter_day, null as answer,
    null as renumbered, null as snapshot_seq, null as snapshot_form, null as snapshot_body, null as snapshot_seal,
    null as forget_before, null as forget_now, null as keep_newest;
create temp trigger many_are_spread instead of insert on many begin\n"
        .to_owned();
    for table in &TABLES {
        // "where true", or "on" would be read as that of a join.
        sql += &table.insert(value, &format!("from jsonb_each(new.{}) as e where true", table.name));
    }
    let (names, set) =
        (NUMBERED.join(", ticket."), NUMBERED.map(|c| format!("{c} = {}", value(c))).join(", "));
    let _ = write!(
        sql,
        "update ticket set {set} from jsonb_each(new.ticket) as e
    where new.renumbered and ticket.id = {} and (ticket.{names}) is not ({});\n",
        value("id"),
        NUMBERED.map(value).join(", "),
    );
    sql + "insert into snapshot (seq, form, body, seal)
    select new.snapshot_seq, new.snapshot_form, new.snapshot_body, new.snapshot_seal
    where new.snapshot_seq is not null
    on conflict (seq) do update set form = excluded.form, body = excluded.body, seal = excluded.seal;
delete from snapshot where new.snapshot_seq is not null
    and seq not in (select seq from snapshot order by seq desc limit 3);
update answer set at_ms = new.forget_now where new.forget_before is not null and at_ms > new.forget_now;
delete from answer where new.forget_before is not null and at_ms < new.forget_before
    and place <= (select max(place) from answer) - new.keep_newest;
end"
}

const MANY: &str = "insert into many values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// One event as it goes into the database; the fields are the columns.
#[derive(Serialize)]
pub(super) struct EventRow<'a> {
    pub seq: u64,
    pub at_ms: i64,
    pub day: Option<Date>,
    pub kind: &'static str,
    pub ticket: Option<TicketId>,
    pub command: &'a CommandId,
    pub body: String,
    pub hash: Hash,
}

/// The newest snapshot as it goes into the database.
pub(super) struct SnapshotRow {
    pub seq: i64,
    pub body: String,
    pub seal: Vec<u8>,
}

/// Answers to let go of.
#[derive(Clone, Copy)]
pub(super) struct Forgetting {
    /// Those of before this time go, in milliseconds.
    pub before: i64,
    /// The present: what claims to be of later is of now.
    pub now: i64,
    /// How many of the newest stay, however old they look.
    pub keep_newest: i64,
}

/// What is written together.
#[derive(Default)]
pub(super) struct Rows<'a> {
    pub events: Vec<EventRow<'a>>,
    pub tickets: Vec<&'a TicketRow>,
    pub counters: Vec<&'a CounterRow>,
    pub answers: Vec<answers::Row<'a>>,
    /// Whether a ticket may have another number than its row.
    pub renumbered: bool,
    pub snapshot: Option<&'a SnapshotRow>,
    pub forgetting: Option<Forgetting>,
}

impl Rows<'_> {
    /// Writes all of it, or nothing. Outside a transaction it has reached the disk on return.
    pub(super) async fn write(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let query = if self.are_few() { self.few() } else { self.many() };
        query.execute(connection).await.map(|_| ())
    }

    fn are_few(&self) -> bool {
        self.events.len() <= EVENT.few
            && self.tickets.len() <= TICKET.few
            && self.counters.len() <= COUNTER.few
            && self.answers.len() <= ANSWER.few
            && !self.renumbered
            && self.snapshot.is_none()
            && self.forgetting.is_none()
    }

    fn few(&self) -> Query<'static, Sqlite, SqliteArguments> {
        let query = bind_few(sqlx::query(FEW.as_str()), &EVENT, &self.events);
        let query = bind_few(query, &TICKET, &self.tickets);
        let query = bind_few(query, &COUNTER, &self.counters);
        bind_few(query, &ANSWER, &self.answers)
    }

    fn many(&self) -> Query<'static, Sqlite, SqliteArguments> {
        let (snapshot, forgetting) = (self.snapshot, self.forgetting);
        sqlx::query(MANY)
            .bind(json(&self.events))
            .bind(json(&self.tickets))
            .bind(json(&self.counters))
            .bind(json(&self.answers))
            .bind(self.renumbered)
            .bind(snapshot.map(|s| s.seq))
            .bind(SNAPSHOT_FORM)
            .bind(snapshot.map(|s| s.body.clone()))
            .bind(snapshot.map(|s| s.seal.clone()))
            .bind(forgetting.map(|f| f.before))
            .bind(forgetting.map(|f| f.now))
            .bind(forgetting.map_or(0, |f| f.keep_newest))
    }
}

fn bind_few<T: Serialize>(
    mut query: Query<'static, Sqlite, SqliteArguments>,
    table: &Table,
    rows: &[T],
) -> Query<'static, Sqlite, SqliteArguments> {
    for n in 0..table.few {
        let mut row = rows.get(n).map(values).unwrap_or_default();
        for column in table.columns {
            query = match row.remove(*column) {
                Some(Value::Number(number)) => query.bind(number.as_i64()),
                Some(Value::String(text)) => query.bind(text),
                _ => query.bind(None::<i64>),
            };
        }
    }
    query
}

fn values<T: Serialize>(row: &T) -> Map<String, Value> {
    match serde_json::to_value(row) {
        Ok(Value::Object(values)) => values,
        _ => unreachable!("a row is a structure of numbers and texts"),
    }
}
