//! The fleet: which device is sick where, since when, and why, one line for each cause; and every device there is.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use display::words::Arg;
use maud::{Markup, html};
use queue::figures::table::Table;
use queue::id::OfficeId;
use queue::live::{DETAILS, DOWN_S, FAILURES, LiveDevice, REPAIR_S};
use serde::Deserialize;

use super::look::{Look, Sheet};
use crate::http::Context;
use crate::town::Office;

/// Most lines of the table of every device; all are in the one for spreadsheets.
const FLEET_MAX: usize = 300;

/// What is asked.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// Devices of this kind alone.
    #[serde(default)]
    kind: String,
    /// As in the table of figures.
    #[serde(default)]
    separator: String,
}

/// Most devices in the list of those that were out of order longest.
const WORST_MAX: usize = 10;

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

/// A device with its office.
type Placed<'o> = (&'o OfficeId, &'o Office, &'o LiveDevice);

/// Returns every device of the offices that are heard of, those somebody must look at first.
fn fleet<'o>(look: &Look, offices: &'o BTreeMap<OfficeId, Office>) -> Vec<Placed<'o>> {
    let of = |(id, office): (&'o OfficeId, &'o Office)| {
        let devices = office.present(look.now).map(|live| live.devices.as_slice()).unwrap_or_default();
        devices.iter().map(move |device| (id, office, device)).collect::<Vec<_>>()
    };
    let mut all: Vec<Placed> = offices.iter().flat_map(of).collect();
    all.sort_by_key(|(id, _, d)| (d.is_well(), *id, &d.kind, &d.id));
    all
}

/// The page.
pub(super) async fn page(State(context): State<Context>, Query(asked): Query<Asked>, look: Look) -> Response {
    let offices = context.town.read();
    let mut all: Vec<Sick> = offices.iter().flat_map(|(id, office)| sick(&look, id, office)).collect();
    // What has been sick longest has been overlooked longest.
    all.sort_by_key(|s| std::cmp::Reverse(s.for_ms));
    let fleet = fleet(&look, &offices);
    let well = fleet.iter().filter(|(.., device)| device.is_well()).count();
    let silent: Vec<(&OfficeId, &Office)> = offices.iter().filter(|(_, o)| o.is_silent(look.now)).collect();
    let body = html! {
        p.lead {
            (look.words("town-trouble-count", &[("n", Arg::Number(all.len() as i64))])) " · "
            (look.words("town-devices-well", &[("n", Arg::Number(well as i64))]))
        }
        @if !all.is_empty() { (table(&look, &all, true)) }
        @else if !fleet.is_empty() { p.well { (look.word("town-all-well")) } }
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
        (worst(&look, &fleet))
        @if !fleet.is_empty() { (every(&look, &fleet, &asked.kind)) }
    };
    drop(offices);
    look.show(Sheet { renews: true, ..Sheet::new(look.text("town-devices", &[]), body) })
}

/// Every device, or those of a kind.
fn every(look: &Look, fleet: &[Placed], kind: &str) -> Markup {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    fleet.iter().for_each(|(.., device)| *kinds.entry(&device.kind).or_default() += 1);
    let wanted: Vec<&Placed> = fleet.iter().filter(|(.., d)| kind.is_empty() || d.kind == kind).collect();
    let more = wanted.len().saturating_sub(FLEET_MAX) as i64;
    let head =
        ["town-office", "town-device", "town-state", "town-since", "town-last-contact", "town-details"];
    let called = |key: &str| look.text(key, &[]);
    html! {
        h2 #fleet { (look.word("town-fleet")) }
        nav.kinds aria-label=(look.text("town-kind", &[])) {
            a href="/devices#fleet" aria-current=[kind.is_empty().then_some("true")] { (look.word("town-every-kind")) " " bdi { (fleet.len()) } }
            @for (name, n) in kinds { a href={ "/devices?kind=" (name) "#fleet" } aria-current=[(name == kind).then_some("true")] { (look.told("kind", name)) " " bdi { (n) } } }
        }
        div.wide { table.stack {
            thead { tr { @for key in head { th scope="col" { (look.word(key)) } } } }
            tbody { @for (id, office, device) in wanted.iter().take(FLEET_MAX) { tr {
                td data-label=(called("town-office")) { a href={ "/offices/" (id) } { (office.name(id, look.lang)) } }
                th scope="row" { (naming(look, device)) }
                td data-label=(called("town-state")) { span.tag.bad[!device.is_well()] { (look.told("state", &device.state)) } }
                td data-label=(called("town-since")) { bdi.nowrap { (look.moment(device.since, office)) } }
                td data-label=(called("town-last-contact")) { @if let Some(at) = device.last_contact { bdi.nowrap { (look.moment(at, office)) } } }
                td data-label=(called("town-details")) { (details(look, device)) }
            } } }
        } }
        @if more > 0 { p.quiet { (look.words("town-devices-more", &[("n", Arg::Number(more))])) } }
        p { a href={ "/devices.csv?" (look.separator()) } { (look.word("town-csv")) } }
    }
}

