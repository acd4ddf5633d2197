//! Every office as it is now, and one of them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use display::words::Arg;
use maud::{Markup, html};
use queue::figures::{DeviceRow, Grouping};
use queue::id::OfficeId;
use queue::live::{Door, Live};
use queue::time::Date;

use super::devices::{self, Sick};
use super::figures::table;
use super::look::{Look, Sheet};
use super::map::{Dot, map};
use super::wait::{headline, people, services};
use crate::http::{Context, Problem};
use crate::sums::{self, Asked};
use crate::town::Office;

/// Days of the past on an office's page, and those its devices' failures are counted over.
const DAYS: i64 = 14;
const DEVICE_DAYS: i64 = 30;

/// Every office.
pub(super) async fn page(State(context): State<Context>, look: Look) -> Response {
    let offices = context.town.read();
    let href = |id: &OfficeId| format!("/offices/{id}");
    let dot = |(id, office): (&OfficeId, &Office)| {
        let dot = Dot::of(&look, office, office.name(id, look.lang), href(id))?;
        Some(dot.with_troubles(&look, office))
    };
    let dots: Vec<Dot> = offices.iter().filter_map(dot).collect();
    let body = html! {
        (tiles(&look, offices.values()))
        (map(&look, &dots))
        div.wide {
            table.stack {
                thead { tr {
                    @for (key, class) in [("town-office", ""), ("town-state", ""), ("town-waiting", "num"), ("town-longest", "num"), ("town-counters-open", "num"), ("town-arrived", "num"), ("town-served", "num"), ("town-no-shows", "num"), ("town-troubles", ""), ("town-last-contact", "num")] {
                        th scope="col" class=(class) { (look.word(key)) }
                    }
                } }
                tbody { @for (id, office) in offices.iter() { (row(&look, id, office)) } }
            }
        }
        @if offices.is_empty() { p { (look.word("town-no-offices")) } }
    };
    drop(offices);
    look.show(Sheet { renews: true, ..Sheet::new(look.text("town-title", &[]), body) })
}

fn tiles<'o>(look: &Look, offices: impl Iterator<Item = &'o Office> + Clone) -> Markup {
    let lives = || offices.clone().filter_map(|o| o.present(look.now));
    let open = lives().filter(|l| l.door == Door::Open).count();
    let waiting: u64 = lives().map(|l| u64::from(l.waiting)).sum();
    let troubles = offices.clone().map(|o| o.troubles(look.now).count()).sum::<usize>();
    let silent = offices.clone().filter(|o| o.is_silent(look.now)).count();
    let tile =
        |key: &str, n: String, bad: bool| html! { div.tile.bad[bad] { dt { (look.word(key)) } dd { (n) } } };
    html! {
        dl.tiles {
            (tile("town-offices-open", look.text("town-of", &[("n", Arg::Number(open as i64)), ("what", Arg::Text(&offices.clone().count().to_string()))]), false))
            (tile("town-waiting", waiting.to_string(), false))
            (tile("town-troubles", troubles.to_string(), troubles > 0))
            (tile("town-offices-silent", silent.to_string(), silent > 0))
        }
    }
}

fn row(look: &Look, id: &OfficeId, office: &Office) -> Markup {
    let live = office.present(look.now);
    let troubles: Vec<_> = office.troubles(look.now).collect();
    let today = office.today.as_ref().map(|(_, fold)| &fold.today);
    let called = |key: &str| look.text(key, &[]);
    html! {
        tr {
            th scope="row" { a href={ "/offices/" (id) } { (office.name(id, look.lang)) } (link_mark(look, office)) }
            td data-label=(called("town-state")) { (look.door(office)) }
            td.num data-label=(called("town-waiting")) { @if let Some(live) = live { (live.waiting) } }
            td.num data-label=(called("town-longest")) { @if let Some(since) = live.and_then(|l| l.longest_since) { (look.duration(office.clock(look.now) - since)) } }
            td.num data-label=(called("town-counters-open")) { @if let Some(live) = live { (look.words("town-of", &[("n", Arg::Number(live.counters_open.into())), ("what", Arg::Text(&live.counters.to_string()))])) } }
            @for (key, n) in [("town-arrived", today.map(|t| t.issued)), ("town-served", today.map(|t| t.served)), ("town-no-shows", today.map(|t| t.no_shows))] {
                td.num data-label=(called(key)) { @if let Some(n) = n { (n) } }
            }
            td data-label=(called("town-troubles")) { @if troubles.is_empty() { @if live.is_some() { span.well { (look.word("town-all-well")) } } }
                @else { ul.plain { @for device in troubles.iter().take(3) { li { bdi { (device.id) } ": " (look.told("state", &device.state)) } }
                    @if troubles.len() > 3 { li { "+" (troubles.len() - 3) } } } } }
            td.num data-label=(called("town-last-contact")) { @match office.received { Some(at) => (look.words("ago", &[("duration", Arg::Text(&look.duration(look.now - at)))])), None => "—" } }
        }
    }
}

/// What is wrong with what an office reports, in one sign.
fn link_mark(look: &Look, office: &Office) -> Markup {
    html! {
        @if office.fork.is_some() { " " span.tag.bad { (look.word("town-link")) } }
        @if office.clock_is_wrong() { " " span.tag.bad { (look.word("kind-clock")) } }
    }
}

