//! What a clerk does at a counter.

use axum::Json;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use queue::command::{Command, InHand, Place, Target};
use queue::config::Locale;
use queue::counter::CounterState;
use queue::id::{CounterId, DeviceId, ServiceId, TicketId};
use queue::receipt::ReceiptState;
use queue::{Actor, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Context;
use super::extract::{Body, Key};
use super::problem::Problem;
use crate::access::Principal;
use crate::view;

/// What an action needs; each action takes only its own fields.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionBody {
    /// A ticket's id: pick, resume, reinstate, park (of a waiting ticket), cancel.
    ticket: Option<String>,
    /// Why: pick, park, pause.
    reason: Option<String>,
    /// A service's id: transfer.
    service: Option<String>,
    /// A counter's id: transfer, and the one that asked: answer-help.
    counter: Option<String>,
    /// For the colleague: transfer.
    note: Option<String>,
    /// `first`, `last` or `own`: return.
    #[schema(value_type = Option<String>)]
    place: Option<Place>,
    /// What came of it: finish; a word of the office's list: close-receipt.
    outcome: Option<String>,
    /// `in_progress` or `ready`: advance-receipt.
    #[schema(value_type = Option<String>)]
    state: Option<ReceiptState>,
    /// `ar`, `fr`, `zgh` or `en`: receipt.
    #[schema(value_type = Option<String>)]
    locale: Option<Locale>,
    /// False where no paper is wanted: receipt.
    print: Option<bool>,
    /// The visit's next service: finish.
    next_service: Option<String>,
    /// `finish`, `return` or `no_show`: close.
    #[schema(value_type = Option<String>)]
    in_hand: Option<InHand>,
}

/// What an action did.
#[derive(Serialize, ToSchema)]
pub(super) struct Acted {
    /// The journal's number of its last event.
    seq: u64,
    /// The types of its events.
    events: Vec<&'static str>,
    /// The receipt given, advanced or closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<view::ReceiptCard>,
    /// The ticket now in hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<view::TicketCard>,
    /// The counter.
    counter: CounterNow,
}

/// A counter after an action.
#[derive(Serialize, ToSchema)]
pub(super) struct CounterNow {
    id: String,
    #[schema(value_type = String)]
    state: CounterState,
}

