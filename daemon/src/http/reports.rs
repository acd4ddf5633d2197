//! The figures: any period, by whatever it is asked by, as JSON and for spreadsheets.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use queue::config::Locale;
use queue::figures::{DeskDay, DeviceDay, DeviceRow, Filter, Grouping, Key, Quarter, Row, measure, table};
use queue::id::{CounterId, DeviceId, ServiceId};
use queue::ticket::Class;
use queue::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Context;
use super::problem::Problem;
use crate::config::Clerks;
use crate::view;

/// What is asked of the figures.
#[derive(Deserialize, IntoParams)]
pub(super) struct Asked {
    /// The first day, as 2026-11-24.
    #[param(value_type = String)]
    from: Date,
    /// The day after the last.
    #[param(value_type = String)]
    to: Date,
    /// What a row is of: `all`, `day`, `week`, `month`, `year`, `service`, `counter`, `clerk`, `class`, `hour`, `quarter`,
    /// `weekday` or `hour_of_week`. Clerks are named as the office's configuration says.
    #[param(value_type = Option<String>)]
    by: Option<Grouping>,
    /// Only of this service.
    service: Option<String>,
    /// Only called by this counter.
    counter: Option<String>,
    /// Only of this class.
    #[param(value_type = Option<String>)]
    class: Option<Class>,
    /// Only who joined the line in this hour of the local day.
    hour: Option<u8>,
    /// Measured against this wait instead of the services' own, in minutes.
    target_min: Option<u16>,
    /// Whether all times are spread, or the waiting time alone; all, if it is not said.
    deep: Option<bool>,
    /// In a table: the language of names.
    #[param(value_type = Option<String>)]
    lang: Option<Locale>,
    /// In a table: `semicolon` where the comma is the decimal sign.
    separator: Option<Separator>,
}

/// What stands between the fields of a table.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Separator {
    /// As RFC 4180 has it.
    Comma,
    /// As spreadsheets expect it where the comma is the decimal sign.
    Semicolon,
}

impl Separator {
    /// Returns the sign; a comma where nothing is asked for.
    fn sign(asked: Option<Self>) -> char {
        match asked {
            Some(Self::Semicolon) => ';',
            Some(Self::Comma) | None => ',',
        }
    }
}

/// Figures of a half-open period.
#[derive(Serialize, ToSchema)]
pub(super) struct Report {
    /// The first day.
    #[schema(value_type = String)]
    from: Date,
    /// The day after the last.
    #[schema(value_type = String)]
    to: Date,
    /// Days with figures in the period.
    days: usize,
    /// Whether the whole journal has been gone through since the daemon started; until then days may be missing.
    complete: bool,
    /// The figures.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Row>,
}

impl Asked {
    fn filter(&self) -> Result<Filter, Problem> {
        let service =
            self.service.as_deref().map(|id| ServiceId::new(id).map_err(|_| Problem::unknown("service", id)));
        let counter =
            self.counter.as_deref().map(|id| CounterId::new(id).map_err(|_| Problem::unknown("counter", id)));
        Ok(Filter {
            service: service.transpose()?,
            counter: counter.transpose()?,
            class: self.class,
            hour: self.hour,
            target_s: self.target_min.map(|m| m.saturating_mul(60)),
        })
    }
}

async fn report(context: &Context, asked: &Asked) -> Result<Report, Problem> {
    if asked.from >= asked.to {
        let detail = "the period is empty: `to` is the day after the last and must come after `from`";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "empty_period", detail));
    }
    let filter = asked.filter()?;
    let (archive, from, to) = (context.archive.clone(), asked.from, asked.to);
    let (by, deep) = (asked.by.unwrap_or(Grouping::All), asked.deep.unwrap_or(true));
    if by == Grouping::Clerk && context.clerks == Clerks::Off {
        let detail = "this office tells no figure by clerk: see clerks in [figures] of its configuration";
        return Err(Problem::new(StatusCode::FORBIDDEN, "no_clerks", detail));
    }
    let worked = tokio::task::spawn_blocking(move || {
        let days = archive.days(from, to);
        let rows = measure(days.iter().map(AsRef::as_ref), &filter, by, deep);
        Report { from, to, days: days.len(), complete: archive.is_complete(), rows }
    });
    let mut report = worked.await.map_err(|_| Problem::bug())?;
    name_clerks(&mut report.rows, context);
    Ok(report)
}

