//! For a monitoring server (OpenMetrics), and for the town's open data (FIWARE).

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::Context;
use crate::metrics::{self, Sources};
use crate::open_data::{self, Form};

/// The office in numbers.
pub(super) async fn metrics(State(context): State<Context>) -> Response {
    let cameras = context.cameras.views(&context.registry);
    let text = {
        let office = context.replica.read();
        let sources = Sources {
            office: &office,
            today: context.archive.today(),
            said: context.waits.now(),
            devices: context.registry.health(),
            cameras,
            health: &context.handle.health,
            alive: context.handle.is_alive(),
            dir: &context.dir,
            started: context.started,
            now: context.clock.now(),
        };
        metrics::exposition(&sources)
    };
    ([(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], text).into_response()
}

/// How the feed is written.
#[derive(Deserialize, IntoParams)]
pub(super) struct Asked {
    /// `ngsi-ld` (default) or `ngsi-v2`.
    form: Option<Wanted>,
}

/// A form of the feed.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Wanted {
    /// NGSI-LD, normalized.
    NgsiLd,
    /// NGSI v2, normalized.
    NgsiV2,
}

/// The queues as open data: FIWARE QueueMonitor (smart-data-models/dataModel.QueueManagement), one entity a service. It
/// holds what the board in the hall shows, and nothing of a person.
#[utoipa::path(get, path = "/open-data/queue-monitor", params(Asked), responses(
    (status = 200, content_type = "application/ld+json"), (status = 200, content_type = "application/json")))]
pub(super) async fn queue_monitor(State(context): State<Context>, Query(asked): Query<Asked>) -> Response {
    let form = match asked.form {
        Some(Wanted::NgsiV2) => Form::NgsiV2,
        Some(Wanted::NgsiLd) | None => Form::NgsiLd,
    };
    let entities = {
        let office = context.replica.read();
        open_data::queue_monitor(&office, context.clock.now(), context.public_url.as_deref(), form)
    };
    ([(header::CONTENT_TYPE, form.content_type())], entities.to_string()).into_response()
}
