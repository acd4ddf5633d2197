//! The cameras: how each does and under which declaration, and a still picture for those who may look.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::Context;
use super::problem::Problem;
use crate::access::Principal;
use crate::camera::{CameraView, NoStill};
use crate::messages;

/// The cameras of the office.
#[derive(Serialize, ToSchema)]
pub(super) struct CameraList {
    cameras: Vec<CameraView>,
}

/// Lists the cameras with place, declaration and state; without addresses.
#[utoipa::path(get, path = "/cameras", responses((status = 200, body = CameraList)))]
pub(super) async fn list(State(context): State<Context>) -> Json<CameraList> {
    Json(CameraList { cameras: context.cameras.views(&context.registry) })
}

/// Takes one picture and hands it on: a JPEG, or a film of one picture (MP4) as the camera sends H.264 or H.265. It is
/// not kept, and who looked stands in the log.
#[utoipa::path(get, path = "/cameras/{id}/still", params(("id" = String, Path)), responses(
    (status = 200, content_type = "image/jpeg"), (status = 200, content_type = "video/mp4"),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = 502, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn still(
    State(context): State<Context>,
    Path(id): Path<String>,
    principal: Option<Extension<Principal>>,
) -> Result<Response, Problem> {
    let camera = context.cameras.get(&id).ok_or_else(|| Problem::unknown("camera", &id))?;
    let still = camera.still().await.map_err(|why| refusal(why, &id))?;
    let who = who(principal.map(|Extension(principal)| principal));
    tracing::info!(message_id = messages::CAMERA_LOOKED_AT, device.id = %id, account = %who, "{who} looked through {id}");
    let headers = [(header::CONTENT_TYPE, still.content_type), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, still.bytes).into_response())
}

fn who(principal: Option<Principal>) -> String {
    match principal {
        Some(Principal::Person { account, .. }) => account.to_string(),
        Some(Principal::Machine { id, .. }) => id.to_string(),
        Some(Principal::Everybody | Principal::Nobody) | None => "somebody at this machine".to_owned(),
    }
}

fn refusal(why: NoStill, id: &str) -> Problem {
    match why {
        NoStill::NotAllowed => Problem::new(
            StatusCode::FORBIDDEN,
            "no_still",
            format!("the office lets nobody look through {id}: still = true in its configuration allows it"),
        ),
        NoStill::Busy => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "camera_busy",
            format!("{id} is being looked at: try again in some seconds"),
        ),
        NoStill::Fault(fault) => Problem::new(
            StatusCode::BAD_GATEWAY,
            "camera_fault",
            format!("no picture comes from {id}: {}", fault.word()),
        ),
    }
}
