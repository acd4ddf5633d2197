//! The interface: offices hand in their journals, people look at the offices. Errors are RFC 9457 problem documents.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use flate2::read::GzDecoder;
use queue::report::{BATCH_BYTES_MAX, Batch, Reply};
use queue::time::{MINUTE_MS, Timestamp};
use serde::Serialize;
use serde_json::json;
use sqlx::Row;
use sqlx::postgres::{PgPool, PgRow};
use tokio::sync::{Notify, Semaphore};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::clock;
use crate::figures::Fold;
use crate::store::{StoreError, failed, office_of};

/// Batches worked on at once; each may hold [`BATCH_BYTES_MAX`] of memory. More are told to come again.
const INGESTS_MAX: usize = 32;
/// How long a request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);
/// From which difference on a clock is called wrong.
const CLOCK_WRONG_MS: i64 = 2 * MINUTE_MS;

/// What every handler may use.
#[derive(Clone)]
pub struct Context {
    pool: PgPool,
    permits: Arc<Semaphore>,
    news: Arc<Notify>,
}

impl Context {
    /// Returns a context; `news` is told whenever events were stored.
    #[must_use]
    pub fn new(pool: PgPool, news: Arc<Notify>) -> Self {
        Self { pool, permits: Arc::new(Semaphore::new(INGESTS_MAX)), news }
    }
}

/// Returns everything the portal serves.
pub fn router(context: Context) -> Router {
    Router::new()
        .route("/api/v1/ingest", post(ingest))
        .route("/api/v1/offices", get(offices))
        .route("/healthz", get(health))
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "There is nothing here."))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .layer(CatchPanicLayer::new())
        .with_state(context)
}

/// A failure as its reader gets it.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
}

impl Problem {
    fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Failed");
        let body = json!({ "title": title, "status": self.status.as_u16(), "detail": self.detail });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (self.status, kind, body.to_string()).into_response()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        tracing::error!(error = %error, cause, "a request failed");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "The database cannot be used now; try again later.")
    }
}

/// Takes a batch of an office's journal.
async fn ingest(State(context): State<Context>, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let refused =
        || Problem::new(StatusCode::UNAUTHORIZED, "Send the office's credential: Authorization: Bearer ….");
    let credential = bearer(&parts.headers).ok_or_else(refused)?;
    let office = office_of(&context.pool, credential).await?.ok_or_else(refused)?;
    let busy =
        |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Too many batches at once; try again later.");
    let _permit = context.permits.try_acquire().map_err(busy)?;
    let large = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "The batch is too large, or was cut off.");
    let bytes = axum::body::to_bytes(body, BATCH_BYTES_MAX).await.map_err(large)?;
    let zipped = parts.headers.get(header::CONTENT_ENCODING).is_some_and(|e| e.as_bytes() == b"gzip");
    let batch = parse(&bytes, zipped)?;
    if batch.office != office {
        let what = format!("This credential is that of {office}, not of {}.", batch.office);
        return Err(Problem::new(StatusCode::FORBIDDEN, what));
    }
    let reply = crate::ingest::ingest(&context.pool, &batch, clock::now()).await?;
    context.news.notify_one();
    let status = match &reply {
        Reply::Accepted { .. } => StatusCode::OK,
        Reply::Gap { .. } | Reply::Fork { .. } | Reply::UnknownEpoch { .. } => StatusCode::CONFLICT,
        Reply::Broken { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, Json(reply)).into_response())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credential) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| credential.trim())
}

fn parse(bytes: &[u8], zipped: bool) -> Result<Batch, Problem> {
    let wrong =
        |what: String| Problem::new(StatusCode::BAD_REQUEST, format!("The batch cannot be read: {what}."));
    let mut plain = Vec::new();
    if zipped {
        let limit = BATCH_BYTES_MAX as u64 + 1;
        GzDecoder::new(bytes).take(limit).read_to_end(&mut plain).map_err(|e| wrong(e.to_string()))?;
        if plain.len() > BATCH_BYTES_MAX {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "The batch is too large when unpacked."));
        }
    }
    serde_json::from_slice(if zipped { &plain } else { bytes }).map_err(|e| wrong(e.to_string()))
}

