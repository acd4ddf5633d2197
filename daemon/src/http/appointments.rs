//! Appointments: booked from afar, checked in at the kiosk by a code that is typed or read from a QR code.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use queue::Event;
use queue::command::Command;
use queue::config::Locale;
use queue::id::{ServiceId, TicketId};
use queue::ticket::PrintState;
use queue::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Context;
use super::access::acts;
use super::extract::{Body, Key};
use super::problem::Problem;
use super::tickets::{Issued, asker};
use crate::access::Principal;

/// What is booked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookBody {
    /// The service's id.
    service: String,
    /// The booked start.
    #[schema(value_type = String)]
    at: Timestamp,
    /// `ar`, `fr`, `zgh` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    locale: Option<Locale>,
}

/// An appointment as booked. Nothing of it names a person.
#[derive(Serialize, ToSchema)]
pub(super) struct Booked {
    id: String,
    service: String,
    #[schema(value_type = String)]
    at: Timestamp,
    /// Eight digits to type at the kiosk.
    code: String,
    /// The last part of the appointment's own page.
    token: String,
    /// The appointment's own page, where the office has an address for it: its QR code checks in as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    follow_url: Option<String>,
}

/// Keeps a place at a time to come.
#[utoipa::path(post, path = "/appointments", request_body = BookBody,
    params(("Idempotency-Key" = String, Header, description = "made once per booking")),
    responses((status = 201, body = Booked), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn book(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Key(id): Key,
    Body(body): Body<BookBody>,
) -> Result<(StatusCode, Json<Booked>), Problem> {
    let service = ServiceId::new(&body.service).map_err(|_| Problem::unknown("service", &body.service))?;
    let actor = acts(&principal, "booking");
    let command = Command::BookAppointment { service, at: body.at, locale: body.locale };
    let done = context.handle.ask(id, actor, command).await?;
    let booked = done.events.iter().find_map(|r| match &r.event {
        Event::AppointmentBooked { ticket, service, booked_at, .. } => Some(Booked {
            id: ticket.to_string(),
            service: service.to_string(),
            at: *booked_at,
            code: context.tokens.code(*ticket),
            token: context.tokens.of(*ticket),
            follow_url: context.public_url.as_ref().map(|u| format!("{u}/t/{}", context.tokens.of(*ticket))),
        }),
        _ => None,
    });
    context.replica.reach(done.seq()).await;
    let booked = booked.ok_or_else(other_command)?;
    Ok((StatusCode::CREATED, Json(booked)))
}

/// What the citizen typed or the reader read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckInBody {
    /// The eight digits, the token, or the whole address of the appointment's page. Spaces and dashes do not count.
    code: String,
    /// False where no paper is wanted.
    #[serde(default)]
    print: Option<bool>,
}

/// Gives whoever booked a number, once they are here.
#[utoipa::path(post, path = "/appointments/check-in", request_body = CheckInBody,
    params(("Idempotency-Key" = String, Header, description = "made once per code")),
    responses((status = 201, body = Issued), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn check_in(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Key(id): Key,
    Body(body): Body<CheckInBody>,
) -> Result<(StatusCode, Json<Issued>), Problem> {
    let ticket = find(&context, &body.code)?;
    let print = context.prints && body.print.unwrap_or(true);
    let command = Command::CheckIn { ticket, print };
    let done = context.handle.ask(id, asker(&principal), command).await?;
    context.replica.reach(done.seq()).await;
    let checked_in = done.events.iter().find_map(|r| match &r.event {
        Event::AppointmentCheckedIn { number, class, print, .. } => Some((*number, *class, *print)),
        _ => None,
    });
    let (number, class, print) = checked_in.ok_or_else(other_command)?;
    let office = context.replica.read();
    let standing = office.state.tickets.get(&ticket);
    Ok((
        StatusCode::CREATED,
        Json(Issued {
            id: ticket.to_string(),
            number: number.to_string(),
            service: standing.map(|t| t.service.to_string()).unwrap_or_default(),
            class,
            ahead: standing.map_or(0, |t| crate::view::ahead(&office, t)),
            issued_at: done.events.first().map_or_else(|| context.clock.now(), |r| r.at),
            token: context.tokens.of(ticket),
            follow_url: context.public_url.as_ref().map(|u| format!("{u}/t/{}", context.tokens.of(ticket))),
            print: if print { PrintState::Pending } else { PrintState::None },
        }),
    ))
}

/// The appointment of a code; whoever has checked in before is told their number.
fn find(context: &Context, typed: &str) -> Result<TicketId, Problem> {
    let unknown = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "unknown_appointment",
            "no appointment has this code today or later",
        )
    };
    let code = code_of(typed).ok_or_else(unknown)?;
    let office = context.replica.read();
    let matches = |id: &TicketId| context.tokens.code(*id) == code || context.tokens.of(*id) == code;
    if let Some(id) = office.state.bookings.keys().find(|id| matches(id)) {
        return Ok(*id);
    }
    let arrived = office.state.tickets.values().filter(|t| t.booked_at.is_some()).find(|t| matches(&t.id));
    let arrived = arrived.ok_or_else(unknown)?;
    let mut problem = Problem::new(StatusCode::CONFLICT, "already_checked_in", "checked in already");
    problem.extra.insert("number".to_owned(), arrived.number.to_string().into());
    Err(problem)
}

/// The code or token in what was typed or read: the last part of an address, without spaces and dashes.
fn code_of(typed: &str) -> Option<String> {
    let last = typed.trim().trim_end_matches('/').rsplit('/').next()?;
    let code: String =
        last.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_lowercase()).collect();
    let digits = code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit());
    let token = code.len() == 32 && code.bytes().all(|b| b.is_ascii_hexdigit());
    (digits || token).then_some(code)
}

fn other_command() -> Problem {
    Problem::new(StatusCode::CONFLICT, "command_id_reused", "this key belongs to another command")
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn a_code_is_found_in_what_people_type_and_readers_read() {
        let token = "0123456789abcdef0123456789ABCDEF";
        for (typed, code) in [
            ("12345678", Some("12345678")),
            (" 1234 5678 ", Some("12345678")),
            ("1234-5678", Some("12345678")),
            (token, Some("0123456789abcdef0123456789abcdef")),
            (
                "https://nouba.example/t/0123456789abcdef0123456789abcdef/",
                Some("0123456789abcdef0123456789abcdef"),
            ),
            ("1234567", None),
            ("123456789", None),
            ("A001", None),
            ("", None),
        ] {
            assert_eq!(code_of(typed).as_deref(), code, "{typed:?}");
        }
    }
}