/// What a device is called, and what it is.
fn naming(look: &Look, device: &LiveDevice) -> Markup {
    html! {
        bdi.nowrap { (device.id) } br;
        small { (look.told("kind", &device.kind)) @if let Some(counter) = &device.counter { " · " bdi.nowrap { (counter) } } }
    }
}

/// Every device for spreadsheets.
pub(super) async fn as_csv(
    State(context): State<Context>,
    Query(asked): Query<Asked>,
    look: Look,
) -> Response {
    const HEAD: [&str; 10] = [
        "office",
        "office_name",
        "device",
        "kind",
        "counter",
        "state",
        "since",
        "cause",
        "because_of",
        "last_contact",
    ];
    let head = [&HEAD[..], &DETAILS[..]].concat();
    let mut table = Table::new(&head, super::separator(&asked.separator));
    let offices = context.town.read();
    for (id, office, device) in fleet(&look, &offices) {
        let LiveDevice { id: name, kind, counter, state, since, cause, because_of, last_contact, .. } =
            device;
        let known = |text: &Option<String>| text.clone().unwrap_or_default();
        let at = last_contact.map(|at| at.to_string()).unwrap_or_default();
        let office_name = office.name(id, look.lang);
        let mut fields = vec![id.to_string(), office_name, name.clone(), kind.clone(), known(counter)];
        fields.extend([state.clone(), since.to_string(), known(cause), known(because_of), at]);
        fields.extend(DETAILS.map(|detail| device.details.get(detail).cloned().unwrap_or_default()));
        table.line(&fields);
    }
    drop(offices);
    super::table_file(table.text(), "devices")
}

/// The table of sick devices.
pub(super) fn table(look: &Look, sick: &[Sick], with_office: bool) -> Markup {
    let head = ["town-device", "town-state", "town-since", "town-cause", "town-remedy"];
    let called = |key: &str| look.text(key, &[]);
    html! {
        div.wide { table.stack {
            thead { tr {
                @if with_office { th scope="col" { (look.word("town-office")) } }
                @for key in head { th scope="col" { (look.word(key)) } }
            } }
            tbody { @for s in sick { tr {
                @if with_office { td data-label=(called("town-office")) { a href={ "/offices/" (s.office) } { (s.name) } } }
                th scope="row" { (naming(look, &s.device)) }
                td data-label=(called("town-state")) { span.tag.bad { (look.told("state", &s.device.state)) }
                    @if s.behind > 0 { br; small { (look.words("town-behind", &[("n", Arg::Number(s.behind as i64))])) } } }
                td data-label=(called("town-since")) { bdi.nowrap { (s.since) } br; small { (look.duration(s.for_ms)) } }
                td data-label=(called("town-cause")) { @if let Some(cause) = &s.device.cause { (look.told("cause", cause)) } (details(look, &s.device)) }
                td data-label=(called("town-remedy")) { @if let Some(remedy) = &s.device.remedy { (look.told("remedy", remedy)) } }
            } } }
        } }
    }
}

/// How a device did within thirty days: failures, and in seconds how long in all and until it worked again on average.
struct Failures {
    n: i64,
    down_s: i64,
    repair_s: i64,
}

impl Failures {
    /// Returns what its office says; nothing of a device that never failed.
    fn of(device: &LiveDevice) -> Option<Self> {
        let number = |name: &str| device.details.get(name)?.parse().ok();
        Some(Self { n: number(FAILURES)?, down_s: number(DOWN_S)?, repair_s: number(REPAIR_S)? })
    }

    fn words(&self, look: &Look) -> Markup {
        let (down, repair) = (look.duration(self.down_s * 1000), look.duration(self.repair_s * 1000));
        let args = [("n", Arg::Number(self.n)), ("down", Arg::Text(&down)), ("repair", Arg::Text(&repair))];
        look.words("devices-month", &args)
    }
}

/// Those that were out of order longest.
fn worst(look: &Look, fleet: &[Placed]) -> Markup {
    let mut rows: Vec<(Placed, Failures)> =
        fleet.iter().filter_map(|placed| Some((*placed, Failures::of(placed.2)?))).collect();
    // The fleet is in order; of equals the first stays first.
    rows.sort_by_key(|(_, failures)| std::cmp::Reverse(failures.down_s));
    html! {
        @if !rows.is_empty() {
            h2 { (look.word("town-worst")) }
            ul.plain { @for ((id, office, device), failures) in rows.iter().take(WORST_MAX) { li {
                a href={ "/offices/" (id) } { (office.name(id, look.lang)) } " · " bdi.nowrap { (device.id) } " · " (failures.words(look))
            } } }
        }
    }
}

/// Model, firmware, battery; then how often it failed.
pub(super) fn details(look: &Look, device: &LiveDevice) -> Markup {
    let said = |name: &str| ![FAILURES, DOWN_S, REPAIR_S].contains(&name);
    let facts: Vec<_> = device.details.iter().filter(|(name, _)| said(name)).collect();
    html! {
        @if !facts.is_empty() {
            " " small.quiet { @for (n, (name, value)) in facts.iter().enumerate() {
                @if n > 0 { " · " } (look.told("detail", name)) " " bdi { (value) }
            } }
        }
        @if let Some(failures) = Failures::of(device) { " " small.failures { (failures.words(look)) } }
    }
}
