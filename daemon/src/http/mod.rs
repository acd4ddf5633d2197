//! The HTTP surface: API, live streams and pages.
//!
//! # Layout
//! - [`problem`]: the only map from failures to statuses, as RFC 9457 documents
//! - [`extract`]: bodies and idempotency keys, checked
//! - `tickets`, `appointments`, `book`, `receipts`, `counters`, `office`, `devices`, `cameras`, `announcements`: one resource each
//! - `reports`, `what_if`: the figures of any period, and what they would have been
//! - `metrics`: for monitoring servers and open data
//! - `audit`: what auditors ask
//! - `pace`: how much one client may ask for
//! - [`live`]: server-sent events
//! - `health`, `pages`, `phone`: for supervisors and people
//! - [`limits`]: how much a stranger may do
//! - `accounts`: people and machines managed
//! - `access`: the guard before every request, and how people and machines get in
//! - [`privacy`]: what is kept, for whoever asks
//! - [`serve`]: the accept loop with its limits

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::routing::get;
use display::ticket::Template;
use queue::time::Timestamp;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::Access;
use crate::calendar::OfficeCalendar;
use crate::camera::Cameras;
use crate::clock::SharedClock;
use crate::config::Clerks;
use crate::config::Feedback;
use crate::device::log::DeviceLog;
use crate::device::trial::Trials;
use crate::dispatcher::Handle;
use crate::figures::Archive;
use crate::forecast::Waits;
use crate::registry::Registry;
use crate::replica::Replica;
use crate::store::Reader;
use crate::tls::Tls;
use crate::token::Tokens;
use crate::view::Named;
use crate::voice::Voice;

mod access;
mod accounts;
mod announcements;
mod appointments;
mod audit;
mod book;
mod cameras;
mod counters;
mod devices;
pub mod extract;
mod feedback;
mod health;
pub mod limits;
pub mod live;
mod metrics;
mod office;
mod pace;
mod pages;
mod phone;
pub mod privacy;
pub mod problem;
mod receipts;
mod reports;
mod roll;
pub mod serve;
mod tickets;
pub mod what_if;

pub use access::secrets;

/// Largest request body, in bytes.
pub const BODY_MAX: usize = 64 * 1024;

/// What every handler may use. Cheap to clone, as every layer between the door and a handler does.
#[derive(Clone)]
pub struct Context(Arc<Shared>);

impl Context {
    /// Returns it.
    #[must_use]
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }
}

impl Deref for Context {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// What is in a [`Context`].
pub struct Shared {
    /// Who may do what.
    pub access: Access,
    /// Encryption, where the daemon encrypts itself.
    pub tls: Option<Tls>,
    /// Where commands go.
    pub handle: Handle,
    /// The office as committed.
    pub replica: Replica,
    /// The time.
    pub clock: SharedClock,
    /// The devices.
    pub registry: Registry,
    /// The cameras.
    pub cameras: Cameras,
    /// What happened to them lately.
    pub log: DeviceLog,
    /// Test prints.
    pub trials: Trials,
    /// What is on a ticket.
    pub template: Template,
    /// The links on tickets.
    pub tokens: Arc<Tokens>,
    /// What is announced.
    pub voice: Voice,
    /// The streams.
    pub views: live::Views,
    /// The figures.
    pub archive: Archive,
    /// Recorded days, read again.
    pub past: what_if::Past,
    /// How figures name clerks.
    pub clerks: Clerks,
    /// The waits that are said.
    pub waits: Waits,
    /// The data directory.
    pub dir: PathBuf,
    /// When the daemon was started.
    pub started: Timestamp,
    /// The journal.
    pub reader: Reader,
    /// What is kept.
    pub kept: privacy::Kept,
    /// What `/t/…` links start with, as `https://nouba.sale.example`.
    pub public_url: Option<Arc<str>>,
    /// Whether tickets are printed at all.
    pub prints: bool,
    /// The office's local time.
    pub calendar: Arc<OfficeCalendar>,
    /// How much a stranger may do.
    pub limits: Arc<limits::Limits>,
    /// What may come of a receipt.
    pub outcomes: Arc<[Named]>,
    /// What people may say of the service.
    pub feedback: Feedback,
}

/// The description of the API; the paths come from the handlers themselves.
#[derive(OpenApi)]
#[openapi(info(
    title = "Nouba",
    description = "The queue of one office: tickets, counters and live views. \
        Every POST takes an Idempotency-Key; errors are RFC 9457 problem documents.",
    license(name = "EUPL-1.2", identifier = "EUPL-1.2")
))]
struct Api;

