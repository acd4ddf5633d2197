//! One batch, one transaction: lock the cursor, decide, store what is new, move the cursor.
//!
//! # Layout
//! - [`group`]: many batches that simply go on, in one transaction

pub mod group;

use std::collections::BTreeMap;

use queue::report::{Batch, Digest, Entry, Reply};
use queue::time::Timestamp;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::{PgConnection, Row};

use crate::decide::{Cursor, Decision, Fault, Opening, check, decide, genesis, is_epoch, open, overlap};
use crate::store::{StoreError, digest, failed, signed, unsigned};

const CURSOR: &str =
    "select start, base, next, head, forked_seq from office_cursor where office = $1 and epoch = $2";

/// Takes a batch whose sender is proven to be its office. What is answered is committed.
///
/// # Errors
/// [`StoreError`]: nothing is stored, and the office sends it again.
pub async fn ingest(pool: &PgPool, batch: &Batch, received: Timestamp) -> Result<Reply, StoreError> {
    let failed = failed("store a batch");
    if let Err(Fault { seq, why }) = check(batch) {
        tracing::warn!(office.id = %batch.office, seq, why, "a damaged batch was refused: {why}");
        return Ok(Reply::Broken { seq, expects: next_of(pool, batch).await.map_err(&failed)? });
    }
    let mut tx = pool.begin().await.map_err(&failed)?;
    let reply = ingest_in(&mut tx, batch, received).await.map_err(&failed)?;
    tx.commit().await.map_err(&failed)?;
    Ok(reply)
}

/// Returns what is expected of the epoch a damaged batch names.
async fn next_of(pool: &PgPool, batch: &Batch) -> Result<u64, sqlx::Error> {
    if !is_epoch(&batch.epoch) {
        return Ok(1);
    }
    let query = sqlx::query("select next from office_cursor where office = $1 and epoch = $2");
    let row = query.bind(batch.office.as_str()).bind(&batch.epoch).fetch_optional(pool).await?;
    Ok(row.map_or(1, |row| unsigned(row.get(0))))
}

async fn ingest_in(tx: &mut PgConnection, batch: &Batch, received: Timestamp) -> Result<Reply, sqlx::Error> {
    let Some(cursor) = cursor_for(tx, batch, received).await? else {
        quarantine(tx, batch, batch.first_seq, None, received).await?;
        return Ok(Reply::UnknownEpoch { expects: 1 });
    };
    let known = match overlap(&cursor, batch) {
        Some(range) => hashes(tx, batch, *range.start(), *range.end()).await?,
        None => BTreeMap::new(),
    };
    let expects = cursor.next;
    Ok(match decide(&cursor, &known, batch) {
        Decision::Accept { fresh } => {
            let entries = &batch.events[fresh..];
            insert(tx, batch, entries).await?;
            Reply::Accepted { expects: advance(tx, batch, entries, received).await?.unwrap_or(expects) }
        }
        Decision::Gap => Reply::Gap { expects },
        Decision::Quarantined { seq } => Reply::Fork { seq, expects },
        Decision::Fork { seq, known, found } => {
            tracing::error!(office.id = %batch.office, epoch = %batch.epoch, seq, known = %known, found = %found,
                "the journal of {} differs from what is known at event {seq}: nothing more is taken", batch.office);
            quarantine(tx, batch, seq, Some(known), received).await?;
            flag(tx, batch, seq, received).await?;
            Reply::Fork { seq, expects }
        }
    })
}

