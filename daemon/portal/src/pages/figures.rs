//! A period in figures, of an office or of the town, and its exports. Closed days only, so that what is shown today is
//! shown tomorrow.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use display::words::Arg;
use maud::{Markup, html};
use queue::figures::{Figures, Grouping, Key, Sum};
use queue::id::OfficeId;
use queue::time::Date;
use serde::Deserialize;
use serde_json::json;

use super::look::{Look, Sheet};
use crate::clock;
use crate::http::{Context, Problem};
use crate::sums::{self, Asked};
use crate::town::Office;

/// Days shown when no period is asked for.
const DAYS: i64 = 30;
/// Most days whose rows are days or weeks: two years and a little. Longer periods are asked by month or year.
const SINGLE_DAYS_MAX: i64 = 750;
/// What rows may be.
const BY: [(Grouping, &str); 8] = [
    (Grouping::All, "all"),
    (Grouping::Day, "day"),
    (Grouping::Week, "week"),
    (Grouping::Month, "month"),
    (Grouping::Year, "year"),
    (Grouping::Service, "service"),
    (Grouping::Class, "class"),
    (Grouping::Hour, "hour"),
];

/// What is asked; the last day is included, as people say it.
#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    #[serde(default)]
    office: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    by: String,
    /// What stands between fields of a table: a semicolon where the comma is the decimal sign.
    #[serde(default)]
    separator: String,
}

/// A question understood.
pub(super) struct Understood {
    pub from: Date,
    pub last: Date,
    by: Grouping,
    office: Option<OfficeId>,
}

/// Returns the period asked for: the last thirty days, where nothing is.
pub(super) fn period(from: &str, to: &str) -> (Date, Date) {
    let today = clock::now().date(0);
    let last: Date = to.parse().unwrap_or(today);
    let first = from.parse().unwrap_or(Date::from_days(last.days() - DAYS + 1));
    (first, last)
}

/// Returns the period before one, its last day included: as many whole months where it is of whole months, else as many
/// days.
pub(super) fn before(from: Date, last: Date) -> (Date, Date) {
    let (next, before_last) = (Date::from_days(last.days() + 1), Date::from_days(from.days() - 1));
    let ((from_year, from_month, from_day), (year, month, day)) = (from.ymd(), next.ymd());
    let earlier = if (from_day, day) == (1, 1) {
        let at = |year: i32, month: u8| i64::from(year) * 12 + i64::from(month) - 1;
        let first = 2 * at(from_year, from_month) - at(year, month);
        let (year, month) = (first.div_euclid(12), first.rem_euclid(12) + 1);
        i32::try_from(year).ok().zip(u8::try_from(month).ok()).and_then(|(y, m)| Date::new(y, m, 1))
    } else {
        None
    };
    (earlier.unwrap_or(Date::from_days(2 * from.days() - next.days())), before_last)
}

impl Wanted {
    fn understood(&self) -> Understood {
        let (from, last) = period(&self.from, &self.to);
        let by = BY.iter().find(|(_, word)| *word == self.by).map_or(Grouping::Day, |(by, _)| *by);
        let long = last.days() - from.days() > SINGLE_DAYS_MAX;
        let by = if long && matches!(by, Grouping::Day | Grouping::Week) { Grouping::Month } else { by };
        Understood { from, last, by, office: OfficeId::new(&self.office).ok() }
    }
}

impl Understood {
    fn asked(&self, by: Grouping) -> Asked {
        let to = Date::from_days(self.last.days() + 1);
        Asked { office: self.office.clone(), from: self.from, to, by }
    }

    /// The period before, as a whole.
    fn earlier(&self) -> Asked {
        let (from, last) = before(self.from, self.last);
        Asked { from, to: Date::from_days(last.days() + 1), ..self.asked(Grouping::All) }
    }

    fn is_empty(&self) -> bool {
        self.from > self.last
    }
}

