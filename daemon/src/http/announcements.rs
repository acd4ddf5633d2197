//! What boards play.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::Context;
use super::problem::Problem;

/// Returns the sound of one of the last announcements: chime and voice, as 16-bit mono WAV.
#[utoipa::path(get, path = "/announcements/{id}", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "audio/wav"),
              (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn sound(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let wav = context.voice.wav(&id).ok_or_else(|| Problem::unknown("announcement", &id))?;
    let headers = [(header::CONTENT_TYPE, "audio/wav"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, Body::from(Bytes::from_owner(wav))).into_response())
}
