//! The interface: offices hand in their journals, people look at the offices. Errors are RFC 9457 problem documents.
//!
//! Two routers: what anybody may have, and what needs an account. A path that is in neither does not exist.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use flate2::read::GzDecoder;
use queue::id::OfficeId;
use queue::report::{BATCH_BYTES_MAX, Batch, Reply};
use queue::time::Timestamp;
use serde::Serialize;
use serde_json::json;
use sqlx::postgres::PgPool;
use tokio::sync::{Notify, Semaphore};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::access::Access;
use crate::fold::News;
use crate::ingest::group::Ingest;
use crate::store::{StoreError, credential_hash, failed, office_of, put_profile};
use crate::town::{Fork, Office, Town};
use crate::{clock, pages};

/// Batches worked on at once; each may hold [`BATCH_BYTES_MAX`] of memory, and most hold a thousandth. More wait.
const INGESTS_MAX: usize = 128;
/// How long they wait before they are told to come again.
const INGEST_PATIENCE: Duration = Duration::from_secs(5);
/// How long a request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a credential that was looked up is believed: a revoked one works so long at most.
const CREDENTIAL_KEPT: Duration = Duration::from_secs(2);
/// Credentials kept at once; more than a town has offices, and all are forgotten when it is full.
const CREDENTIALS_MAX: usize = 8_192;
/// Largest profile kept, in bytes of its JSON; an office's has a fiftieth.
const PROFILE_BYTES_MAX: usize = 512 * 1024;
/// What a page of ours may load and do: nothing from elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The cookie of a session.
pub(crate) const COOKIE: &str = "nouba_portal";

type Credentials = Arc<Mutex<BTreeMap<[u8; 32], (OfficeId, Instant)>>>;

/// What every handler may use.
#[derive(Clone)]
pub struct Context {
    pub(crate) pool: PgPool,
    pub(crate) town: Town,
    pub(crate) access: Access,
    permits: Arc<Semaphore>,
    credentials: Credentials,
    news: News,
    days: Arc<Notify>,
    ingest: Ingest,
}

impl Context {
    /// Returns a context; `news` is told whenever events were stored, `days` when days must be looked at anew.
    #[must_use]
    pub fn new(
        pool: PgPool,
        town: Town,
        access: Access,
        ingest: Ingest,
        (news, days): (News, Arc<Notify>),
    ) -> Self {
        let permits = Arc::new(Semaphore::new(INGESTS_MAX));
        Self { pool, town, access, permits, credentials: Credentials::default(), news, days, ingest }
    }
}

/// Returns everything the portal serves.
pub fn router(context: Context) -> Router {
    let public = Router::new()
        .route("/api/v1/ingest", post(ingest))
        .route("/healthz", get(health))
        .merge(pages::public());
    let private = Router::new()
        .route("/api/v1/offices", get(offices))
        .merge(pages::private())
        .route_layer(from_fn_with_state(context.clone(), guard));
    public
        .merge(private)
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "There is nothing here."))
        .layer(from_fn(headers))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .layer(CatchPanicLayer::new())
        .with_state(context)
}

/// Lets those in who have an account, and tells the handler who asks.
async fn guard(
    State(context): State<Context>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let token = cookie(request.headers(), COOKIE);
    let person = match token {
        Some(token) => context.access.person(&token, clock::now()).await?,
        None => None,
    };
    if let Some(person) = person {
        request.extensions_mut().insert(person);
        let mut response = next.run(request).await;
        // What needs an account lies in no cache.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Ok(response);
    }
    let wants_page = request
        .headers()
        .get(header::ACCEPT)
        .is_some_and(|a| a.to_str().is_ok_and(|text| text.contains("text/html")));
    if wants_page {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    Err(Problem::new(StatusCode::UNAUTHORIZED, "Sign in first."))
}

/// Adds what every answer carries.
async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// Returns a cookie of a request.
pub(crate) fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
}

/// Returns whether another site's page sends this.
pub(crate) fn is_foreign(headers: &HeaderMap) -> bool {
    display::origin::is_foreign(|name| headers.get(name).and_then(|v| v.to_str().ok()))
}