/// The page.
pub(super) async fn page(
    State(context): State<Context>,
    Query(query): Query<Wanted>,
    look: Look,
) -> Result<Response, Problem> {
    let asked = query.understood();
    let (mut rows, mut all, mut earlier) = (BTreeMap::new(), None, None);
    if !asked.is_empty() {
        rows = sums::figures(&context.pool, &asked.asked(asked.by)).await?;
        all = sums::figures(&context.pool, &asked.asked(Grouping::All)).await?.remove(&Key::All);
        earlier = sums::figures(&context.pool, &asked.earlier()).await?.remove(&Key::All);
    }
    let span = sums::span(&context.pool, asked.office.as_ref()).await?;
    let office = asked.office.as_ref().and_then(|id| context.town.read().get(id).cloned());
    let names: Vec<(OfficeId, String)> =
        context.town.read().iter().map(|(id, o)| (id.clone(), o.name(id, look.lang))).collect();
    let title = match asked.office.as_ref().zip(office.as_ref()) {
        Some((id, office)) => {
            look.text("town-figures-of", &[("what", Arg::Text(&office.name(id, look.lang)))])
        }
        None => look.text("town-figures-title", &[]),
    };
    let export = export_query(&asked);
    let service_names = office.unwrap_or_else(|| every_service(context.town.read().values()));
    let body = html! {
        (form(&look, &asked, &names))
        @if let Some((first, last)) = span { p.quiet { (look.words("town-span", &[("day", Arg::Text(&first.to_string())), ("what", Arg::Text(&last.to_string()))])) } }
        @if asked.is_empty() { p.problem { (look.word("town-period-wrong")) } }
        @else if let Some(all) = &all {
            @let earlier = earlier.map(|sum| sum.figures());
            (tiles(&look, &all.figures(), earlier.as_ref()))
            @if earlier.is_some() { (compared_with(&look, before(asked.from, asked.last))) }
            (chart(&look, &rows))
            (table(&look, &service_names, &rows, by_word(asked.by)))
            (formulas(&look))
            p { a href={ "/figures.csv?" (export) "&" (look.separator()) } { (look.word("town-csv")) } " · " a href={ "/figures.json?" (export) } { (look.word("town-json")) } }
        } @else { p { (look.word("town-no-figures")) } }
    };
    Ok(look.show(Sheet::new(title, body)))
}

/// An office that has the services of all.
fn every_service<'o>(offices: impl Iterator<Item = &'o Office>) -> Office {
    let mut profiles = offices.filter_map(|o| o.profile.as_deref());
    let Some(mut all) = profiles.next().cloned() else { return Office::default() };
    for service in profiles.flat_map(|p| &p.services) {
        if !all.services.iter().any(|known| known.id == service.id) {
            all.services.push(service.clone());
        }
    }
    let mut office = Office::default();
    office.profile = Some(Arc::new(all));
    office
}

fn export_query(asked: &Understood) -> String {
    let office = asked.office.as_ref().map(|id| format!("office={id}&")).unwrap_or_default();
    let by = BY.iter().find(|(by, _)| *by == asked.by).map_or("day", |(_, word)| word);
    format!("{office}from={}&to={}&by={by}", asked.from, asked.last)
}

fn by_word(by: Grouping) -> &'static str {
    match by {
        Grouping::Day => "town-day",
        Grouping::Week => "town-by-week",
        Grouping::Month => "town-by-month",
        Grouping::Year => "town-by-year",
        Grouping::Service => "service",
        Grouping::Class => "town-by-class",
        Grouping::Hour => "town-by-hour",
        Grouping::All
        | Grouping::Counter
        | Grouping::Clerk
        | Grouping::Quarter
        | Grouping::Weekday
        | Grouping::HourOfWeek => "town-by-all",
    }
}

fn form(look: &Look, asked: &Understood, names: &[(OfficeId, String)]) -> Markup {
    html! {
        form.bar method="get" action="/figures" {
            label { (look.word("town-office")) select name="office" {
                option value="" selected[asked.office.is_none()] { (look.text("town-whole-town", &[])) }
                @for (id, name) in names { option value=(id) selected[asked.office.as_ref() == Some(id)] { (name) } }
            } }
            (dates(look, asked.from, asked.last))
            label { (look.word("town-by")) select name="by" {
                @for (by, word) in BY { option value=(word) selected[by == asked.by] { (look.text(&format!("town-by-{word}"), &[])) } }
            } }
            button type="submit" { (look.word("town-show")) }
        }
    }
}

/// The two fields of a period.
pub(super) fn dates(look: &Look, from: Date, last: Date) -> Markup {
    html! {
        label { (look.word("town-from")) input type="date" name="from" value=(from); }
        label { (look.word("town-to")) input type="date" name="to" value=(last); }
    }
}

/// Says which days "before" are.
pub(super) fn compared_with(look: &Look, (from, last): (Date, Date)) -> Markup {
    let days = [("day", Arg::Text(&from.to_string())), ("what", Arg::Text(&last.to_string()))];
    html! { p.quiet { (look.words("town-before-about", &days)) } }
}

