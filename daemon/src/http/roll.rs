//! Paper-roll mode: a person hangs a roll of numbers at the kiosk when no printer works.

use axum::extract::State;
use axum::{Extension, Json};
use queue::command::Command;
use queue::id::Number;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Context;
use super::counters::actor;
use super::extract::{Body, Key};
use super::problem::Problem;
use crate::access::Principal;

/// What the roll's first slip shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RollBody {
    /// A letter no service has and a number from 1 to 999, as `R017`.
    first: String,
}

/// Where numbers come from now.
#[derive(Serialize, ToSchema)]
pub(super) struct RollNow {
    /// The next slip; none while numbers come from printers.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Gives the numbers of a roll from now on; while it does, corrects which slip is next.
#[utoipa::path(post, path = "/roll/start", request_body = RollBody,
    params(("Idempotency-Key" = String, Header, description = "made once per press")),
    responses((status = 200, body = RollNow), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn start(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Key(key): Key,
    Body(body): Body<RollBody>,
) -> Result<Json<RollNow>, Problem> {
    let first: Number = body.first.parse().map_err(|_| Problem::unknown("number", &body.first))?;
    ask(&context, &principal, key, Command::StartRoll { letter: first.letter, next: first.value }).await
}

/// Gives numbers on printed tickets again.
#[utoipa::path(post, path = "/roll/end",
    params(("Idempotency-Key" = String, Header, description = "made once per press")),
    responses((status = 200, body = RollNow), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn end(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Key(key): Key,
) -> Result<Json<RollNow>, Problem> {
    ask(&context, &principal, key, Command::EndRoll {}).await
}

async fn ask(
    context: &Context,
    principal: &Principal,
    key: queue::id::CommandId,
    command: Command,
) -> Result<Json<RollNow>, Problem> {
    context.handle.ask(key, actor(principal, "counter")?, command).await?;
    let next = crate::view::next_slip(&context.replica.read());
    Ok(Json(RollNow { next }))
}
