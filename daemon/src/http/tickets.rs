//! Tickets: issue one, look at one, print one again.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use axum::Json;
use axum::extract::{Extension, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use queue::command::Command;
use queue::config::Locale;
use queue::id::{ServiceId, TicketId};
use queue::ticket::{Class, PrintState};
use queue::time::Timestamp;
use queue::{Actor, Event, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Context;
use super::access::acts;
use super::extract::{Body, Key, Machine};
use super::problem::Problem;
use crate::access::Principal;
use crate::view;

/// What a kiosk asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IssueBody {
    /// The service's id.
    service: String,
    /// `normal` or `priority`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    class: Option<Class>,
    /// `ar`, `fr`, `zgh` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    locale: Option<Locale>,
    /// False where no paper is wanted.
    #[serde(default)]
    print: Option<bool>,
}

/// A ticket just issued.
#[derive(Serialize, ToSchema)]
pub(super) struct Issued {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) service: String,
    #[schema(value_type = String)]
    pub(super) class: Class,
    /// People who wait in its line; a ticket of priority or an appointment passes some of them (see its own page).
    pub(super) ahead: u32,
    #[schema(value_type = String)]
    pub(super) issued_at: Timestamp,
    /// The last part of the ticket's own page.
    pub(super) token: String,
    /// The ticket's own page, where the office has an address for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) follow_url: Option<String>,
    #[schema(value_type = String)]
    pub(super) print: PrintState,
}

/// Issues the next number of a service.
#[utoipa::path(post, path = "/tickets", request_body = IssueBody,
    params(Machine, ("Idempotency-Key" = String, Header, description = "made once per touch")),
    responses((status = 201, body = Issued), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn issue(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Query(machine): Query<Machine>,
    Key(id): Key,
    Body(body): Body<IssueBody>,
) -> Result<Response, Problem> {
    let service = ServiceId::new(&body.service).map_err(|_| Problem::unknown("service", &body.service))?;
    let class = body.class.unwrap_or(Class::Normal);
    let print = context.prints && body.print.unwrap_or(true);
    let command = Command::IssueTicket { service, class, locale: body.locale, print };
    let done = context.handle.ask(id, asker(&principal, machine), command).await?;
    let issued = done.events.iter().find_map(|r| match &r.event {
        Event::TicketIssued { ticket, number, service, class, ahead, print, .. } => Some(Issued {
            id: ticket.to_string(),
            number: number.to_string(),
            service: service.to_string(),
            class: *class,
            ahead: *ahead,
            issued_at: r.at,
            token: context.tokens.of(*ticket),
            follow_url: context.public_url.as_ref().map(|u| format!("{u}/t/{}", context.tokens.of(*ticket))),
            print: if *print { PrintState::Pending } else { PrintState::None },
        }),
        _ => None,
    });
    let Some(issued) = issued else {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "command_id_reused",
            "this key belongs to another command",
        ));
    };
    let location = format!("/api/v1/tickets/{}", issued.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(issued)).into_response())
}

/// Who asks for a ticket: the kiosk or the person by their own id; in an open office a citizen at the kiosk that is named.
pub(super) fn asker(principal: &Principal, machine: Machine) -> Actor {
    let acting = acts(principal, "kiosk");
    match principal {
        Principal::Everybody | Principal::Nobody => {
            Actor { role: Role::Citizen, id: machine.who(principal).unwrap_or(acting.id) }
        }
        Principal::Person { .. } | Principal::Machine { .. } => acting,
    }
}

fn parse(id: &str) -> Result<TicketId, Problem> {
    id.parse().map_err(|_| Problem::unknown("ticket", id))
}

/// Shows a ticket of today.
#[utoipa::path(get, path = "/tickets/{id}", params(("id" = String, Path)),
    responses((status = 200, body = view::TicketCard), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn show(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Json<view::TicketCard>, Problem> {
    let ticket = parse(&id)?;
    let office = context.replica.read();
    let ticket = office.state.tickets.get(&ticket).ok_or_else(|| Problem::unknown("ticket", &id))?;
    let mut card = view::card(&office, ticket, None);
    context.views.said().on_card(&mut card);
    Ok(Json(card))
}

/// Prints a ticket again, marked as a copy.
#[utoipa::path(post, path = "/tickets/{id}/reprint",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "made once per press")),
    responses((status = 202), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn reprint(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Path(id): Path<String>,
    Key(key): Key,
) -> Result<StatusCode, Problem> {
    if !context.prints {
        // Nobody would ever print it: it would be announced as on its way for ever.
        return Err(Problem::new(StatusCode::CONFLICT, "no_printer", "this office has no ticket printer"));
    }
    context.handle.ask(key, acts(&principal, "kiosk"), Command::Reprint { ticket: parse(&id)? }).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Shows the picture of a ticket that was printed lately.
#[utoipa::path(get, path = "/tickets/{id}/picture", params(("id" = String, Path)),
    responses((status = 200, content_type = "image/png"), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn picture(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let png = context.registry.picture(&id).ok_or_else(|| Problem::unknown("ticket", &id))?;
    Ok(([(header::CONTENT_TYPE, "image/png")], png.to_vec()).into_response())
}
