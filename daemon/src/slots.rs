//! When a service can be booked: its slots of a day, by the office's hours, with how many are free in each.

use queue::Office;
use queue::config::{Service, Slots};
use queue::time::{Date, MINUTE_MS, Timestamp};

use crate::calendar::OfficeCalendar;

/// One slot of a service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    /// When it begins.
    pub at: Timestamp,
    /// How many appointments it still takes.
    pub free: u32,
}

/// Returns the slots of a service on a date, one after the other from the opening and from the end of each break; none on a
/// closed day or for a service that has none. A slot never reaches into a break or past closing time.
#[must_use]
pub fn of_day(office: &Office, calendar: &OfficeCalendar, service: &Service, date: Date) -> Vec<Slot> {
    let (Some(slots), Some(plan)) = (service.slots, calendar.plan_for(date)) else { return Vec::new() };
    let length = slots.length_ms.max(MINUTE_MS);
    let ends = plan.breaks.iter().map(|b| b.0).chain([plan.closes_at]);
    let begins = [plan.opens_at].into_iter().chain(plan.breaks.iter().map(|b| b.1));
    let mut found = Vec::new();
    for (from, until) in begins.zip(ends) {
        let mut at = from;
        while at + length <= until {
            let taken = office.appointments_at(&service.id, at);
            found.push(Slot { at, free: slots.capacity.saturating_sub(taken) });
            at = at + length;
        }
    }
    found
}

/// Returns whether a slot of the service begins at that instant, or the service has none at all.
#[must_use]
pub fn begins_at(office: &Office, calendar: &OfficeCalendar, service: &Service, at: Timestamp) -> bool {
    service.slots.is_none()
        || of_day(office, calendar, service, calendar.office_date(at)).iter().any(|slot| slot.at == at)
}

/// Returns the free slots the page offers on a date: not too soon and not too far ahead.
#[must_use]
pub fn offered(
    office: &Office,
    calendar: &OfficeCalendar,
    service: &Service,
    date: Date,
    now: Timestamp,
) -> Vec<Slot> {
    let Some(Slots { notice_ms, ahead_days, .. }) = service.slots else { return Vec::new() };
    let today = calendar.office_date(now).days();
    if !(today..=today + i64::from(ahead_days)).contains(&date.days()) {
        return Vec::new();
    }
    let all = of_day(office, calendar, service, date);
    all.into_iter().filter(|slot| slot.free > 0 && slot.at >= now + notice_ms).collect()
}
