//! Old history deleted: up to the signed head of a day, whose hash the rest follows on.
//!
//! What follows from the deleted events (the state, the rows of tickets that live on) is kept beside that head, so that
//! opening, rebuilding and checking begin there. The fold is made beside the writer; the writer then needs one commit.

use std::path::Path;

use queue::evidence::SignedHead;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Row};

use super::TicketRow;
use super::chain::{Hash, Head};
use super::journal::{database, replay_until};
use super::project::{Changes, Projector};
use super::reader::{hash_of, seq_of, signed};
use super::schema::{self, OpenError};

/// One statement text, as [`super::journal`] has them: an error ends it before the commit. $1 to $5 are the base's columns,
/// $6 the ids of tickets that live on as a JSON array, $7 the last day that is cut.
const CUT: &str = "
begin immediate;
insert into base (one, seq, hash, signed, body, seal) values (1, $1, $2, $3, $4, $5)
    on conflict (one) do update set seq = excluded.seq, hash = excluded.hash, signed = excluded.signed,
        body = excluded.body, seal = excluded.seal;
delete from event where seq <= $1;
delete from snapshot where seq <= $1;
delete from ticket where seq <= $1 and id not in (select value from json_each($6));
delete from counter_day where day <= $7;
commit";

/// What the base keeps of everything before it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) projector: Projector,
    /// The rows of tickets and appointments that events to come may still change.
    pub(super) rows: Vec<TicketRow>,
}

/// Where a journal begins.
pub(super) struct Base {
    pub(super) head: Head,
    pub(super) signed: SignedHead,
    pub(super) kept: Kept,
}

/// A cut that is ready to be made.
pub struct Cut {
    head: Head,
    signed: String,
    body: String,
    live: String,
    day: String,
}

impl Cut {
    /// Returns the last event that goes.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }
}

/// Reads where a journal begins, and what was before. The reader of an older schema finds no table, and no cut.
pub(super) async fn base(connection: &mut SqliteConnection, path: &Path) -> Result<Option<Base>, OpenError> {
    let failed = |source| OpenError::Database { doing: "read the base of", path: path.to_owned(), source };
    let Some(row) = read(connection).await.map_err(failed)? else { return Ok(None) };
    let broken =
        |what: &str| OpenError::Broken { path: path.to_owned(), seq: row.0.seq, what: what.to_owned() };
    let (head, signed, body, seal) = row;
    if head.hash.then(&body).0 != *seal {
        return Err(broken("what was kept of the history cut off before does not fit its seal"));
    }
    let kept = serde_json::from_str(&body).map_err(|error| broken(&error.to_string()))?;
    let signed = serde_json::from_str(&signed).map_err(|error| broken(&error.to_string()))?;
    Ok(Some(Base { head, signed, kept }))
}

/// Reads the base's head and signature alone.
pub(super) async fn base_head(
    connection: &mut SqliteConnection,
) -> Result<Option<(Head, String)>, sqlx::Error> {
    Ok(read(connection).await?.map(|(head, signed, ..)| (head, signed)))
}

type BaseRow = (Head, String, String, Vec<u8>);

async fn read(connection: &mut SqliteConnection) -> Result<Option<BaseRow>, sqlx::Error> {
    let known = "select exists (select 1 from sqlite_schema where type = 'table' and name = 'base')";
    if !sqlx::query(known).fetch_one(&mut *connection).await?.get::<bool, _>(0) {
        return Ok(None);
    }
    let query = "select seq, hash, signed, body, seal from base";
    let Some(row) = sqlx::query(query).fetch_optional(connection).await? else { return Ok(None) };
    let head = Head { seq: seq_of(&row, 0), hash: hash_of(&row, 1)? };
    Ok(Some((head, row.try_get(2)?, row.try_get(3)?, row.try_get(4)?)))
}

/// Makes a cut ready: folds everything up to a signed head, checking each event on the way. Reads only.
///
/// # Errors
/// [`OpenError`]: the journal cannot be read or is damaged before the head, or does not hold it.
pub async fn prepare(dir: &Path, signed_head: &SignedHead) -> Result<Cut, OpenError> {
    let path = database(dir);
    let failed = |source| OpenError::Database { doing: "fold", path: path.clone(), source };
    let mut connection = schema::open_reader(dir).await?;
    let mut tx = connection.begin().await.map_err(failed)?;
    let (mut projector, mut rows, mut head) = match base(&mut tx, &path).await? {
        Some(base) => (base.kept.projector, base.kept.rows, base.head),
        None => {
            let genesis = super::reader::genesis(&mut tx).await.map_err(failed)?;
            (Projector::default(), Vec::new(), Head { seq: 0, hash: genesis })
        }
    };
    let mut changes = Changes::default();
    changes.tickets.extend(rows.drain(..).map(|row| (row.id, row)));
    while replay_until(&mut tx, &path, (&mut projector, &mut head), &mut changes, signed_head.seq).await? {
        changes.tickets.retain(|id, _| projector.is_live(*id));
    }
    tx.rollback().await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    if head.seq != signed_head.seq || head.hash.to_string() != signed_head.hash {
        let what = "it is not the head that was signed".to_owned();
        return Err(OpenError::Broken { path, seq: signed_head.seq, what });
    }
    changes.tickets.retain(|id, _| projector.is_live(*id));
    let rows: Vec<TicketRow> = changes.tickets.into_values().collect();
    let live: Vec<_> = rows.iter().map(|row| row.id).collect();
    Ok(Cut {
        head,
        signed: text(signed_head),
        live: text(&live),
        body: text(&Kept { projector, rows }),
        day: signed_head.day.to_string(),
    })
}

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("invariant: our own values have string keys and no failing parts")
}

/// Makes a cut, as one commit.
pub(super) async fn make(connection: &mut SqliteConnection, cut: &Cut) -> Result<(), sqlx::Error> {
    let Cut { head, signed: signature, body, live, day } = cut;
    let seal: Hash = head.hash.then(body);
    let query = sqlx::query(CUT)
        .bind(signed(head.seq))
        .bind(head.hash.0.to_vec())
        .bind(signature)
        .bind(body)
        .bind(seal.0.to_vec())
        .bind(live)
        .bind(day);
    query.execute(connection).await.map(|_| ())
}
