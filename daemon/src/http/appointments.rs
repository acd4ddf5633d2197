//! Appointments: booked from afar, checked in at the kiosk by a code that is typed or read from a QR code.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use axum::Json;
use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use queue::command::Command;
use queue::config::Locale;
use queue::id::{ServiceId, TicketId};
use queue::ticket::PrintState;
use queue::time::Timestamp;
use queue::{Event, Rejection};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Context;
use super::access::acts;
use super::extract::{Body, Key, Machine};
use super::problem::Problem;
use super::tickets::{Issued, asker};
use crate::access::Principal;
use crate::appointment_files::{self, BadLine};
use crate::dispatcher::Failure;
use crate::slots;

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
    let office_says = {
        let office = context.replica.read();
        office.config.service(&service).map(|s| slots::begins_at(&office, &context.calendar, s, body.at))
    };
    if office_says == Some(false) {
        let detail =
            "no slot of this service begins then: see the configuration's booking and the office's hours";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no_such_slot", detail));
    }
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
    let booked = booked.ok_or_else(other_command)?;
    Ok((StatusCode::CREATED, Json(booked)))
}

/// A new time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveBody {
    /// The new start.
    #[schema(value_type = String)]
    at: Timestamp,
}

/// Gives an appointment another time.
#[utoipa::path(post, path = "/appointments/{id}/move", request_body = MoveBody,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header, description = "made once per press")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn shift(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Path(id): Path<String>,
    Key(key): Key,
    Body(body): Body<MoveBody>,
) -> Result<StatusCode, Problem> {
    let ticket: TicketId = id.parse().map_err(|_| Problem::unknown("appointment", &id))?;
    let command = Command::MoveAppointment { ticket, at: body.at };
    context.handle.ask(key, acts(&principal, "booking"), command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The appointments to come, as a calendar for the office's own: service and time, and nobody's code.
#[utoipa::path(get, path = "/appointments/calendar.ics",
    responses((status = 200, content_type = "text/calendar")))]
pub(super) async fn feed(State(context): State<Context>) -> Response {
    let (bookings, office) = {
        let office = context.replica.read();
        (office.state.bookings.values().cloned().collect::<Vec<_>>(), office.config.id.to_string())
    };
    let events: Vec<_> = bookings.iter().map(|b| super::book::event(&context, b, false)).collect();
    let text = appointment_files::calendar(&office, &events, context.clock.now());
    super::book::calendar_answer(text, "appointments.ics")
}

/// What became of an appointment taken over.
#[derive(Serialize, ToSchema)]
pub(super) struct TakenOver {
    /// Its line in the file.
    line: usize,
    /// `booked`, `moved` or `cancelled`.
    what: &'static str,
    id: String,
    /// Eight digits for the kiosk.
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    follow_url: Option<String>,
}

/// Takes over appointments made elsewhere: an iCalendar file (`text/calendar`) or a table (`text/csv`: service, start,
/// reference, language, status). All of them or none: a refusal names every line with what is wrong. What is known already
/// by its reference is moved or given up, and what has not changed is left out of the answer.
#[utoipa::path(post, path = "/appointments/import", request_body(content = String, content_type = "text/calendar"),
    params(("Idempotency-Key" = String, Header, description = "made once per file")),
    responses((status = 200, body = Vec<TakenOver>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn import(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Key(key): Key,
    headers: HeaderMap,
    text: String,
) -> Result<Json<Vec<TakenOver>>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let read = {
        let office = context.replica.read();
        let known = appointment_files::Known { config: &office.config, calendar: &context.calendar };
        match kind.split(';').next().unwrap_or_default().trim() {
            "text/calendar" => appointment_files::read_calendar(&text, &known),
            "text/csv" => appointment_files::read_csv(&text, &known),
            _ => {
                let detail = "send the file as text/calendar or text/csv";
                return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_such_form", detail));
            }
        }
    };
    let read = read.map_err(lines_refused)?;
    let entries = read.iter().map(|r| r.entry.clone()).collect();
    let asked =
        context.handle.ask(key, acts(&principal, "import"), Command::ImportAppointments { entries }).await;
    let done = asked.map_err(|failure| match failure {
        Failure::Refused(Rejection::AppointmentsRefused { refused }) => {
            let line = |entry: usize| read.get(entry).map_or(0, |r| r.line);
            lines_refused(
                refused.iter().map(|r| BadLine { line: line(r.entry), what: r.why.to_string() }).collect(),
            )
        }
        other => other.into(),
    })?;
    let taken = done.events.iter().filter_map(|r| taken_over(&context, &read, &r.event)).collect();
    Ok(Json(taken))
}

fn lines_refused(lines: Vec<BadLine>) -> Problem {
    let detail = format!(
        "{} lines cannot be taken over, and nothing was: correct them and send the file again",
        lines.len()
    );
    let mut problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "import_refused", detail);
    problem.extra.insert("lines".to_owned(), serde_json::to_value(lines).unwrap_or_default());
    problem
}

fn taken_over(context: &Context, read: &[appointment_files::Read], event: &Event) -> Option<TakenOver> {
    let office = context.replica.read();
    let (what, ticket) = match event {
        Event::AppointmentBooked { ticket, .. } => ("booked", *ticket),
        Event::AppointmentMoved { ticket, .. } => ("moved", *ticket),
        Event::TicketCancelled { ticket } => ("cancelled", *ticket),
        _ => return None,
    };
    let booking = office.state.bookings.get(&ticket);
    let same = |r: &&appointment_files::Read| {
        booking.is_some_and(|b| {
            b.reference == r.entry.reference && b.at == r.entry.at && b.service == r.entry.service
        })
    };
    let line = read.iter().find(same).map_or(0, |r| r.line);
    let follow_url = context.public_url.as_ref().map(|u| format!("{u}/t/{}", context.tokens.of(ticket)));
    Some(TakenOver { line, what, id: ticket.to_string(), code: context.tokens.code(ticket), follow_url })
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
    params(Machine, ("Idempotency-Key" = String, Header, description = "made once per code")),
    responses((status = 201, body = Issued), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn check_in(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Query(machine): Query<Machine>,
    Key(id): Key,
    Body(body): Body<CheckInBody>,
) -> Result<(StatusCode, Json<Issued>), Problem> {
    let ticket = find(&context, &body.code)?;
    let print = context.prints && body.print.unwrap_or(true);
    let command = Command::CheckIn { ticket, print };
    let done = context.handle.ask(id, asker(&principal, machine), command).await?;
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
    if let Some(id) = booking_of(context, &code) {
        return Ok(id);
    }
    let arrived: Vec<_> = {
        let office = context.replica.read();
        let arrived = office.state.tickets.values().filter(|t| t.booked_at.is_some());
        arrived.map(|t| (t.id, t.number)).collect()
    };
    let (_, number) = arrived.into_iter().find(|(id, _)| is_of(context, *id, &code)).ok_or_else(unknown)?;
    let mut problem = Problem::new(StatusCode::CONFLICT, "already_checked_in", "checked in already");
    problem.extra.insert("number".to_owned(), number.to_string().into());
    Err(problem)
}

/// Returns the appointment a code or token stands for, of those nobody has come for yet.
pub(super) fn booking_of(context: &Context, code: &str) -> Option<TicketId> {
    // Each one's code is worked out anew to be compared: the office does not wait for that.
    let booked: Vec<TicketId> = context.replica.read().state.bookings.keys().copied().collect();
    booked.into_iter().find(|id| is_of(context, *id, code))
}

fn is_of(context: &Context, id: TicketId, code: &str) -> bool {
    context.tokens.code(id) == code || context.tokens.of(id) == code
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