/// Reads and locks the cursor of a batch's epoch, opening it if that may be; `None` for an epoch out of nowhere.
async fn cursor_for(
    tx: &mut PgConnection,
    batch: &Batch,
    received: Timestamp,
) -> Result<Option<Cursor>, sqlx::Error> {
    let locked = "select start, base, next, head, forked_seq from office_cursor \
                  where office = $1 and epoch = $2 for update";
    let office = batch.office.as_str();
    if let Some(row) = sqlx::query(locked).bind(office).bind(&batch.epoch).fetch_optional(&mut *tx).await? {
        return Ok(Some(cursor_of(&row)));
    }
    // Two first batches at once: the second waits here, and then finds what the first one opened.
    let lock = sqlx::query("select 1 from office where office = $1 for update");
    lock.bind(office).execute(&mut *tx).await?;
    if let Some(row) = sqlx::query(locked).bind(office).bind(&batch.epoch).fetch_optional(&mut *tx).await? {
        return Ok(Some(cursor_of(&row)));
    }
    let others = sqlx::query("select 1 from office_cursor where office = $1 limit 1");
    let others = others.bind(office).fetch_optional(&mut *tx).await?.is_some();
    let parent = match &batch.parent {
        Some(parent) => sqlx::query(CURSOR).bind(office).bind(&parent.epoch).fetch_optional(&mut *tx).await?,
        None => None,
    };
    let parent = parent.as_ref().map(cursor_of);
    let cursor = match (open(others, batch.parent.as_ref(), parent.as_ref()), &parent) {
        (Opening::First, _) => Cursor::fresh(&batch.epoch),
        (Opening::Branch { start }, Some(parent)) => {
            let Some(base) = base_of(tx, batch, parent, start).await? else { return Ok(None) };
            Cursor::branching(start, base)
        }
        (Opening::Branch { .. } | Opening::Unknown, _) => return Ok(None),
    };
    insert_cursor(tx, batch, &cursor, received).await?;
    Ok(Some(cursor))
}

/// Returns the hash of the parent's event before `start`.
async fn base_of(
    tx: &mut PgConnection,
    batch: &Batch,
    parent: &Cursor,
    start: u64,
) -> Result<Option<Digest>, sqlx::Error> {
    if start == parent.next {
        return Ok(Some(parent.head));
    }
    if start == parent.start {
        return Ok(Some(parent.base));
    }
    let query = sqlx::query("select hash from event where office = $1 and epoch = $2 and seq = $3");
    let epoch = batch.parent.as_ref().map(|p| p.epoch.as_str());
    let query = query.bind(batch.office.as_str()).bind(epoch).bind(signed(start) - 1);
    Ok(query.fetch_optional(tx).await?.map(|row| digest(row.get(0))))
}

async fn insert_cursor(
    tx: &mut PgConnection,
    batch: &Batch,
    cursor: &Cursor,
    received: Timestamp,
) -> Result<(), sqlx::Error> {
    let query = "insert into office_cursor (office, epoch, parent, start, base, next, head, opened_ms, received_ms, \
                 clock_offset_ms) values ($1, $2, $3, $4, $5, $4, $5, $6, $6, $7)";
    let parent = batch.parent.as_ref().filter(|_| cursor.base != genesis(&batch.epoch)).map(|p| &p.epoch);
    let query = sqlx::query(query).bind(batch.office.as_str()).bind(&batch.epoch).bind(parent);
    let query = query.bind(signed(cursor.start)).bind(&cursor.base.0[..]).bind(received.0);
    query.bind(batch.sent_at - received).execute(tx).await?;
    tracing::info!(office.id = %batch.office, epoch = %batch.epoch, start = cursor.start,
        "{} reports a journal not known before", batch.office);
    Ok(())
}

pub(crate) fn cursor_of(row: &PgRow) -> Cursor {
    Cursor {
        start: unsigned(row.get(0)),
        base: digest(row.get(1)),
        next: unsigned(row.get(2)),
        head: digest(row.get(3)),
        forked: row.get::<Option<i64>, _>(4).map(unsigned),
    }
}

