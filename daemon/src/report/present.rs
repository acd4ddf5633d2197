//! The office at this moment, as its portal gets it beside the journal.

use std::sync::Arc;

use queue::counter::CounterState;
use queue::id::ServiceId;
use queue::live::{Door, Live, LiveDevice, LiveService, Minutes, OFFSETS_MAX, Profile};
use queue::time::{Date, Timestamp};

use crate::calendar::OfficeCalendar;
use crate::figures::Today;
use crate::forecast::{WaitView, Waits};
use crate::registry::{DeviceView, Registry};
use crate::replica::Replica;
use crate::view::{self, DashboardService, DashboardView, DayView, Moment};

/// Where the present is looked at.
pub struct Present {
    /// The office as committed.
    pub replica: Replica,
    /// Its devices.
    pub registry: Registry,
    /// How long people will wait.
    pub waits: Waits,
    /// Its local time.
    pub calendar: Arc<OfficeCalendar>,
    /// The configuration's hash.
    pub hash: String,
}

impl Present {
    /// Returns the office as it is now, within the bounds of a snapshot.
    pub(super) fn live(&self, now: Timestamp) -> Live {
        let moment = Moment { now, utc_offset_ms: self.calendar.utc_offset_ms(now) };
        let office = self.replica.read();
        let view =
            view::dashboard(&office, &self.waits.now(), &Today::default(), self.registry.list(), moment);
        let day = office.state.day.as_ref().map(|plan| plan.day);
        drop(office);
        live(view, day, self.registry.list())
    }

    /// Returns what the office is called and offers.
    pub(super) fn profile(&self, now: Timestamp) -> Profile {
        let config = Arc::clone(&self.replica.read().config);
        Profile::of(&config, &self.hash, self.calendar.offsets(now, OFFSETS_MAX))
    }
}

fn live(view: DashboardView, day: Option<Date>, devices: Vec<DeviceView>) -> Live {
    let open = view.counters.iter().filter(|c| c.state == CounterState::Open).count();
    let (door, until) = door(&view.day);
    let live = Live {
        seq: view.seq,
        at: view.server_time,
        day,
        door,
        until,
        waiting: view.waiting,
        parked: view.parked,
        longest_since: view.longest_since,
        counters_open: u32::try_from(open).unwrap_or(u32::MAX),
        counters: u32::try_from(view.counters.len()).unwrap_or(u32::MAX),
        services: view.services.into_iter().filter_map(service).collect(),
        devices: devices.into_iter().map(device).collect(),
        devices_more: 0,
    };
    live.bounded()
}

fn door(day: &DayView) -> (Door, Option<Timestamp>) {
    match (day.state, day.break_until) {
        ("open", Some(until)) => (Door::Break, Some(until)),
        ("open", None) => (Door::Open, day.closes_at),
        _ => (Door::Closed, None),
    }
}

fn service(view: DashboardService) -> Option<LiveService> {
    let wait = view.wait.map(|WaitView { low_min, high_min }| Minutes { low: low_min, high: high_min });
    let DashboardService { waiting, longest_since, .. } = view;
    Some(LiveService { id: ServiceId::new(&view.id).ok()?, waiting, longest_since, wait })
}

fn device(view: DeviceView) -> LiveDevice {
    let kind = serde_json::to_value(view.kind).ok().and_then(|k| k.as_str().map(str::to_owned));
    let kind = kind.unwrap_or_default();
    // What a driver says in its own words may name a host: a camera's must not leave the office.
    let word =
        |text: &String| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let cause = view.cause.filter(|cause| kind != "camera" || word(cause));
    LiveDevice {
        id: view.id,
        kind,
        counter: view.counter,
        state: view.state,
        since: view.since,
        cause,
        remedy: view.remedy,
        because_of: view.because_of,
        last_contact: view.last_contact,
        details: view.details,
    }
}
