//! What auditors ask: who was called out of order, by whom and why.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use queue::time::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Context;
use super::problem::Problem;
use crate::evidence::order::{self, OrderReport};

/// Longest period asked for at once, in days: each call of it is read from the journal.
const DAYS_MAX: i64 = 100;

/// A period.
#[derive(Deserialize, IntoParams)]
pub(super) struct Period {
    /// The first day, as 2026-11-24.
    #[param(value_type = String)]
    from: Date,
    /// The day after the last.
    #[param(value_type = String)]
    to: Date,
}

/// Every call of a period that passed over somebody, with its rule, its reason and who made it; at most 100 days. How a
/// day's rules worked, and for whom they were hard, is in `/reports/days/{day}/fairness`.
#[utoipa::path(get, path = "/reports/out-of-order", params(Period),
    responses((status = 200, body = OrderReport), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn out_of_order(
    State(context): State<Context>,
    Query(asked): Query<Period>,
) -> Result<Json<OrderReport>, Problem> {
    let days = asked.to.days() - asked.from.days();
    if !(1..=DAYS_MAX).contains(&days) {
        let detail = "the period has 1 to 100 days: `to` is the day after the last";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_period", detail));
    }
    let report = order::report(&context.reader, asked.from, asked.to).await;
    report.map(Json).map_err(|error| {
        tracing::error!(error = %error, "the calls of a period cannot be read");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "journal_unavailable", error.to_string())
    })
}
