//! The task that keeps the figures up to date: a reader of the stored events, never in the way of ingest.

use std::sync::Arc;
use std::time::Duration;

use sqlx::Row;
use sqlx::postgres::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::figures::{FORM, Fold};
use crate::store::{StoreError, failed};

/// Events read at a time.
const CHUNK: i64 = 2_000;
/// How long after the last look there is another one, even if nobody asks: another portal may have stored events.
const PATIENCE: Duration = Duration::from_secs(30);
/// Pause after an error.
const RETRY: Duration = Duration::from_secs(2);
/// Longest line of epochs that is followed back.
const LINEAGE_MAX: usize = 1_000;

/// Folds whatever is new whenever told so, until told to stop.
pub async fn run(pool: PgPool, news: Arc<Notify>, stop: CancellationToken) {
    loop {
        let pause = match fold_all(&pool).await {
            Ok(()) => PATIENCE,
            Err(error) => {
                tracing::warn!(error = %error, "the figures could not be brought up to date");
                RETRY
            }
        };
        tokio::select! {
            () = news.notified() => (),
            () = tokio::time::sleep(pause) => (),
            () = stop.cancelled() => return,
        }
    }
}

/// Folds every journal that has news.
///
/// # Errors
/// [`StoreError`]; what is done is done, calling again goes on.
pub async fn fold_all(pool: &PgPool) -> Result<(), StoreError> {
    let query = "select c.office, c.epoch from office_cursor as c \
                 left join office_fold as f on f.office = c.office and f.epoch = c.epoch and f.form = $1 \
                 where c.next > 1 and c.next - 1 > coalesce(f.seq, 0)";
    let rows =
        sqlx::query(query).bind(FORM).fetch_all(pool).await.map_err(failed("list journals with news"))?;
    for row in rows {
        fold_one(pool, row.get(0), row.get(1)).await.map_err(failed("fold a journal"))?;
    }
    Ok(())
}

/// A part of the history: an epoch's events from the first to the last.
struct Segment {
    epoch: String,
    first: i64,
    last: i64,
}

async fn fold_one(pool: &PgPool, office: &str, epoch: &str) -> Result<(), sqlx::Error> {
    let (mut seq, mut fold) = load(pool, office, epoch).await?;
    let before = seq;
    for segment in lineage(pool, office, epoch).await? {
        let query = "select seq, body from event where office = $1 and epoch = $2 and seq between $3 and $4 \
                     order by seq limit $5";
        loop {
            let from = segment.first.max(seq + 1);
            let query = sqlx::query(query).bind(office).bind(&segment.epoch);
            let rows = query.bind(from).bind(segment.last).bind(CHUNK).fetch_all(pool).await?;
            for row in &rows {
                seq = row.get(0);
                fold.apply(row.get(1));
            }
            if rows.is_empty() {
                break;
            }
        }
    }
    if seq > before {
        store(pool, office, epoch, (before, seq), &fold).await?;
    }
    Ok(())
}

async fn load(pool: &PgPool, office: &str, epoch: &str) -> Result<(i64, Fold), sqlx::Error> {
    let query = "select seq, body from office_fold where office = $1 and epoch = $2 and form = $3";
    let row = sqlx::query(query).bind(office).bind(epoch).bind(FORM).fetch_optional(pool).await?;
    let stored = row.and_then(|row| Some((row.get(0), serde_json::from_str(row.get(1)).ok()?)));
    Ok(stored.unwrap_or_default())
}

/// Returns the parts a journal's history consists of, oldest first: a branch begins with its parent's events.
async fn lineage(pool: &PgPool, office: &str, epoch: &str) -> Result<Vec<Segment>, sqlx::Error> {
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

/// Keeps a fold unless somebody else was faster.
async fn store(
    pool: &PgPool,
    office: &str,
    epoch: &str,
    (before, seq): (i64, i64),
    fold: &Fold,
) -> Result<(), sqlx::Error> {
    let body = serde_json::to_string(fold).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let query = "insert into office_fold as f (office, epoch, seq, form, body) values ($1, $2, $3, $4, $5) \
                 on conflict (office, epoch) do update set seq = excluded.seq, form = excluded.form, body = excluded.body \
                 where f.seq = $6 or f.form <> excluded.form";
    let query = sqlx::query(query).bind(office).bind(epoch).bind(seq).bind(FORM).bind(body);
    query.bind(before).execute(pool).await.map(drop)
}