/// What the figures were in the period before, under those of this one.
fn tiles(look: &Look, f: &Figures, earlier: Option<&Figures>) -> Markup {
    let tile = |key: &str, value: &dyn Fn(&Figures) -> String, n: Option<u64>| {
        html! { div.tile { dt { (look.word(key)) } dd { bdi { (value(f)) }
        @if let Some(n) = n { " " small.quiet.nowrap { (look.words("dash-n", &[("n", Arg::Text(&n.to_string()))])) } }
        @if let Some(earlier) = earlier { small.before { (look.words("town-before", &[("what", Arg::Text(&value(earlier)))])) } } } } }
    };
    let (waits, services) = (Some(u64::from(f.waiting.n)), Some(u64::from(f.service.n)));
    html! {
        dl.tiles {
            (tile("town-arrived", &|f| f.arrived.to_string(), None))
            (tile("town-served", &|f| f.served.to_string(), None))
            (tile("town-level", &|f| look.share(f.level_pm), Some(u64::from(f.level.of))))
            (tile("town-half", &|f| seconds(look, f.waiting.p50_s), waits))
            (tile("town-nine-in-ten", &|f| seconds(look, f.waiting.p90_s), waits))
            (tile("town-no-shows", &|f| look.share(f.no_show_pm), None))
            (tile("town-service-time", &|f| seconds(look, f.service.p50_s), services))
            (tile("town-utilisation", &|f| look.share(f.utilisation_pm), None))
            @if f.ratings.is_some() { div.tile { dt { (look.word("dash-ratings")) } dd { (satisfied(look, f)) } } }
        }
    }
}

/// How each figure is worked out, in the words of the offices' own pages.
pub(super) fn formulas(look: &Look) -> Markup {
    const ALL: [(&str, &str); 9] = [
        ("town-arrived", "dash-arrived-formula"),
        ("town-served", "dash-served-formula"),
        ("town-no-shows", "dash-no-shows-formula"),
        ("town-abandoned", "dash-abandoned-formula"),
        ("town-unserved", "dash-unserved-formula"),
        ("town-level", "dash-level-formula"),
        ("dash-waiting-time", "dash-waiting-formula"),
        ("dash-service-time", "dash-service-formula"),
        ("town-utilisation", "dash-utilisation-formula"),
    ];
    let both = ALL.into_iter().chain([("dash-ratings", "dash-ratings-formula")]);
    html! {
        details {
            summary { (look.word("dash-formula")) }
            dl.formulas { @for (name, formula) in both { dt { (look.word(name)) } dd { (look.word(formula)) } } }
            p.quiet { (look.word("dash-times-read")) }
        }
    }
}

/// Who said "good", of all who said something; a dash where nobody was asked.
pub(super) fn satisfied(look: &Look, f: &Figures) -> Markup {
    let Some(said) = f.ratings else { return html! { "–" } };
    let answers = u64::from(said.good) + u64::from(said.fair) + u64::from(said.bad);
    let good = u32::try_from((u64::from(said.good) * 1000 + answers / 2) / answers.max(1)).ok();
    html! {
        bdi.nowrap { (look.share(good)) } " "
        small.quiet.nowrap { (look.words("dash-n", &[("n", Arg::Text(&answers.to_string()))])) }
    }
}

/// "12:30" in minutes and seconds; nothing where too few times are behind it.
pub(super) fn seconds(look: &Look, s: Option<u32>) -> String {
    match s {
        Some(s) => format!("{}:{:02}", s / 60, s % 60),
        None => look.text("town-too-few", &[]),
    }
}

/// The rows as a table; times in minutes and seconds.
pub(super) fn table(look: &Look, office: &Office, rows: &BTreeMap<Key, Sum>, first: &str) -> Markup {
    let head = [
        "town-arrived",
        "town-served",
        "town-no-shows",
        "town-abandoned",
        "town-unserved",
        "town-level",
        "town-half",
        "town-nine-in-ten",
        "town-service-time",
    ];
    // Nobody is asked in an office without feedback, and of an hour or a class.
    let rows: Vec<(&Key, Figures)> = rows.iter().map(|(key, sum)| (key, sum.figures())).collect();
    let rated = rows.iter().any(|(_, f)| f.ratings.is_some());
    html! {
        // Pushed sideways on a telephone, by keyboard as well.
        div.wide tabindex="0" role="region" aria-label=(look.text("town-nav-figures", &[])) { table {
            thead { tr {
                th scope="col" { (look.word(first)) }
                @for key in head { th.num scope="col" { (look.word(key)) } }
                @if rated { th.num scope="col" { (look.word("dash-ratings")) } }
            } }
            tbody { @for (key, f) in &rows { tr {
                th scope="row" { (key_words(look, office, key)) }
                @for n in [f.arrived, f.served, f.no_shows, f.abandoned, f.unserved] { td.num { (n) } }
                td.num { bdi { (look.share(f.level_pm)) } }
                @for s in [f.waiting.p50_s, f.waiting.p90_s, f.service.p50_s] { td.num { (seconds(look, s)) } }
                @if rated { td.num { (satisfied(look, f)) } }
            } } }
        } }
    }
}

