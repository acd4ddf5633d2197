//! Receipts: listed for staff, and found by citizens who have the paper and not its code.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use display::words::locales;
use maud::html;
use queue::id::CounterId;
use queue::receipt::{ReceiptNumber, ReceiptState};
use queue::time::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Context;
use super::limits::Caller;
use super::phone::{self, Asked, Page};
use super::problem::Problem;
use crate::view::{self, ReceiptCard};

/// Most receipts in one answer: what a page can show. The most urgent come first.
const LISTED_MAX: usize = 200;

/// Which receipts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Those of the services of this counter.
    counter: Option<String>,
    /// True: those closed in the last 90 days as well.
    #[serde(default)]
    closed: bool,
}

/// Receipts, the most urgent first.
#[derive(Serialize, ToSchema)]
pub(super) struct Listed {
    /// How many there are.
    total: usize,
    /// The first 200 of them.
    receipts: Vec<ReceiptCard>,
    /// What may come of one.
    outcomes: Vec<view::Named>,
}

/// Lists receipts: those overdue first, then by the day to answer by, then the oldest.
#[utoipa::path(get, path = "/receipts", params(Wanted),
    responses((status = 200, body = Listed), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn list(
    State(context): State<Context>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Listed>, Problem> {
    let office = context.replica.read();
    let counter = wanted.counter.as_deref().map(|text| {
        let counter = CounterId::new(text).ok().filter(|id| office.config.counter(id).is_some());
        counter.ok_or_else(|| Problem::unknown("counter", text))
    });
    let counter = counter.transpose()?;
    let today = today(&context);
    let mut found: Vec<_> = office
        .state
        .receipts
        .iter()
        .filter(|r| wanted.closed || r.state != ReceiptState::Closed)
        .filter(|r| counter.as_ref().is_none_or(|c| office.deals_with(c, &r.service)))
        .collect();
    let far = Date::from_days(i64::from(u32::MAX));
    found.sort_by_key(|r| (r.state == ReceiptState::Closed, r.due.unwrap_or(far), r.number));
    let total = found.len();
    let receipts = found.into_iter().take(LISTED_MAX).map(|r| view::receipt(&office, r, today)).collect();
    Ok(Json(Listed { total, receipts, outcomes: context.outcomes.to_vec() }))
}

/// Shows the receipt with a number, as `D-2026-00017`.
#[utoipa::path(get, path = "/receipts/{number}", params(("number" = String, Path)),
    responses((status = 200, body = ReceiptCard), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn show(
    State(context): State<Context>,
    Path(text): Path<String>,
) -> Result<Json<ReceiptCard>, Problem> {
    let office = context.replica.read();
    let number = text.parse::<ReceiptNumber>().ok();
    let receipt = number.and_then(|number| office.state.receipts.numbered(number));
    let receipt = receipt.ok_or_else(|| Problem::unknown("receipt", &text))?;
    Ok(Json(view::receipt(&office, receipt, today(&context))))
}

/// Returns the office's date.
pub(super) fn today(context: &Context) -> Date {
    context.views.moment().today()
}

/// What somebody reads off their receipt.
#[derive(Deserialize)]
pub(super) struct OnPaper {
    number: String,
    /// The day on which it was given.
    day: String,
}

/// The page that asks for a receipt's number and date.
pub(super) async fn ask(Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    form(phone::language(&asked, None, &headers), None)
}

/// Leads to the receipt's own page. Number and date have to fit: the number alone can be guessed, and what became of a
/// complaint is for whoever holds the paper.
pub(super) async fn find(
    State(context): State<Context>,
    Query(asked): Query<Asked>,
    caller: Caller,
    headers: HeaderMap,
    Form(paper): Form<OnPaper>,
) -> Response {
    let lang = phone::language(&asked, None, &headers);
    if !context.limits.may_guess(&caller, context.clock.now()) {
        return form(lang, Some((StatusCode::TOO_MANY_REQUESTS, "too-many-tries")));
    }
    let number = paper.number.parse::<ReceiptNumber>().ok();
    let day = paper.day.parse::<Date>().ok();
    let offset = |at| context.calendar.office_date(at);
    let found = number.zip(day).and_then(|(number, day)| {
        let office = context.replica.read();
        office.state.receipts.numbered(number).filter(|r| offset(r.registered_at) == day).map(|r| r.id)
    });
    let Some(id) = found else {
        context.limits.guessed_wrong(&caller, context.clock.now());
        return form(lang, Some((StatusCode::NOT_FOUND, "receipt-not-found")));
    };
    Redirect::to(&format!("/t/{}?lang={lang}", context.tokens.of(id))).into_response()
}

fn form(lang: &'static str, failed: Option<(StatusCode, &str)>) -> Response {
    let page = Page { lang, token: "", offset_ms: 0 };
    let body = html! {
        main {
            h1.ask { (page.words("receipt-find-title", &[])) }
            @if let Some((_, why)) = failed { p.banner role="alert" { (page.words(why, &[])) } }
            form.fields method="post" action={ "/r?lang=" (lang) } {
                label { (page.words("receipt-find-number", &[]))
                    input name="number" dir="ltr" placeholder="D-2026-00017" autocomplete="off" required maxlength="20"; }
                label { (page.words("receipt-find-day", &[])) input name="day" type="date" dir="ltr" required; }
                button.main type="submit" { (page.words("receipt-find-go", &[])) }
            }
        }
    };
    let status = failed.map_or(StatusCode::OK, |(status, _)| status);
    let text = page.plain("receipt-title", body).into_string();
    phone::html_page(status, text)
}

/// The page of one receipt: where the matter stands.
pub(super) fn page(context: &Context, page: &Page<'_>, card: &ReceiptCard) -> String {
    let outcomes: BTreeMap<&str, _> = context.outcomes.iter().map(|o| (o.id.as_str(), &o.names)).collect();
    let (offset, office) = (page.offset_ms, view::names(&context.replica.read().config.names));
    let registered = phone::date_time(card.registered_at, offset);
    let state = match card.state {
        ReceiptState::Registered => "receipt-registered",
        ReceiptState::InProgress => "receipt-in-progress",
        ReceiptState::Ready => "receipt-ready",
        ReceiptState::Closed => "receipt-closed",
    };
    let body = html! {
        main {
            p.office { (page.name(&office)) }
            h1 { span.label { (page.words("receipt-title", &[])) } bdi.num.receipt { (card.number) } }
            p.which { (page.name(&card.service_names)) }
            p { (page.words("receipt-given", &[("date", display::words::Arg::Text(&registered))])) }
            div.state role="status" {
                p.say.good[card.state == ReceiptState::Ready] { (page.words(state, &[])) }
                @if let Some(names) = card.outcome.as_deref().and_then(|o| outcomes.get(o)) { p { (page.name(names)) } }
                p { (page.words("receipt-since", &[("date", display::words::Arg::Text(&phone::date_time(card.changed_at, offset)))])) }
                @if let Some(due) = card.due.filter(|_| card.state != ReceiptState::Closed) {
                    p { (page.words("receipt-due", &[("date", display::words::Arg::Text(&phone::date(due)))])) }
                }
            }
        }
        footer {
            p { a.again href={ "?lang=" (page.lang) } { (page.words("phone-refresh", &[])) } }
        }
    };
    debug_assert!(locales().contains(&page.lang));
    page.plain("receipt-title", body).into_string()
}
