//! What would have been: recorded days played again; and what was: who was called before whom.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use queue::OfficeConfig;
use queue::figures::Fairness;
use queue::id::ServiceId;
use queue::replay::Recording;
use queue::time::Date;
use serde::Deserialize;
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa::IntoParams;

use super::Context;
use super::problem::Problem;
use crate::calendar::OfficeCalendar;
use crate::replay::{self, Answer, Asked, ChangeError, DAYS_TOGETHER, Loaded, RUNS_MAX};
use crate::store::{ReadError, Reader};

/// How long a question waits for the one before it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest text of changes, in bytes: a page writes some dozens.
const TEXT_MAX: usize = 2_000;

/// Recorded days, for whoever asks. Cheap to clone.
#[derive(Clone)]
pub struct Past {
    reader: Reader,
    calendar: Arc<OfficeCalendar>,
    runs: Arc<Semaphore>,
}

impl Past {
    /// Returns a window on the days of a journal.
    #[must_use]
    pub fn new(reader: Reader, calendar: Arc<OfficeCalendar>) -> Self {
        Self { reader, calendar, runs: Arc::new(Semaphore::new(RUNS_MAX)) }
    }

    /// Waits for its turn: at most [`RUNS_MAX`] questions are worked on at once.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, Problem> {
        let busy = "another question about past days is being worked on: ask again";
        let busy = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", busy);
        tokio::time::timeout(PATIENCE, self.runs.acquire()).await.map_err(|_| busy())?.map_err(|_| busy())
    }
}

/// What is to be otherwise.
#[derive(Deserialize, IntoParams)]
pub struct WhatIf {
    /// The first day, as 2026-11-24.
    #[param(value_type = String)]
    from: Date,
    /// The day after the last, at most 31 days later.
    #[param(value_type = String)]
    to: Date,
    /// Only the figures of this service; everybody is played.
    service: Option<String>,
    /// Counters for a part of the day, divided by semicolons: `+2@10:00-12:00` for two more, `+1@10:00-12:00=counter-3` for
    /// one that serves what counter-3 serves, `-counter-3@10:00-12:00` for one away.
    counters: Option<String>,
    /// Rules as keys of `[policy]` in the office's file, divided by semicolons: `cap_minutes=30;rate_percent.priority=150`.
    set: Option<String>,
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        tracing::error!(error = %error, "the journal cannot be read for a report");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "journal_unavailable", error.to_string())
    }
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_change", error.to_string())
    }
}

impl WhatIf {
    fn asked(&self, config: &Arc<OfficeConfig>) -> Result<Asked, Problem> {
        let days = self.to.days() - self.from.days();
        if days < 1 || days > DAYS_TOGETHER as i64 {
            let detail = "the period is empty or longer than 31 days: `to` is the day after the last";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "empty_period", detail));
        }
        let parts = |text: &Option<String>| -> Vec<String> {
            let text = text.as_deref().unwrap_or_default();
            text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        if [&self.counters, &self.set].iter().any(|t| t.as_ref().is_some_and(|t| t.len() > TEXT_MAX)) {
            let detail = "too many changes at once";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_change", detail));
        }
        let mut changed = OfficeConfig::clone(config);
        let set = parts(&self.set);
        let tables: Vec<(&str, &str)> = set.iter().map(|text| ("set", text.as_str())).collect();
        changed.policy = replay::policy(&changed.policy, &tables)?;
        let staffing = parts(&self.counters)
            .iter()
            .map(|text| replay::staffing(text, config))
            .collect::<Result<_, _>>()?;
        let known = |id: &String| {
            let found = ServiceId::new(id).ok().filter(|id| config.service(id).is_some());
            found.ok_or_else(|| Problem::unknown("service", id))
        };
        Ok(Asked {
            from: self.from,
            to: self.to,
            service: self.service.as_ref().filter(|id| !id.is_empty()).map(known).transpose()?,
            config: Arc::clone(config),
            changed: Arc::new(changed),
            staffing,
        })
    }
}

/// Recorded days played again under other rules or with other counters, beside what was. What is assumed is in the
/// documentation of `queue::replay`.
#[utoipa::path(get, path = "/reports/replay", params(WhatIf), responses((status = 200, body = Object),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn replayed(
    State(context): State<Context>,
    Query(what_if): Query<WhatIf>,
) -> Result<Json<Answer>, Problem> {
    let config = Arc::clone(&context.replica.read().config);
    let asked = what_if.asked(&config)?;
    let past = &context.past;
    let _turn = past.turn().await?;
    Ok(Json(replay::run(&past.reader, &past.calendar, asked).await?))
}

/// Who was called before whom on a day: when, for which service, by which counter, by which rule or for which reason; and
/// who let them pass. Names no account: `/reports/out-of-order` does, for auditors.
#[utoipa::path(get, path = "/reports/days/{day}/fairness", params(("day" = String, Path)), responses(
    (status = 200, body = Object), (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn fairness(
    State(context): State<Context>,
    Path(text): Path<String>,
) -> Result<Json<Fairness>, Problem> {
    let date: Date = text.parse().map_err(|_| Problem::unknown("day", &text))?;
    let config = Arc::clone(&context.replica.read().config);
    let past = &context.past;
    let _turn = past.turn().await?;
    let Some(Loaded { before, events, .. }) = replay::day(&past.reader, date).await? else {
        return Err(Problem::unknown("day", &text));
    };
    let worked = tokio::task::spawn_blocking(move || {
        let recording = Recording::of(before, &events, &config)?;
        Some(recording.was(&config, 0)?.fairness)
    });
    Ok(Json(worked.await.ok().flatten().ok_or_else(Problem::bug)?))
}