/// A failure as its reader gets it.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
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
    let office = context.office_of(credential).await?.ok_or_else(refused)?;
    let busy =
        |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Too many batches at once; try again later.");
    let waiting = tokio::time::timeout(INGEST_PATIENCE, context.permits.acquire()).await;
    let _permit = waiting.map_err(busy)?;
    let large = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "The batch is too large, or was cut off.");
    let bytes = axum::body::to_bytes(body, BATCH_BYTES_MAX).await.map_err(large)?;
    let zipped = parts.headers.get(header::CONTENT_ENCODING).is_some_and(|e| e.as_bytes() == b"gzip");
    let mut batch = parse(&bytes, zipped)?;
    if batch.office != office {
        let what = format!("This credential is that of {office}, not of {}.", batch.office);
        return Err(Problem::new(StatusCode::FORBIDDEN, what));
    }
    let now = clock::now();
    let other_journal = context.heard(&mut batch, now).await?;
    let (office, epoch, events) = (batch.office.clone(), batch.epoch.clone(), batch.events.len());
    let reply = context.ingest.ingest(batch, now).await?;
    if events > 0 {
        context.news.tell(&office, &epoch);
    }
    if other_journal {
        // It may have left days of the one before behind.
        context.days.notify_one();
    }
    let status = match &reply {
        Reply::Accepted { .. } => StatusCode::OK,
        Reply::Gap { .. } | Reply::Fork { .. } | Reply::UnknownEpoch { .. } => StatusCode::CONFLICT,
        Reply::Broken { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, Json(reply)).into_response())
}

impl Context {
    /// Returns whose credential it is, as far as it was looked up a moment ago.
    async fn office_of(&self, credential: &str) -> Result<Option<OfficeId>, StoreError> {
        let hash = credential_hash(credential);
        let known = self.credentials.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        if let Some((office, at)) = known
            && at.elapsed() < CREDENTIAL_KEPT
        {
            return Ok(Some(office));
        }
        let found = office_of(&self.pool, credential).await?;
        let mut credentials = self.credentials.lock().unwrap_or_else(PoisonError::into_inner);
        if credentials.len() >= CREDENTIALS_MAX {
            credentials.clear();
        }
        match &found {
            Some(office) => _ = credentials.insert(hash, (office.clone(), Instant::now())),
            None => _ = credentials.remove(&hash),
        }
        Ok(found)
    }

    /// Takes in what came beside the events; returns whether the journal is not the one known as the office's newest.
    async fn heard(&self, batch: &mut Batch, now: Timestamp) -> Result<bool, StoreError> {
        let word =
            |hash: &str| (1..=128).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_alphanumeric());
        let size = |profile: &queue::live::Profile| {
            serde_json::to_vec(profile).map_or(usize::MAX, |json| json.len())
        };
        batch.profile = batch.profile.take().filter(|p| word(&p.hash) && size(p) <= PROFILE_BYTES_MAX);
        let office = self.town.read().get(&batch.office).map(|o| (o.profile.clone(), o.epoch.clone()));
        let (known, epoch) = office.unwrap_or_default();
        if let Some(profile) = batch.profile.as_deref().filter(|p| known.as_deref() != Some(*p))
            && put_profile(&self.pool, &batch.office, profile, now).await?
        {
            self.days.notify_one();
        }
        self.town.heard(batch, now);
        Ok(epoch.as_ref() != Some(&batch.epoch))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credential) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| credential.trim())
}

/// Reads a batch as it was sent, gzip or plain.
///
/// # Errors
/// It is too large, or no batch.
pub fn parse(bytes: &[u8], zipped: bool) -> Result<Batch, Problem> {
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
    silent: bool,
    clock_offset_ms: Option<i64>,
    clock_wrong: bool,
    fork: Option<Fork>,
    live: Option<queue::live::Live>,
    today: Option<Today>,
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

/// Shows every office.
async fn offices(State(context): State<Context>) -> Response {
    let now = clock::now();
    let offices: Vec<OfficeState> =
        context.town.read().iter().map(|(id, office)| office_state(id, office, now)).collect();
    Json(json!({ "server_time": now, "offices": offices })).into_response()
}

fn office_state(id: &OfficeId, office: &Office, now: Timestamp) -> OfficeState {
    OfficeState {
        office: id.to_string(),
        epoch: office.epoch.clone(),
        last_seq: office.last_seq,
        received_at: office.received,
        silent: office.is_silent(now),
        clock_offset_ms: office.clock_offset_ms,
        clock_wrong: office.clock_is_wrong(),
        fork: office.fork.clone(),
        live: office.present(now).cloned(),
        today: office.today.as_ref().map(|(seq, fold)| Today {
            day: fold.day,
            issued: fold.today.issued,
            served: fold.today.served,
            no_shows: fold.today.no_shows,
            waiting: fold.waiting(),
            mean_wait_ms: fold.today.mean_wait_ms(),
            seq: *seq,
        }),
    }
}

/// Says whether the portal and its database work.
async fn health(State(context): State<Context>) -> Result<&'static str, Problem> {
    sqlx::query("select 1").execute(&context.pool).await.map_err(failed("answer"))?;
    Ok("ok\n")
}