async fn hashes(
    tx: &mut PgConnection,
    batch: &Batch,
    first: u64,
    last: u64,
) -> Result<BTreeMap<u64, Digest>, sqlx::Error> {
    let query = "select seq, hash from event where office = $1 and epoch = $2 and seq between $3 and $4";
    let query = sqlx::query(query).bind(batch.office.as_str()).bind(&batch.epoch);
    let rows = query.bind(signed(first)).bind(signed(last)).fetch_all(tx).await?;
    Ok(rows.iter().map(|row| (unsigned(row.get(0)), digest(row.get(1)))).collect())
}

/// Stores events as arrays: one statement, whatever their number. No `on conflict`: the cursor's lock makes one
/// impossible, and if there were one nothing may be stored.
async fn insert(tx: &mut PgConnection, batch: &Batch, entries: &[Entry]) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let query = "insert into event (office, epoch, seq, at_ms, day, kind, body, hash) \
                 select $1, $2, seq, at_ms, day::date, kind, body, hash \
                 from unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bytea[]) \
                      as new (seq, at_ms, day, kind, body, hash)";
    let query = sqlx::query(query).bind(batch.office.as_str()).bind(&batch.epoch);
    let query = query
        .bind(entries.iter().map(|e| signed(e.seq)).collect::<Vec<_>>())
        .bind(entries.iter().map(|e| e.at.0).collect::<Vec<_>>())
        .bind(entries.iter().map(|e| e.day.map(|d| d.to_string())).collect::<Vec<_>>())
        .bind(entries.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>())
        .bind(entries.iter().map(|e| e.body.as_str()).collect::<Vec<_>>())
        .bind(entries.iter().map(|e| e.hash.0.to_vec()).collect::<Vec<_>>());
    query.execute(tx).await.map(drop)
}

/// Moves the cursor behind the events stored; returns its new place if there were any.
async fn advance(
    tx: &mut PgConnection,
    batch: &Batch,
    entries: &[Entry],
    received: Timestamp,
) -> Result<Option<u64>, sqlx::Error> {
    let next = entries.last().map(|e| e.seq + 1);
    let head = entries.last().map(|e| e.hash.0.to_vec());
    let query = "update office_cursor set next = coalesce($3, next), head = coalesce($4, head), received_ms = $5, \
                 clock_offset_ms = $6 where office = $1 and epoch = $2";
    let query = sqlx::query(query).bind(batch.office.as_str()).bind(&batch.epoch).bind(next.map(signed));
    query.bind(head).bind(received.0).bind(batch.sent_at - received).execute(tx).await?;
    Ok(next)
}

/// Keeps what did not fit, once.
async fn quarantine(
    tx: &mut PgConnection,
    batch: &Batch,
    seq: u64,
    known: Option<Digest>,
    received: Timestamp,
) -> Result<(), sqlx::Error> {
    let entry = batch.events.iter().find(|e| e.seq == seq);
    let hash = entry.map_or(batch.prev_hash, |e| e.hash);
    let body = entry.map_or("", |e| e.body.as_str());
    let query = "insert into quarantine (office, epoch, seq, hash, known_hash, body, received_ms) \
                 select $1, $2, $3, $4, $5, $6, $7 \
                 where (select count(*) from quarantine where office = $1) < 1000 \
                 on conflict (office, epoch, seq, hash) do nothing";
    let query = sqlx::query(query).bind(batch.office.as_str()).bind(&batch.epoch).bind(signed(seq));
    let query = query.bind(hash.0.to_vec()).bind(known.map(|k| k.0.to_vec())).bind(body).bind(received.0);
    query.execute(tx).await.map(drop)
}

async fn flag(
    tx: &mut PgConnection,
    batch: &Batch,
    seq: u64,
    received: Timestamp,
) -> Result<(), sqlx::Error> {
    let query = "update office_cursor set forked_seq = $3, forked_ms = $4 where office = $1 and epoch = $2";
    let query = sqlx::query(query).bind(batch.office.as_str()).bind(&batch.epoch);
    query.bind(signed(seq)).bind(received.0).execute(tx).await.map(drop)
}