/// One office.
pub(super) async fn one(
    State(context): State<Context>,
    Path(id): Path<String>,
    look: Look,
) -> Result<Response, Problem> {
    let found = OfficeId::new(&id).ok().and_then(|id| {
        let office = context.town.read().get(&id).cloned();
        Some((id, office?))
    });
    let Some((id, office)) = found else {
        let sheet = Sheet::new(
            look.text("town-unknown-office", &[]),
            html! { p { a href="/offices" { (look.word("town-title")) } } },
        );
        return Ok(look.show(Sheet { status: StatusCode::NOT_FOUND, ..sheet }));
    };
    let day = office.clock(look.now).date(office.utc_offset_ms(look.now));
    let tomorrow = Date::from_days(day.days() + 1);
    let from = Date::from_days(tomorrow.days() - DAYS);
    let asked = Asked { office: Some(id.clone()), from, to: tomorrow, by: Grouping::Day };
    let past = sums::figures(&context.pool, &asked).await?;
    let month =
        sums::days(&context.pool, &id, Date::from_days(tomorrow.days() - DEVICE_DAYS), tomorrow).await?;
    let body = html! {
        @if let Some(address) = &office.address { p.quiet { (address) } }
        p { (look.door(&office)) }
        (link(&look, &office))
        @if let Some(live) = office.present(look.now) { (present(&look, &office, live)) }
        (today(&look, &office))
        h2 { (look.word("town-devices")) }
        (devices_of(&look, &id, &office))
        @if !month.is_empty() { (failures(&look, &queue::figures::devices(month.iter()))) }
        h2 { (look.word("town-last-days")) }
        @if past.is_empty() { p { (look.word("town-no-figures")) } }
        @else { (table(&look, &office, &past, "town-day")) p { a href={ "/figures?office=" (id) "&from=" (from) "&to=" (Date::from_days(tomorrow.days() - 1)) "&by=day" } { (look.word("town-nav-figures")) } } }
    };
    Ok(look.show(Sheet { renews: true, ..Sheet::new(office.name(&id, look.lang), body) }))
}

/// How the link is: what has arrived, and what contradicts it.
fn link(look: &Look, office: &Office) -> Markup {
    let number = office.last_seq.to_string();
    html! {
        @if let Some(fork) = &office.fork {
            p.problem { (look.words("town-link-fork", &[("id", Arg::Text(&fork.epoch)), ("number", Arg::Text(&fork.seq.to_string()))])) }
        } @else if office.last_seq > 0 {
            p.quiet { (look.words("town-link-well", &[("number", Arg::Text(&number))]))
                @if let Some(at) = office.received { " · " (look.word("town-last-contact")) ": " (look.moment(at, office)) } }
        }
        @if office.clock_is_wrong() {
            p.problem { (look.words("town-clock-wrong", &[("duration", Arg::Text(&look.duration(office.clock_offset_ms.unwrap_or(0).abs())))])) }
        }
    }
}

fn present(look: &Look, office: &Office, live: &Live) -> Markup {
    html! {
        dl.tiles {
            div.tile { dt { (look.word("town-waiting")) } dd { (live.waiting) } }
            div.tile { dt { (look.word("town-longest")) } dd { @match live.longest_since { Some(since) => (look.duration(office.clock(look.now) - since)), None => "—" } } }
            div.tile { dt { (look.word("town-counters-open")) } dd { (look.words("town-of", &[("n", Arg::Number(live.counters_open.into())), ("what", Arg::Text(&live.counters.to_string()))])) } }
            @if live.door == Door::Open { div.tile { dt { (look.word("town-wait-now")) } dd { (headline(look, live)) } } }
        }
        p.quiet { (people(look, live.waiting)) }
        h2 { (look.word("town-services")) }
        div.wide { (services(look, office, live)) }
    }
}

fn today(look: &Look, office: &Office) -> Markup {
    let Some((_, fold)) = &office.today else { return html! {} };
    let today = &fold.today;
    let tile = |key: &str, n: i64| html! { div.tile { dt { (look.word(key)) } dd { (n) } } };
    html! {
        h2 { (look.word("town-today")) @if let Some(day) = fold.day { " " small { bdi { (day) } } } }
        dl.tiles {
            (tile("town-arrived", today.issued)) (tile("town-served", today.served)) (tile("town-no-shows", today.no_shows))
            @if let Some(wait) = today.mean_wait_ms() { div.tile { dt { (look.word("town-mean-wait")) } dd { (look.duration(wait)) } } }
        }
    }
}

fn devices_of(look: &Look, id: &OfficeId, office: &Office) -> Markup {
    let Some(live) = office.present(look.now) else { return html! { p { (look.word("town-silent")) } } };
    let sick: Vec<Sick> = devices::sick(look, id, office).collect();
    let well = live.devices.iter().filter(|d| d.is_well());
    html! {
        @if sick.is_empty() { p.well { (look.word("town-all-well")) } } @else { (devices::table(look, &sick, false)) }
        details {
            summary { (look.words("town-devices-well", &[("n", Arg::Number(well.clone().count() as i64))])) }
            ul.plain { @for device in well { li { bdi { (device.id) } " · " (look.told("kind", &device.kind)) " · " (look.told("state", &device.state)) (devices::details(look, device)) } } }
        }
        @if live.devices_more > 0 { p.quiet { (look.words("town-devices-more", &[("n", Arg::Number(live.devices_more.into()))])) } }
    }
}

/// How often devices failed within the last days, for how long, and how soon they were mended.
fn failures(look: &Look, rows: &[DeviceRow]) -> Markup {
    let said = |row: &DeviceRow| {
        let (down, repair) =
            (look.duration(row.down_s * 1000), look.duration(row.repair_s.unwrap_or(0) * 1000));
        let n = Arg::Number(row.failures.into());
        look.words("devices-month", &[("n", n), ("down", Arg::Text(&down)), ("repair", Arg::Text(&repair))])
    };
    html! {
        @if rows.is_empty() { p.quiet { (look.word("devices-month-none")) } }
        @else { ul.plain { @for row in rows { li { bdi { (row.device) } " · " (said(row)) } } } }
    }
}
