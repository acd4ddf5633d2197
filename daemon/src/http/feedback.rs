//! How it was: one touch after the service, on the phone or on the tablet before the counter, without words or names.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped};
use queue::command::Command;
use queue::id::{CommandId, CounterId, DeviceId, TicketId};
use queue::ticket::Rating;
use queue::{Actor, Role};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Context;
use super::access::acts;
use super::extract::{Body, Key};
use super::phone::{Asked, back_to, find, form_key};
use super::problem::Problem;
use crate::access::Principal;
use crate::view;

/// The three faces, from left to right or right to left, with their words.
pub(super) const FACES: [(&str, &str); 3] =
    [("good", "rate-good"), ("fair", "rate-fair"), ("bad", "rate-bad")];

/// What is touched on the phone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RatingBody {
    /// `good`, `fair` or `bad`.
    #[schema(value_type = String)]
    rating: Rating,
}

/// What is touched on a tablet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TabletBody {
    /// The ticket's id, as the tablet's view has it.
    ticket: String,
    /// `good`, `fair` or `bad`.
    #[schema(value_type = String)]
    rating: Rating,
}

/// Says how it was, by the ticket's link: once, after the service.
#[utoipa::path(post, path = "/links/{token}/feedback", request_body = RatingBody,
    params(("token" = String, Path), ("Idempotency-Key" = String, Header, description = "made once per touch")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn by_link(
    State(context): State<Context>,
    Path(token): Path<String>,
    Key(key): Key,
    Body(body): Body<RatingBody>,
) -> Result<StatusCode, Problem> {
    let ticket = find(&context, &token)?;
    say(&context, key, phone(), ticket, body.rating).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The same from the page's form. A browser without JavaScript sends no key: the ticket is one, as it is said once.
pub(super) async fn by_form(
    State(context): State<Context>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    Form(body): Form<RatingBody>,
) -> Result<Response, Problem> {
    let ticket = find(&context, &token)?;
    // A refusal means that it was said, or cannot be said any more: the page shows which.
    let _ = say(&context, form_key(), phone(), ticket, body.rating).await;
    Ok(back_to(&token, asked).into_response())
}

/// Says how it was, on the tablet before a counter: by whoever was just served there.
#[utoipa::path(post, path = "/counters/{id}/feedback", request_body = TabletBody,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "made once per touch")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn at_counter(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Path(id): Path<String>,
    Key(key): Key,
    Body(body): Body<TabletBody>,
) -> Result<StatusCode, Problem> {
    let counter = CounterId::new(&id).map_err(|_| Problem::unknown("counter", &id))?;
    let ticket: TicketId = body.ticket.parse().map_err(|_| Problem::unknown("ticket", &body.ticket))?;
    let is_leaving = {
        let office = context.replica.read();
        view::leaving(&office, &counter, context.clock.now()).is_some_and(|(t, _)| t.id == ticket)
    };
    if !is_leaving {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "too_late",
            "this ticket is not the one last served at this counter, or that was a while ago",
        ));
    }
    let actor = Actor { role: Role::Citizen, ..acts(&principal, "tablet") };
    say(&context, key, actor, ticket, body.rating).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn phone() -> Actor {
    Actor { role: Role::Citizen, id: DeviceId::new("phone").expect("invariant: a constant slug") }
}

async fn say(
    context: &Context,
    key: CommandId,
    actor: Actor,
    ticket: TicketId,
    rating: Rating,
) -> Result<(), Problem> {
    if !context.feedback.ask {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "not_asked",
            "this office does not ask how it was: ask = true in [feedback]",
        ));
    }
    context.handle.ask(key, actor, Command::GiveFeedback { ticket, rating }).await?;
    Ok(())
}

/// A face, as `web/shared/Face.svelte` draws it.
pub(super) fn face(rating: &str) -> Markup {
    let mouth = match rating {
        "good" => "M14 28q10 11 20 0",
        "fair" => "M15 31h18",
        _ => "M14 34q10-11 20 0",
    };
    PreEscaped(format!(
        "<svg class=\"face {rating}\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><circle cx=\"24\" cy=\"24\" r=\"21\"/>\
         <path d=\"M17 18v3M31 18v3\"/><path d=\"{mouth}\"/></svg>"
    ))
}
