//! What the manager's page shows of the present; the past it asks for as reports.

use queue::Office;
use queue::counter::CounterState;
use queue::figures::Row;
use queue::ticket::{Ticket, TicketState};
use queue::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{DayView, Moment, NamesView, OfficeView, day, locales, names};
use crate::figures::Today;
use crate::forecast::{Said, WaitView};
use crate::registry::DeviceView;

/// A counter on the manager's page.
#[derive(Serialize, ToSchema)]
pub struct DashboardCounter {
    /// The counter's id.
    pub id: String,
    /// Its sign.
    pub label: String,
    /// Whether it serves.
    #[schema(value_type = String)]
    pub state: CounterState,
    /// The ticket in hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Whether service has started.
    pub serving: bool,
    /// Since when it has been called or served.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub since: Option<Timestamp>,
    /// Transactions finished today.
    pub served: u32,
    /// Mean service time today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_ms_mean: Option<i64>,
}

/// A service on the manager's page.
#[derive(Serialize, ToSchema)]
pub struct DashboardService {
    /// The service's id.
    pub id: String,
    /// Its letter.
    pub letter: char,
    /// Its names.
    pub names: NamesView,
    /// People who wait for it.
    pub waiting: u32,
    /// From when the longest of them has waited.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub longest_since: Option<Timestamp>,
    /// The wait the office wants to keep.
    pub target_wait_ms: i64,
    /// How long whoever comes now would wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitView>,
    /// Until when a ticket would most likely still be served today, when that is soon or has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub last_ticket_at: Option<Timestamp>,
}

/// What the manager's page shows of the present.
#[derive(Serialize, ToSchema)]
pub struct DashboardView {
    /// The journal's number of the last event in this view.
    pub seq: u64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub server_time: Timestamp,
    /// The office.
    pub office: OfficeView,
    /// The office's languages.
    pub locales: Vec<&'static str>,
    /// Whether the office is open.
    pub day: DayView,
    /// People who wait.
    pub waiting: u32,
    /// People set aside.
    pub parked: u32,
    /// From when the one who has waited longest has waited.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub longest_since: Option<Timestamp>,
    /// The counters.
    pub counters: Vec<DashboardCounter>,
    /// The services.
    pub services: Vec<DashboardService>,
    /// The figures of the day so far, a few seconds old.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub today: Option<Row>,
    /// Of those who joined the line in the last hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub last_hour: Option<Row>,
    /// Devices that somebody must look at.
    pub troubles: Vec<DeviceView>,
}

/// Returns what the manager's page shows.
#[must_use]
pub fn dashboard(
    office: &Office,
    said: &Said,
    today: &Today,
    devices: Vec<DeviceView>,
    moment: Moment,
) -> DashboardView {
    let waiting = || office.state.tickets.in_state(TicketState::Waiting);
    let well = |d: &DeviceView| matches!(d.state.as_str(), "ready" | "starting" | "busy");
    DashboardView {
        seq: office.state.seq,
        server_time: moment.now,
        office: OfficeView::of(&office.config, moment),
        locales: locales(&office.config),
        day: day(office, moment.now),
        waiting: count(waiting()),
        parked: count(office.state.tickets.in_state(TicketState::Parked)),
        longest_since: longest(waiting()),
        counters: counters(office),
        services: services(office, said),
        today: today.all.clone(),
        last_hour: today.last_hour.clone(),
        troubles: devices.into_iter().filter(|d| !well(d) && d.because_of.is_none()).collect(),
    }
}

fn count<'t>(tickets: impl Iterator<Item = &'t Ticket>) -> u32 {
    u32::try_from(tickets.count()).unwrap_or(u32::MAX)
}

/// An instant, not an age: the page counts by itself.
fn longest<'t>(waiting: impl Iterator<Item = &'t Ticket>) -> Option<Timestamp> {
    waiting.map(|t| t.waiting_since + -t.waited_before_ms).min()
}

fn counters(office: &Office) -> Vec<DashboardCounter> {
    let one = |c: &queue::config::Counter| {
        let status = office.state.counters.get(&c.id).cloned().unwrap_or_default();
        let in_hand = status.in_hand.and_then(|id| office.state.tickets.get(&id));
        let today = status.today;
        DashboardCounter {
            id: c.id.to_string(),
            label: c.label.clone(),
            state: status.state,
            number: in_hand.map(|t| t.number.to_string()),
            service: in_hand.map(|t| t.service.to_string()),
            serving: in_hand.is_some_and(|t| t.state == TicketState::Serving),
            since: in_hand.and_then(|t| t.started_at.or(t.called_at)),
            served: today.served,
            service_ms_mean: (today.services > 0)
                .then(|| today.service_ms / i64::from(today.services.max(1))),
        }
    };
    office.config.counters.iter().map(one).collect()
}

fn services(office: &Office, said: &Said) -> Vec<DashboardService> {
    let one = |s: &queue::config::Service| {
        let mine = || office.state.tickets.in_state(TicketState::Waiting).filter(|t| t.service == s.id);
        let told = said.services.get(&s.id);
        DashboardService {
            id: s.id.to_string(),
            letter: s.letter,
            names: names(&s.names),
            waiting: count(mine()),
            longest_since: longest(mine()),
            target_wait_ms: s.target_wait_ms,
            wait: told.map(|t| t.wait.into()),
            last_ticket_at: told.and_then(|t| t.last_ticket_at),
        }
    };
    office.config.services.iter().filter(|s| s.elsewhere.is_empty()).map(one).collect()
}
