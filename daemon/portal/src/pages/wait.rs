//! The public page: how long is the wait where. And the same as open data.
//!
//! Nothing of it names a person or a device: how many wait, for which service, how long it may take, where.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use display::words::Arg;
use maud::{Markup, html};
use queue::config::Names;
use queue::id::OfficeId;
use queue::live::{Door, Live, LiveService};
use queue::time::Timestamp;
use serde_json::{Map, Value, json};

use super::look::{Look, Sheet, expected};
use super::map::{Dot, map};
use crate::clock;
use crate::http::Context;
use crate::town::Office;

/// How long others may keep the open data, in seconds.
const KEPT: &str = "public, max-age=10";

/// The page.
pub(super) async fn page(State(context): State<Context>, look: Look) -> Response {
    let offices = context.town.read();
    let dots: Vec<Dot> = offices
        .iter()
        .filter_map(|(id, o)| Dot::of(&look, o, o.name(id, look.lang), format!("#{id}")))
        .collect();
    let clock = offices.values().next().map(|o| look.time(look.now, o)).unwrap_or_default();
    let body = html! {
        p.lead { (look.word("town-wait-lead")) }
        (map(&look, &dots))
        ul.cards { @for (id, office) in offices.iter() { (card(&look, id, office)) } }
        @if offices.is_empty() { p { (look.word("town-no-offices")) } }
        p.foot {
            (look.words("town-updated", &[("time", Arg::Text(&clock))])) " · "
            a href="/open/waits.json" { (look.word("town-open-data")) }
        }
    };
    drop(offices);
    look.show(Sheet { renews: true, ..Sheet::new(look.text("town-wait-title", &[]), body) })
}

fn card(look: &Look, id: &OfficeId, office: &Office) -> Markup {
    let live = office.present(look.now);
    html! {
        li.card id=(id) {
            h2 { (office.name(id, look.lang)) }
            @if let Some(address) = &office.address { p.quiet { (address) } }
            p { (look.door(office)) }
            @if let Some(live) = live.filter(|l| l.door != Door::Closed) {
                p.wait { (headline(look, live)) }
                p { (people(look, live.waiting)) }
                @if !live.services.is_empty() { details { summary { (look.word("town-services")) } (services(look, office, live)) } }
            }
        }
    }
}

/// The longest wait whoever comes now must expect, in large letters.
pub(super) fn headline(look: &Look, live: &Live) -> Markup {
    match expected(live) {
        Some(wait) => look.wait(wait),
        None if live.waiting == 0 => look.word("town-nobody"),
        None => look.word("wait-unknown"),
    }
}

pub(super) fn people(look: &Look, n: u32) -> Markup {
    if n == 0 { look.word("town-nobody") } else { look.words("town-people", &[("n", Arg::Number(n.into()))]) }
}

/// Who waits for what.
pub(super) fn services(look: &Look, office: &Office, live: &Live) -> Markup {
    let row = |service: &LiveService| {
        html! {
            tr {
                th scope="row" { (office.service_name(service.id.as_str(), look.lang)) }
                td.num { (service.waiting) }
                td { @match service.wait {
                    Some(wait) => (look.wait(wait)),
                    None if live.door == Door::Closed => "–",
                    None => (look.word("wait-unknown")),
                } }
            }
        }
    };
    html! {
        table {
            thead { tr {
                th scope="col" { (look.word("service")) }
                th.num scope="col" { (look.word("town-waiting")) }
                th scope="col" { (look.word("town-wait-now")) }
            } }
            tbody { @for service in &live.services { (row(service)) } }
        }
    }
}

/// The same for programs: FIWARE's QueueMonitor (smart-data-models/dataModel.QueueManagement) in key-values, one entity
/// for each service of each office, with the wait beside it.
pub(super) async fn open_data(State(context): State<Context>) -> Response {
    let now = clock::now();
    let entities: Vec<Value> =
        context.town.read().iter().flat_map(|(id, office)| entities(id, office, now)).collect();
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, KEPT),
        // Open data is for pages of others too.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, Json(json!({ "serverTime": now, "entities": entities }))).into_response()
}

fn entities(id: &OfficeId, office: &Office, now: Timestamp) -> Vec<Value> {
    let live = office.present(now);
    let profile = office.profile.iter().flat_map(|p| &p.services);
    let entity = |service: &queue::live::ProfileService| {
        let line = live.and_then(|l| l.services.iter().find(|s| s.id == service.id));
        let mut entity = json!({
            "id": format!("urn:ngsi-ld:QueueMonitor:{id}:{}", service.id),
            "type": "QueueMonitor",
            "officeName": office.profile.as_ref().map(|p| names(&p.names)),
            "serviceId": service.id,
            "serviceName": names(&service.names),
            "queueLine": service.letter.to_string(),
            "serviceStatus": match live.map(|l| l.door) {
                Some(Door::Open) => "Open",
                Some(Door::Break) => "Suspended",
                Some(Door::Closed) | None => "Closed",
            },
            "address": office.address,
            "dateObserved": office.received,
        });
        if let (Some(line), Some(fields)) = (line, entity.as_object_mut()) {
            fields.insert("ticketsToServe".to_owned(), json!(line.waiting));
            fields.insert("longestWaitSince".to_owned(), json!(line.longest_since));
            fields.insert("waitMinutes".to_owned(), json!(line.wait));
        }
        if let (Some(place), Some(fields)) = (office.place, entity.as_object_mut()) {
            // GeoJSON has the longitude first.
            let point = json!({ "type": "Point", "coordinates": [place.longitude, place.latitude] });
            fields.insert("location".to_owned(), point);
        }
        entity
    };
    profile.map(entity).collect()
}

fn names(names: &Names) -> Map<String, Value> {
    let map = serde_json::to_value(names).ok().and_then(|v| v.as_object().cloned());
    map.unwrap_or_default()
}