fn api() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(access::whoami))
        .routes(routes!(access::sign_in))
        .routes(routes!(access::sign_out))
        .routes(routes!(access::enrol))
        .routes(routes!(access::set_up))
        .routes(routes!(accounts::enrolment))
        .routes(routes!(accounts::list))
        .routes(routes!(accounts::add))
        .routes(routes!(accounts::act))
        .routes(routes!(accounts::revoke))
        .routes(routes!(office::list_services))
        .routes(routes!(devices::list))
        .routes(routes!(devices::log))
        .routes(routes!(devices::test))
        .routes(routes!(devices::diagnostics))
        .routes(routes!(cameras::list))
        .routes(routes!(cameras::still))
        .routes(routes!(tickets::issue))
        .routes(routes!(tickets::show))
        .routes(routes!(tickets::reprint))
        .routes(routes!(tickets::picture))
        .routes(routes!(roll::start))
        .routes(routes!(roll::end))
        .routes(routes!(appointments::book))
        .routes(routes!(appointments::check_in))
        .routes(routes!(appointments::shift))
        .routes(routes!(appointments::feed))
        .routes(routes!(appointments::import))
        .routes(routes!(phone::leave))
        .routes(routes!(feedback::by_link))
        .routes(routes!(feedback::at_counter))
        .routes(routes!(receipts::list))
        .routes(routes!(receipts::show))
        .routes(routes!(counters::act))
        .routes(routes!(announcements::sound))
        .routes(routes!(live::board))
        .routes(routes!(live::kiosk))
        .routes(routes!(live::counter))
        .routes(routes!(live::devices))
        .routes(routes!(live::dashboard))
        .routes(routes!(reports::span))
        .routes(routes!(reports::figures))
        .routes(routes!(reports::figures_csv))
        .routes(routes!(reports::day))
        .routes(routes!(what_if::replayed))
        .routes(routes!(what_if::fairness))
        .routes(routes!(reports::devices))
        .routes(routes!(reports::devices_csv))
        .routes(routes!(metrics::queue_monitor))
        .routes(routes!(audit::out_of_order))
        .routes(routes!(live::ticket))
        .routes(routes!(live::tablet))
}

fn described() -> OpenApiRouter<Context> {
    OpenApiRouter::with_openapi(Api::openapi()).nest("/api/v1", api())
}

/// Returns the OpenAPI document of the API, generated from the handlers.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, document) = described().split_for_parts();
    document
}

/// Returns everything the daemon serves.
pub fn router(context: Context) -> Router {
    let (router, document) = described().split_for_parts();
    let document: Arc<str> = document.to_json().unwrap_or_else(|_| "{}".to_owned()).into();
    let openapi = move || async move { ([(header::CONTENT_TYPE, "application/json")], document.to_string()) };
    router
        .route("/api/v1/openapi.json", get(openapi))
        .route("/api/{*rest}", get(problem::not_found).post(problem::not_found))
        .route("/t/{token}", get(phone::page))
        .route("/t/{token}/leave", get(phone::leave_opened).post(phone::leave_form))
        .route("/t/{token}/feedback", get(phone::leave_opened).post(feedback::by_form))
        .route("/privacy", get(privacy::page))
        .route("/ca.pem", get(access::authority))
        .route("/book", get(book::start).post(book::find))
        .route("/book/{service}", get(book::choose).post(book::book))
        .route("/t/{token}/move", get(book::other_time).post(book::go_to))
        .route("/t/{token}/appointment.ics", get(book::calendar_file))
        .route("/r", get(receipts::ask).post(receipts::find))
        .route("/metrics", get(metrics::metrics))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(pages::page)
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(axum::middleware::from_fn_with_state(
            (context.access.clone(), pace::Pace::default()),
            access::guard,
        ))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(axum::middleware::from_fn(problem::in_form))
        .layer(axum::middleware::from_fn(pages::headers))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(problem::panicked))
        .with_state(context)
}
