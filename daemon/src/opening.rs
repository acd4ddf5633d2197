//! Office days opened by the calendar; a deadline of the core closes them. And under which configuration the office works.

use std::sync::Arc;

use queue::command::Command;
use queue::id::CommandId;
use tokio_util::sync::CancellationToken;

use crate::calendar::OfficeCalendar;
use crate::clock::SharedClock;
use crate::dispatcher::{Handle, system};
use crate::guard::{ClockGuard, Verdict};
use crate::messages;
use crate::registry::Registry;
use crate::replica::Replica;

/// How often the calendar is looked at, in the office's own time.
const CALENDAR_MS: i64 = 15_000;

/// What opening days needs.
pub(crate) struct Days {
    pub(crate) calendar: Arc<OfficeCalendar>,
    pub(crate) handle: Handle,
    pub(crate) replica: Replica,
    pub(crate) registry: Registry,
    pub(crate) clock: SharedClock,
    pub(crate) guard: ClockGuard,
    pub(crate) stop: CancellationToken,
}

/// Opens office days by the calendar. They are closed by a deadline of the core.
pub(crate) async fn keep_calendar(days: Days) {
    days.guard.register(&days.registry);
    loop {
        let verdict = days.guard.look(&days.registry);
        if verdict == Verdict::Trusted {
            open_day_if_due(&days).await;
        }
        let pause = days.clock.real(CALENDAR_MS);
        tokio::select! {
            () = tokio::time::sleep(pause) => (),
            () = days.stop.cancelled() => return,
        }
    }
}

async fn open_day_if_due(days: &Days) {
    let now = days.clock.now();
    let Some(plan) = days.calendar.plan_for(days.calendar.office_date(now)) else { return };
    let due = {
        let office = days.replica.read();
        let early = office.config.policy.early_ms;
        let fresh = office.state.day.is_none() && office.state.last_day.is_none_or(|last| last < plan.day);
        fresh && now >= plan.opens_at + -early && now < plan.closes_at
    };
    if !due {
        return;
    }
    let day = plan.day;
    let Ok(id) = CommandId::new(&format!("open:{day}")) else { return };
    match days.handle.ask_patiently(id, system("calendar"), Command::OpenDay { plan }).await {
        Ok(_) => {
            tracing::info!(message_id = messages::DAY_OPENED, day = %day, "the office day {day} is open")
        }
        Err(error) => {
            tracing::warn!(message_id = messages::DAY_NOT_OPENED, error = %error, day = %day, "the office day could not be opened")
        }
    }
}

/// Writes down under which configuration the office works from now on, if it changed.
pub(crate) async fn remember_config(handle: &Handle, hash: &str) {
    let id = CommandId::new(&format!("config:{}", uuid::Uuid::now_v7().simple()));
    let Ok(id) = id else { return };
    let command = Command::ReloadConfig { hash: hash.to_owned() };
    if let Err(error) = handle.ask_patiently(id, system("config"), command).await {
        tracing::error!(error = %error, "the configuration's hash could not be written into the journal");
    }
}
