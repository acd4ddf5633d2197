//! The office at this moment, as its portal gets it beside the journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use queue::counter::CounterState;
use queue::figures::DeviceRow;
use queue::id::ServiceId;
use queue::live::{
    DOWN_S, Door, FAILURES, Live, LiveDevice, LiveService, Minutes, OFFSETS_MAX, Profile, REPAIR_S,
};
use queue::time::{Date, Timestamp};

use crate::calendar::OfficeCalendar;
use crate::figures::{Archive, Today};
use crate::forecast::{WaitView, Waits};
use crate::registry::{DeviceView, Registry};
use crate::replica::Replica;
use crate::view::{self, DashboardService, DashboardView, DayView, Moment};

/// Days over which devices' failures are counted, the present one among them.
const MENDED_DAYS: i64 = 30;

/// Where the present is looked at.
pub struct Present {
    /// The office as committed.
    pub replica: Replica,
    /// Its devices.
    pub registry: Registry,
    /// Its days, for how its devices did.
    pub archive: Archive,
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
        let tomorrow = moment.today().days() + 1;
        let days = self.archive.days(Date::from_days(tomorrow - MENDED_DAYS), Date::from_days(tomorrow));
        let failed = queue::figures::devices(days.iter().map(AsRef::as_ref));
        live(view, day, with_failures(self.registry.list(), failed))
    }

    /// Returns what the office is called and offers.
    pub(super) fn profile(&self, now: Timestamp) -> Profile {
        let config = Arc::clone(&self.replica.read().config);
        Profile::of(&config, &self.hash, self.calendar.offsets(now, OFFSETS_MAX))
    }
}

/// Puts how devices did beside what else is known of them; one that never failed has nothing there.
fn with_failures(mut devices: Vec<DeviceView>, failed: Vec<DeviceRow>) -> Vec<DeviceView> {
    let mut failed: BTreeMap<String, DeviceRow> =
        failed.into_iter().map(|row| (row.device.to_string(), row)).collect();
    for device in &mut devices {
        let Some(row) = failed.remove(&device.id) else { continue };
        let mut tell = |name: &str, n: i64| _ = device.details.insert(name.to_owned(), n.to_string());
        tell(FAILURES, row.failures.into());
        tell(DOWN_S, row.down_s);
        tell(REPAIR_S, row.repair_s.unwrap_or(0));
    }
    devices
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
    // What was said of it in other words stays here: it may name a host, and a camera's must not leave the office.
    LiveDevice {
        id: view.id,
        kind,
        counter: view.counter,
        state: view.state,
        since: view.since,
        cause: view.cause,
        remedy: view.remedy,
        because_of: view.because_of,
        last_contact: view.last_contact,
        details: view.details,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::WallClock;
    use crate::registry::Kind;
    use queue::id::DeviceId;

    #[test]
    fn how_often_a_device_failed_and_how_soon_it_was_mended_travels_with_it() {
        let (registry, _historian) = Registry::new(Arc::new(WallClock));
        let [printer, pad] = ["printer-1", "pad-1"].map(|id| DeviceId::new(id).unwrap());
        registry.add(&printer, Kind::Printer, None, &[]);
        registry.add(&pad, Kind::Pad, None, &[]);
        let repair_s = Some(200);
        let row =
            DeviceRow { device: printer, down_s: 600, paper_out_s: 0, failures: 3, repair_s, up_pm: None };
        let mut devices = with_failures(registry.list(), vec![row]).into_iter().map(device);
        let printer = devices.find(|d| d.id == "printer-1").unwrap();
        let told = [FAILURES, DOWN_S, REPAIR_S].map(|name| printer.details[name].clone());
        assert_eq!(told, ["3", "600", "200"]);
        assert!(devices.all(|d| d.details.is_empty()));
    }
}
