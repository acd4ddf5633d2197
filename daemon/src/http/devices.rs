//! The devices: how they do, and what happened to them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use queue::id::DeviceId;
use queue::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::Context;
use super::extract::Key;
use super::problem::Problem;
use crate::device::log::LogLine;
use crate::device::trial::TrialOutcome;
use crate::registry::{DeviceView, Kind};

/// The devices of the office.
#[derive(Serialize, ToSchema)]
pub(super) struct Devices {
    devices: Vec<DeviceView>,
}

/// Lists the devices with state, cause and remedy.
#[utoipa::path(get, path = "/devices", responses((status = 200, body = Devices)))]
pub(super) async fn list(State(context): State<Context>) -> Json<Devices> {
    Json(Devices { devices: context.registry.list() })
}

/// What happened to a device lately, newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Log {
    lines: Vec<LogLine>,
}

/// Shows what happened to a device lately.
#[utoipa::path(get, path = "/devices/{id}/log", params(("id" = String, Path)),
    responses((status = 200, body = Log), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn log(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Json<Log>, Problem> {
    Ok(Json(Log { lines: context.log.of(&known(&context, &id)?) }))
}

/// Tries a device and says what became of it: a printer prints a test page, which is no ticket and of which the journal
/// knows nothing; a panel lights every segment until somebody is called; the sound card plays the chime.
#[utoipa::path(post, path = "/devices/{id}/test",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "made once per touch")),
    responses((status = 200, body = TrialOutcome), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn test(
    State(context): State<Context>,
    Path(id): Path<String>,
    Key(_): Key,
) -> Result<Json<TrialOutcome>, Problem> {
    let id = known(&context, &id)?;
    let outcome = match context.registry.get(&id).map(|device| device.kind) {
        Some(Kind::Printer) => {
            let office = std::sync::Arc::clone(&context.replica.read().config);
            context.trials.print(&id, &context.template, &office).await
        }
        Some(Kind::Panel) => context.trials.show(&id, &context.registry),
        Some(Kind::Speaker) => context.trials.play(&id, &context.registry).await,
        _ => None,
    };
    outcome.map(Json).ok_or_else(|| {
        let what = "is no printer, panel or sound card: there is nothing to try on it";
        Problem::new(StatusCode::CONFLICT, "no_test", format!("{id} {what}"))
    })
}

/// One file for whoever helps from afar: the devices, what happened to them, and which daemon this is.
#[derive(Serialize, ToSchema)]
pub(super) struct Diagnostics {
    version: &'static str,
    office: String,
    #[schema(value_type = String)]
    at: Timestamp,
    /// Events in the journal.
    seq: u64,
    devices: Vec<Diagnosis>,
}

/// A device with its history.
#[derive(Serialize, ToSchema)]
pub(super) struct Diagnosis {
    #[serde(flatten)]
    device: DeviceView,
    log: Vec<LogLine>,
}

/// Collects what whoever helps from afar needs to know. It holds ticket numbers, but nothing of a person.
#[utoipa::path(get, path = "/diagnostics", responses((status = 200, body = Diagnostics)))]
pub(super) async fn diagnostics(State(context): State<Context>) -> Response {
    let log =
        |device: &DeviceView| DeviceId::new(&device.id).map(|id| context.log.of(&id)).unwrap_or_default();
    let of_device = |device| Diagnosis { log: log(&device), device };
    let (office, seq) = {
        let office = context.replica.read();
        (office.config.id.to_string(), office.state.seq)
    };
    let name = format!("attachment; filename=\"nouba-{office}.json\"");
    let devices = context.registry.list().into_iter().map(of_device).collect();
    let at = context.clock.now();
    let body = Diagnostics { version: env!("CARGO_PKG_VERSION"), office, at, seq, devices };
    ([(header::CONTENT_DISPOSITION, name)], Json(body)).into_response()
}

/// Returns the id of a device the office has.
fn known(context: &Context, id: &str) -> Result<DeviceId, Problem> {
    let unknown = || Problem::unknown("device", id);
    let id = DeviceId::new(id).map_err(|_| unknown())?;
    context.registry.state_of(&id).map(|_| id).ok_or_else(unknown)
}