fn key_words(look: &Look, office: &Office, key: &Key) -> Markup {
    match key {
        Key::Service(id) => html! { (office.service_name(id.as_str(), look.lang)) },
        Key::Class(_) => look.word(&key.to_string()),
        Key::All => look.word("town-by-all"),
        Key::Day(_)
        | Key::Week(..)
        | Key::Month(..)
        | Key::Year(_)
        | Key::Counter(_)
        | Key::Clerk(_)
        | Key::Hour(_)
        | Key::Quarter(_)
        | Key::Weekday(_)
        | Key::HourOfWeek(..) => html! { bdi.nowrap { (key) } },
    }
}

/// Bars that have room for their names; of more every so many-th is named.
const NAMED: usize = 8;

/// The service level over time, a bar for each row. The table below says the same in words.
fn chart(look: &Look, rows: &BTreeMap<Key, Sum>) -> Markup {
    let timely =
        |key: &Key| matches!(key, Key::Day(_) | Key::Week(..) | Key::Month(..) | Key::Year(_) | Key::Hour(_));
    let levels = rows.iter().filter(|(key, _)| timely(key));
    let levels: Vec<(String, u32)> =
        levels.filter_map(|(key, sum)| Some((key.to_string(), sum.figures().level_pm?))).collect();
    if !(2..=400).contains(&levels.len()) {
        return html! {};
    }
    // A few bars are no wider than they must be.
    let step = (640.0 / levels.len() as f64).min(80.0);
    let place = |n: usize, share: f64| format!("{:.1}", (n as f64 + share) * step);
    let each = levels.len().div_ceil(NAMED);
    html! {
        figure.chart {
            svg viewBox="0 0 640 140" role="img" aria-label=(look.text("town-chart-level", &[])) direction="ltr" {
                @for percent in [0_u32, 50, 100] {
                    line.grid x1="0" x2="640" y1=(120 - percent) y2=(120 - percent) {}
                    text.axis x="638" y=(117 - percent) text-anchor="end" { (percent) }
                }
                @for (n, (name, pm)) in levels.iter().enumerate() {
                    @let high = f64::from(*pm) / 10.0;
                    rect.bar x=(place(n, 0.1)) y=(format!("{:.1}", 120.0 - high)) width=(format!("{:.1}", step * 0.8)) height=(format!("{high:.1}")) { title { (name) ": " (look.share(Some(*pm))) } }
                    @if n % each == 0 { text.axis x=(place(n, 0.1)) y="134" { (name) } }
                }
            }
            figcaption { (look.word("town-chart-level")) }
        }
    }
}

/// The rows for programs, in the form of the offices' own reports.
pub(super) async fn json(
    State(context): State<Context>,
    Query(query): Query<Wanted>,
) -> Result<Response, Problem> {
    let asked = query.understood();
    let rows = sums::figures(&context.pool, &asked.asked(asked.by)).await?;
    let rows: Vec<_> =
        rows.into_iter().map(|(key, sum)| queue::figures::Row { key, figures: sum.figures() }).collect();
    let to = Date::from_days(asked.last.days() + 1);
    Ok(Json(json!({ "from": asked.from, "to": to, "office": asked.office, "rows": rows })).into_response())
}

/// The rows for spreadsheets, in the form of the offices' own tables.
pub(super) async fn as_csv(
    State(context): State<Context>,
    Query(query): Query<Wanted>,
    look: Look,
) -> Result<Response, Problem> {
    let asked = query.understood();
    let rows = sums::figures(&context.pool, &asked.asked(asked.by)).await?;
    let names = every_service(context.town.read().values());
    let name = |key: &Key| match key {
        Key::Service(id) => names.service_name(id.as_str(), look.lang),
        _ => String::new(),
    };
    let rows: Vec<_> = rows.iter().map(|(key, sum)| (key.to_string(), name(key), sum.figures())).collect();
    let rows = rows.iter().map(|(key, name, figures)| (key.clone(), name.clone(), figures));
    let whose = asked.office.as_ref().map_or("town", OfficeId::as_str);
    let file = format!("{whose}-{}-{}", asked.from, asked.last);
    let text = queue::figures::table::table(rows, super::separator(&query.separator));
    Ok(super::table_file(text, &file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_whole_months_are_as_many_months_and_before_other_days_as_many_days() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        for (from, last, earlier, its_last) in [
            ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"),
            ("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"),
            ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
            ("2026-03-02", "2026-03-31", "2026-01-31", "2026-03-01"),
            ("2026-11-24", "2026-11-24", "2026-11-23", "2026-11-23"),
        ] {
            assert_eq!(before(date(from), date(last)), (date(earlier), date(its_last)), "{from} to {last}");
        }
    }
}
