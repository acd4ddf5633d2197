//! What is printed on a ticket, from the office's configuration.

use display::ticket::{LocalTime, Texts, TicketData};
use queue::OfficeConfig;
use queue::config::{Names, Service};
use queue::time::{Date, HOUR_MS, MINUTE_MS, Timestamp};

/// Returns what every ticket of a service says; the ticket itself adds its number, class and times.
#[must_use]
pub fn of_service(office: &OfficeConfig, service: Option<&Service>) -> TicketData {
    let direction = service.map(|s| texts(&s.direction)).filter(|texts| !texts.is_empty());
    TicketData {
        office_names: texts(&office.names),
        service_names: service.map(|s| texts(&s.names)).unwrap_or_default(),
        papers: service.map(|s| s.papers.iter().map(texts).collect()).unwrap_or_default(),
        direction,
        ..TicketData::default()
    }
}

/// Returns names as the layout takes them.
#[must_use]
pub fn texts(names: &Names) -> Texts {
    names.iter().map(|(l, n)| (l.tag().to_owned(), n.clone())).collect()
}

/// Returns an instant as the office's clock shows it.
#[must_use]
pub fn local(at: Timestamp, utc_offset_ms: i64) -> LocalTime {
    let shown = at + utc_offset_ms;
    let day_ms = 24 * HOUR_MS;
    let (year, month, day) = Date::from_days(shown.0.div_euclid(day_ms)).ymd();
    let within = shown.0.rem_euclid(day_ms);
    LocalTime {
        year: i16::try_from(year).unwrap_or(i16::MAX),
        month,
        day,
        hour: (within / HOUR_MS) as u8,
        minute: (within / MINUTE_MS % 60) as u8,
    }
}