/// Puts codes where accounts stand, if the office wants it so. Pads, from which nobody who sits there follows, keep
/// their names.
fn name_clerks(rows: &mut [Row], context: &Context) {
    if context.clerks == Clerks::Pseudonym {
        let is_account = |id: &DeviceId| context.registry.get(id).is_none();
        crate::figures::name_clerks(rows, |id| is_account(id).then(|| context.tokens.pseudonym(id)));
    }
}

/// Figures of a period, each a pure function of the journal; their formulas are in the documentation of `queue::figures`.
#[utoipa::path(get, path = "/reports/figures", params(Asked), responses((status = 200, body = Report),
    (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn figures(
    State(context): State<Context>,
    Query(asked): Query<Asked>,
) -> Result<Json<Report>, Problem> {
    Ok(Json(report(&context, &asked).await?))
}

/// The same as a table for spreadsheets.
#[utoipa::path(get, path = "/reports/figures.csv", params(Asked), responses((status = 200, content_type = "text/csv"),
    (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn figures_csv(
    State(context): State<Context>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let report = report(&context, &asked).await?;
    let separator = Separator::sign(asked.separator);
    // Not the office: it must not wait until a table is written.
    let config = Arc::clone(&context.replica.read().config);
    let lang = asked.lang.unwrap_or(Locale::Fr);
    let name = |row: &Row| match &row.key {
        Key::Service(id) => config
            .service(id)
            .and_then(|s| s.names.get(&lang).or_else(|| s.names.values().next()))
            .cloned()
            .unwrap_or_default(),
        Key::Counter(id) => config.counter(id).map(|c| c.label.clone()).unwrap_or_default(),
        _ => String::new(),
    };
    let text = table::table(report.rows.iter().map(|r| (r.key.to_string(), name(r), &r.figures)), separator);
    let file = format!("attachment; filename=\"{}-{}-{}.csv\"", config.id, report.from, report.to);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, text).into_response())
}

/// The days there are figures of.
#[derive(Serialize, ToSchema)]
pub(super) struct Span {
    /// The first.
    #[schema(value_type = Option<String>)]
    first: Option<Date>,
    /// The last.
    #[schema(value_type = Option<String>)]
    last: Option<Date>,
    /// Names of services by id.
    services: BTreeMap<String, BTreeMap<String, String>>,
    /// Signs of counters by id.
    counters: BTreeMap<String, String>,
}

/// Says which days there are figures of, and what services and counters are called.
#[utoipa::path(get, path = "/reports", responses((status = 200, body = Span)))]
pub(super) async fn span(State(context): State<Context>) -> Json<Span> {
    let span = context.archive.span();
    let office = context.replica.read();
    let services = office.config.services.iter().map(|s| (s.id.to_string(), view::names(&s.names))).collect();
    let counters = office.config.counters.iter().map(|c| (c.id.to_string(), c.label.clone())).collect();
    Json(Span { first: span.map(|s| s.0), last: span.map(|s| s.1), services, counters })
}

/// One day in its course.
#[derive(Serialize, ToSchema)]
pub(super) struct DayReport {
    /// The day.
    #[schema(value_type = String)]
    day: Date,
    /// When it opened.
    #[schema(value_type = String)]
    opens_at: Timestamp,
    /// Until when tickets were given.
    #[schema(value_type = String)]
    closes_at: Timestamp,
    /// Local time minus UTC on that day.
    utc_offset_ms: i64,
    /// Its quarter hours.
    #[schema(value_type = Vec<Object>)]
    quarters: Vec<Quarter>,
    /// What each counter did, in seconds since the opening.
    #[schema(value_type = Vec<Object>)]
    desks: Vec<DeskDay>,
    /// When devices did not do their work, in seconds since the opening.
    #[schema(value_type = Vec<Object>)]
    devices: Vec<DeviceDay>,
    /// The waiting time of those who joined the line in each hour.
    #[schema(value_type = Vec<Object>)]
    hours: Vec<Row>,
    /// The same by quarter.
    #[schema(value_type = Vec<Object>)]
    by_quarter: Vec<Row>,
    /// All figures of the day.
    #[schema(value_type = Option<Object>)]
    all: Option<Row>,
    /// By service.
    #[schema(value_type = Vec<Object>)]
    services: Vec<Row>,
}

