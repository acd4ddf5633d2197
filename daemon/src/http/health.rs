//! For supervisors: is the process alive, and can it do its work?

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Context;

/// Answers that the process serves requests and its heart beats: without a dispatcher only a restart helps.
pub(super) async fn alive(State(context): State<Context>) -> Response {
    let alive = context.handle.is_alive();
    let status = if alive { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = if alive { "alive" } else { "dead" };
    (status, Json(json!({"status": word, "version": env!("CARGO_PKG_VERSION")}))).into_response()
}

/// Answers whether tickets can be issued and calls made durably.
pub(super) async fn ready(State(context): State<Context>) -> Response {
    let health = &context.handle.health;
    let writable = context.handle.is_alive() && health.writable.load(Ordering::Relaxed);
    let body = json!({
        "status": if writable { "ready" } else { "paper_mode" },
        "journal": {
            "writable": writable,
            "seq": context.replica.read().state.seq,
            "commits": health.commits.load(Ordering::Relaxed),
            "events": health.events.load(Ordering::Relaxed),
        },
    });
    let status = if writable { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(body)).into_response()
}