/// One office as the portal knows it.
#[derive(Serialize)]
struct OfficeState {
    office: String,
    epoch: Option<String>,
    last_seq: i64,
    received_at: Option<Timestamp>,
    clock_offset_ms: Option<i64>,
    clock_wrong: bool,
    fork: Option<Fork>,
    today: Option<Today>,
}

/// A journal that contradicts what is known: a person must look.
#[derive(Serialize)]
struct Fork {
    epoch: String,
    seq: i64,
    since: Timestamp,
}

/// The newest office day.
#[derive(Serialize)]
struct Today {
    day: Option<queue::time::Date>,
    issued: i64,
    served: i64,
    no_shows: i64,
    waiting: usize,
    mean_wait_ms: Option<i64>,
    seq: i64,
}

/// The newest journal of each office with its figures, and the newest contradiction.
const OFFICES: &str = "
select o.office, c.epoch, coalesce(c.next - 1, 0), c.received_ms, c.clock_offset_ms, f.seq, f.body,
       k.epoch, k.seq, k.since
from office as o
left join lateral (select * from office_cursor as c where c.office = o.office
                   order by c.opened_ms desc, c.epoch limit 1) as c on true
left join office_fold as f on f.office = o.office and f.epoch = c.epoch and f.form = $1
left join lateral (
    select epoch, forked_seq as seq, forked_ms as since from office_cursor
    where office = o.office and forked_seq is not null
    union all
    select q.epoch, q.seq, q.received_ms from quarantine as q
    where q.office = o.office
      and not exists (select 1 from office_cursor as n where n.office = q.office and n.epoch = q.epoch)
    order by since desc limit 1) as k on true
order by o.office";

/// Shows every office.
async fn offices(State(context): State<Context>) -> Result<Response, Problem> {
    let query = sqlx::query(OFFICES).bind(crate::figures::FORM).fetch_all(&context.pool).await;
    let rows = query.map_err(failed("list the offices"))?;
    let offices: Vec<OfficeState> = rows.iter().map(office_state).collect();
    Ok(Json(json!({ "server_time": clock::now(), "offices": offices })).into_response())
}

fn office_state(row: &PgRow) -> OfficeState {
    let offset: Option<i64> = row.get(4);
    let fold: Option<Fold> = row.get::<Option<&str>, _>(6).and_then(|body| serde_json::from_str(body).ok());
    let seq: Option<i64> = row.get(5);
    let fork = row.get::<Option<String>, _>(7).map(|epoch| Fork {
        epoch,
        seq: row.get::<Option<i64>, _>(8).unwrap_or(0),
        since: Timestamp(row.get::<Option<i64>, _>(9).unwrap_or(0)),
    });
    OfficeState {
        office: row.get(0),
        epoch: row.get(1),
        last_seq: row.get(2),
        received_at: row.get::<Option<i64>, _>(3).map(Timestamp),
        clock_offset_ms: offset,
        clock_wrong: offset.is_some_and(|ms| ms.saturating_abs() > CLOCK_WRONG_MS),
        fork,
        today: fold.zip(seq).map(|(fold, seq)| Today {
            day: fold.day,
            issued: fold.today.issued,
            served: fold.today.served,
            no_shows: fold.today.no_shows,
            waiting: fold.waiting(),
            mean_wait_ms: fold.today.mean_wait_ms(),
            seq,
        }),
    }
}

/// Says whether the portal and its database work.
async fn health(State(context): State<Context>) -> Result<&'static str, Problem> {
    sqlx::query("select 1").execute(&context.pool).await.map_err(failed("answer"))?;
    Ok("ok\n")
}
