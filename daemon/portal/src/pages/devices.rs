//! The fleet: which device is sick where, since when, and why. One line for each cause.

use axum::extract::State;
use axum::response::Response;
use display::words::Arg;
use maud::{Markup, html};
use queue::id::OfficeId;
use queue::live::LiveDevice;

use super::look::{Look, Sheet};
use crate::http::Context;
use crate::town::Office;

/// A device somebody must look at.
pub(super) struct Sick {
    pub office: OfficeId,
    pub name: String,
    pub device: LiveDevice,
    /// Since when, by the office's clock, and how long ago.
    pub since: String,
    pub for_ms: i64,
    /// Devices whose trouble this one's is.
    pub behind: usize,
}

/// Returns the sick devices of an office.
pub(super) fn sick<'a>(
    look: &'a Look,
    id: &'a OfficeId,
    office: &'a Office,
) -> impl Iterator<Item = Sick> + 'a {
    let all = office.present(look.now).map(|live| live.devices.as_slice()).unwrap_or_default();
    office.troubles(look.now).map(move |device| Sick {
        office: id.clone(),
        name: office.name(id, look.lang),
        since: look.moment(device.since, office),
        for_ms: office.clock(look.now) - device.since,
        behind: all.iter().filter(|d| d.because_of.as_deref() == Some(&device.id)).count(),
        device: device.clone(),
    })
}

/// The page.
pub(super) async fn page(State(context): State<Context>, look: Look) -> Response {
    let offices = context.town.read();
    let mut all: Vec<Sick> = offices.iter().flat_map(|(id, office)| sick(&look, id, office)).collect();
    // What has been sick longest has been overlooked longest.
    all.sort_by_key(|s| std::cmp::Reverse(s.for_ms));
    let lives = || offices.values().filter_map(|o| o.present(look.now));
    let well: usize = lives().map(|l| l.devices.iter().filter(|d| d.is_well()).count()).sum();
    let silent: Vec<(&OfficeId, &Office)> = offices.iter().filter(|(_, o)| o.is_silent(look.now)).collect();
    let body = html! {
        p.lead {
            (look.words("town-trouble-count", &[("n", Arg::Number(all.len() as i64))])) " · "
            (look.words("town-devices-well", &[("n", Arg::Number(well as i64))]))
        }
        @if all.is_empty() { p.well { (look.word("town-all-well")) } } @else { (table(&look, &all, true)) }
        @if !silent.is_empty() {
            h2 { (look.word("town-offices-silent")) }
            ul.plain { @for (id, office) in silent {
                li { a href={ "/offices/" (id) } { (office.name(id, look.lang)) } " · "
                    @match office.received {
                        Some(at) => (look.words("ago", &[("duration", Arg::Text(&look.duration(look.now - at)))])),
                        None => (look.word("town-never")),
                    }
                }
            } }
        }
    };
    drop(offices);
    look.show(Sheet { renews: true, ..Sheet::new(look.text("town-devices", &[]), body) })
}

/// The table of sick devices.
pub(super) fn table(look: &Look, sick: &[Sick], with_office: bool) -> Markup {
    let head = ["town-device", "town-state", "town-since", "town-cause", "town-remedy"];
    html! {
        div.wide { table {
            thead { tr {
                @if with_office { th scope="col" { (look.word("town-office")) } }
                @for key in head { th scope="col" { (look.word(key)) } }
            } }
            tbody { @for s in sick { tr {
                @if with_office { td { a href={ "/offices/" (s.office) } { (s.name) } } }
                th scope="row" { bdi { (s.device.id) } br; small { (look.told("kind", &s.device.kind))
                    @if let Some(counter) = &s.device.counter { " · " bdi { (counter) } } } }
                td { span.tag.bad { (look.told("state", &s.device.state)) }
                    @if s.behind > 0 { br; small { (look.words("town-behind", &[("n", Arg::Number(s.behind as i64))])) } } }
                td { bdi.nowrap { (s.since) } br; small { (look.duration(s.for_ms)) } }
                td { @if let Some(cause) = &s.device.cause { (look.told("cause", cause)) } (details(&s.device)) }
                td { @if let Some(remedy) = &s.device.remedy { (look.told("remedy", remedy)) } }
            } } }
        } }
    }
}

/// Model, firmware, battery.
pub(super) fn details(device: &LiveDevice) -> Markup {
    html! {
        @if !device.details.is_empty() {
            " " small.quiet { bdi { @for (n, (name, value)) in device.details.iter().enumerate() {
                @if n > 0 { ", " } (name.replace('_', " ")) " " (value)
            } } }
        }
    }
}