/// One day in its course: quarter hours, counters' timelines, waits by the hour.
#[utoipa::path(get, path = "/reports/days/{day}", params(("day" = String, Path)), responses(
    (status = 200, body = DayReport), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn day(
    State(context): State<Context>,
    Path(text): Path<String>,
) -> Result<Json<DayReport>, Problem> {
    let date: Date = text.parse().map_err(|_| Problem::unknown("day", &text))?;
    let days = context.archive.days(date, Date::from_days(date.days() + 1));
    let day = days.first().map(Arc::clone).ok_or_else(|| Problem::unknown("day", &text))?;
    let worked = tokio::task::spawn_blocking(move || {
        let rows = |by, deep| measure(std::iter::once(&*day), &Filter::default(), by, deep);
        DayReport {
            day: day.day,
            opens_at: day.opens_at,
            closes_at: day.closes_at,
            utc_offset_ms: day.utc_offset_ms,
            quarters: day.quarters.clone(),
            desks: day.desks.clone(),
            devices: day.devices.clone(),
            hours: rows(Grouping::Hour, false),
            by_quarter: rows(Grouping::Quarter, false),
            all: rows(Grouping::All, true).pop(),
            services: rows(Grouping::Service, true),
        }
    });
    Ok(Json(worked.await.map_err(|_| Problem::bug())?))
}

/// A half-open period.
#[derive(Deserialize, IntoParams)]
pub(super) struct Period {
    /// The first day, as 2026-11-24.
    #[param(value_type = String)]
    from: Date,
    /// The day after the last.
    #[param(value_type = String)]
    to: Date,
    /// In a table: `semicolon` where the comma is the decimal sign.
    separator: Option<Separator>,
}

/// How devices did in a half-open period, within the open hours.
#[derive(Serialize, ToSchema)]
pub(super) struct DeviceReport {
    /// The first day.
    #[schema(value_type = String)]
    from: Date,
    /// The day after the last.
    #[schema(value_type = String)]
    to: Date,
    /// Office days in the period.
    days: usize,
    /// Devices that had outages, worst first; one that is not there worked all the time.
    #[schema(value_type = Vec<Object>)]
    devices: Vec<DeviceRow>,
}

async fn of_devices(context: &Context, asked: &Period) -> Result<DeviceReport, Problem> {
    let (archive, from, to) = (context.archive.clone(), asked.from, asked.to);
    let worked = tokio::task::spawn_blocking(move || {
        let days = archive.days(from, to);
        let devices = queue::figures::devices(days.iter().map(AsRef::as_ref));
        DeviceReport { from, to, days: days.len(), devices }
    });
    worked.await.map_err(|_| Problem::bug())
}

/// Downtime, paper-out time and mean time to repair of the devices.
#[utoipa::path(get, path = "/reports/devices", params(Period), responses((status = 200, body = DeviceReport),
    (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn devices(
    State(context): State<Context>,
    Query(asked): Query<Period>,
) -> Result<Json<DeviceReport>, Problem> {
    Ok(Json(of_devices(&context, &asked).await?))
}

/// The same as a table for spreadsheets.
#[utoipa::path(get, path = "/reports/devices.csv", params(Period), responses((status = 200, content_type = "text/csv"),
    (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn devices_csv(
    State(context): State<Context>,
    Query(asked): Query<Period>,
) -> Result<Response, Problem> {
    let report = of_devices(&context, &asked).await?;
    let separator = Separator::sign(asked.separator);
    let text = table::devices(&report.devices, separator);
    let office = context.replica.read().config.id.clone();
    let file = format!("attachment; filename=\"{office}-devices-{}-{}.csv\"", report.from, report.to);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, text).into_response())
}