/// Does what a clerk asks: `next`, `recall`, `start`, `finish`, `no-show`, `park`, `resume`, `reinstate`,
/// `transfer`, `return`, `pick`, `cancel`, `open`, `pause`, `close`, `undo`, `call-for-help`, `answer-help`,
/// `end-help`, `receipt`, `advance-receipt` or `close-receipt`.
#[utoipa::path(post, path = "/counters/{id}/{action}", request_body = ActionBody,
    params(("id" = String, Path), ("action" = String, Path),
           ("Idempotency-Key" = String, Header, description = "made once per press")),
    responses((status = 200, body = Acted), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn act(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Path((id, action)): Path<(String, String)>,
    Key(key): Key,
    Body(body): Body<ActionBody>,
) -> Result<Json<Acted>, Problem> {
    let counter = CounterId::new(&id).map_err(|_| Problem::unknown("counter", &id))?;
    // Some commands name a ticket only: they too are given at a counter there is.
    if context.replica.read().config.counter(&counter).is_none() {
        return Err(Problem::unknown("counter", &id));
    }
    if let Some(outcome) = body.outcome.as_deref().filter(|_| action == "close-receipt")
        && context.outcomes.iter().all(|known| known.id != outcome)
    {
        return Err(Problem::unknown("outcome", outcome));
    }
    let ticket = body.ticket.as_deref().and_then(|id| id.parse().ok());
    if let (Principal::Person { role: crate::access::Role::Clerk, .. }, Some(ticket)) = (&principal, ticket)
        && is_in_another_hand(&context, ticket, &counter)
    {
        let detail = "another counter has this ticket in hand";
        return Err(Problem::new(StatusCode::FORBIDDEN, "not_allowed", detail));
    }
    let print = context.prints && body.print.unwrap_or(true);
    let command = command(counter.clone(), &action, ActionBody { print: Some(print), ..body })?;
    let actor = actor(&principal, &id)?;
    let done = context.handle.ask(key, actor, command).await?;
    let office = context.replica.read();
    let status = office.state.counters.get(&counter);
    let in_hand = status.and_then(|s| s.in_hand).and_then(|t| office.state.tickets.get(&t));
    let ticket = in_hand.map(|t| view::card(&office, t, None));
    let state = status.map_or(CounterState::Closed, |s| s.state);
    let receipt =
        done.events.last().and_then(|r| r.event.ticket()).and_then(|id| office.state.receipts.get(&id));
    let receipt = receipt.map(|r| view::receipt(&office, r, super::receipts::today(&context)));
    Ok(Json(Acted {
        receipt,
        seq: done.seq(),
        events: done.events.iter().map(|r| r.event.kind()).collect(),
        ticket,
        counter: CounterNow { id, state },
    }))
}

/// The path names the clerk's own counter, the body may name any ticket: one that is called or served elsewhere is not theirs.
fn is_in_another_hand(context: &Context, ticket: TicketId, own: &CounterId) -> bool {
    let office = context.replica.read();
    office.state.counters.iter().any(|(counter, status)| counter != own && status.in_hand == Some(ticket))
}

/// Who acts: the person, or in an open office the counter itself.
pub(super) fn actor(principal: &Principal, counter: &str) -> Result<Actor, Problem> {
    match principal {
        Principal::Person { account, role, .. } => Ok(Actor { role: role.in_queue(), id: account.clone() }),
        Principal::Everybody | Principal::Machine { .. } | Principal::Nobody => {
            let id = DeviceId::new(counter).map_err(|_| Problem::unknown("counter", counter))?;
            Ok(Actor { role: Role::Clerk, id })
        }
    }
}

fn command(counter: CounterId, action: &str, body: ActionBody) -> Result<Command, Problem> {
    let reason = body.reason.clone();
    let ticket = || ticket_of(&body);
    Ok(match action {
        "next" => Command::CallNext { counter },
        "recall" => Command::Recall { counter },
        "start" => Command::Start { counter },
        "finish" => {
            let next_service = body.next_service.as_deref().map(service_of).transpose()?;
            Command::Finish { counter, outcome: body.outcome, next_service }
        }
        "no-show" => Command::MarkNoShow { counter },
        "park" => {
            let ticket = body.ticket.as_ref().map(|_| ticket()).transpose()?;
            Command::Park { counter, ticket, reason: reason.unwrap_or_default() }
        }
        "resume" => Command::Resume { ticket: ticket()? },
        "reinstate" => Command::Reinstate { ticket: ticket()? },
        "transfer" => Command::Transfer { counter, to: target(&body)?, note: body.note },
        "return" => Command::Return { counter, place: body.place.ok_or_else(|| missing("place"))? },
        "pick" => Command::Pick { counter, ticket: ticket()?, reason: reason.unwrap_or_default() },
        "cancel" => Command::Cancel { ticket: ticket()? },
        "open" => Command::OpenCounter { counter },
        "pause" => Command::PauseCounter { counter, reason },
        "close" => Command::CloseCounter { counter, in_hand: body.in_hand },
        "undo" => Command::Undo { counter },
        "call-for-help" => Command::CallForHelp { counter },
        "answer-help" => {
            let asked = body.counter.as_deref().ok_or_else(|| missing("counter"))?;
            let asked = CounterId::new(asked).map_err(|_| Problem::unknown("counter", asked))?;
            Command::AnswerHelp { counter: asked, by: counter }
        }
        "end-help" => Command::EndHelp { counter },
        "receipt" => {
            let (locale, print) = (body.locale, body.print.unwrap_or(true));
            Command::RegisterReceipt { counter, locale, print }
        }
        "advance-receipt" => {
            let to = body.state.ok_or_else(|| missing("state"))?;
            Command::AdvanceReceipt { counter, ticket: ticket()?, to }
        }
        "close-receipt" => {
            let ticket = ticket()?;
            let outcome = body.outcome.ok_or_else(|| missing("outcome"))?;
            Command::CloseReceipt { counter, ticket, outcome }
        }
        _ => return Err(Problem::unknown("action", action)),
    })
}

fn missing(field: &str) -> Problem {
    let detail = format!("this action needs the field {field:?}");
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "missing_field", detail)
}

fn ticket_of(body: &ActionBody) -> Result<TicketId, Problem> {
    let id = body.ticket.as_deref().ok_or_else(|| missing("ticket"))?;
    id.parse().map_err(|_| Problem::unknown("ticket", id))
}

fn service_of(id: &str) -> Result<ServiceId, Problem> {
    ServiceId::new(id).map_err(|_| Problem::unknown("service", id))
}

fn target(body: &ActionBody) -> Result<Target, Problem> {
    match (&body.service, &body.counter) {
        (Some(id), None) => Ok(Target::Service(service_of(id)?)),
        (None, Some(id)) => {
            CounterId::new(id).map(Target::Counter).map_err(|_| Problem::unknown("counter", id))
        }
        _ => Err(missing("service\" or \"counter")),
    }
}
