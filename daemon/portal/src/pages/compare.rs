//! The offices ranked by service level over a period.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use display::words::Arg;
use maud::{Markup, html};
use queue::figures::Figures;
use queue::id::OfficeId;
use queue::time::Date;
use serde::Deserialize;

use super::figures::{before, compared_with, dates, formulas, period, satisfied, seconds};
use super::look::{Look, Sheet};
use crate::http::{Context, Problem};
use crate::sums;

/// What is asked; the last day is included.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    /// As in the table of figures.
    #[serde(default)]
    separator: String,
}

/// Returns the offices, the best first: by service level, then by how many it is of. An office without a level is last.
async fn ranked(context: &Context, from: Date, last: Date) -> Result<Vec<(String, Figures)>, Problem> {
    let to = Date::from_days(last.days() + 1);
    if from >= to {
        return Ok(Vec::new());
    }
    let sums = sums::by_office(&context.pool, from, to).await?;
    let mut offices: Vec<(String, Figures)> = sums.into_iter().map(|(id, sum)| (id, sum.figures())).collect();
    offices.sort_by_key(|(_, f)| std::cmp::Reverse((f.level_pm, f.level.of)));
    Ok(offices)
}

/// What people call an office.
fn name(context: &Context, look: &Look, id: &str) -> String {
    let found =
        OfficeId::new(id).ok().and_then(|id| context.town.read().get(&id).map(|o| o.name(&id, look.lang)));
    found.unwrap_or_else(|| id.to_owned())
}

/// The page.
pub(super) async fn page(
    State(context): State<Context>,
    Query(asked): Query<Asked>,
    look: Look,
) -> Result<Response, Problem> {
    let (from, last) = period(&asked.from, &asked.to);
    let offices = ranked(&context, from, last).await?;
    let (earlier_from, earlier_last) = before(from, last);
    let mut earlier: BTreeMap<String, Figures> =
        ranked(&context, earlier_from, earlier_last).await?.into_iter().collect();
    let row = |(id, now): (String, Figures)| Ranked {
        name: name(&context, &look, &id),
        before: earlier.remove(&id),
        id,
        now,
    };
    let rows: Vec<Ranked> = offices.into_iter().map(row).collect();
    let body = html! {
        p.lead { (look.word("town-compare-lead")) }
        form.bar method="get" action="/compare" { (dates(&look, from, last)) button type="submit" { (look.word("town-show")) } }
        @if from > last { p.problem { (look.word("town-period-wrong")) } }
        @else if rows.is_empty() { p { (look.word("town-no-figures")) } }
        @else {
            (table(&look, &rows, (from, last)))
            @if rows.iter().any(|r| r.before.is_some()) { (compared_with(&look, (earlier_from, earlier_last))) }
            (formulas(&look)) p { a href={ "/compare.csv?from=" (from) "&to=" (last) "&" (look.separator()) } { (look.word("town-csv")) } }
        }
    };
    Ok(look.show(Sheet::new(look.text("town-compare-title", &[]), body)))
}

/// An office in the ranking.
struct Ranked {
    id: String,
    name: String,
    now: Figures,
    /// In the period before.
    before: Option<Figures>,
}

fn table(look: &Look, rows: &[Ranked], (from, last): (Date, Date)) -> Markup {
    let head =
        ["town-arrived", "town-served", "town-half", "town-nine-in-ten", "town-no-shows", "town-utilisation"];
    let rated = rows.iter().any(|r| r.now.ratings.is_some());
    html! {
        div.wide { table {
            thead { tr {
                th.num.rank scope="col" { (look.word("town-rank")) } th scope="col" { (look.word("town-office")) } th scope="col" { (look.word("town-level")) }
                @for key in head { th.num scope="col" { (look.word(key)) } }
                @if rated { th.num scope="col" { (look.word("dash-ratings")) } }
            } }
            tbody { @for (n, Ranked { id, name, now: f, before }) in rows.iter().enumerate() { tr {
                td.num { (n + 1) }
                th scope="row" { a href={ "/figures?office=" (id) "&from=" (from) "&to=" (last) "&by=day" } { (name) } }
                td { span.nowrap { bdi { (look.share(f.level_pm)) } " " small.quiet { bdi { (f.level.within) "/" (f.level.of) } } }
                    svg.level viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" { rect.back width="100" height="6" {} rect.bar width=(f64::from(f.level_pm.unwrap_or(0)) / 10.0) height="6" {} }
                    @if let Some(before) = before { small.before { (look.words("town-before", &[("what", Arg::Text(&look.share(before.level_pm)))])) } } }
                td.num { (f.arrived) } td.num { (f.served) }
                @for s in [f.waiting.p50_s, f.waiting.p90_s] { td.num { (seconds(look, s)) } }
                @for pm in [f.no_show_pm, f.utilisation_pm] { td.num { bdi { (look.share(pm)) } } }
                @if rated { td.num { (satisfied(look, f)) } }
            } } }
        } }
    }
}

/// The same for spreadsheets.
pub(super) async fn as_csv(
    State(context): State<Context>,
    Query(asked): Query<Asked>,
    look: Look,
) -> Result<Response, Problem> {
    let (from, last) = period(&asked.from, &asked.to);
    let offices = ranked(&context, from, last).await?;
    let rows = offices.iter().map(|(id, figures)| (id.clone(), name(&context, &look, id), figures));
    let text = queue::figures::table::table(rows, super::separator(&asked.separator));
    Ok(super::table_file(text, &format!("offices-{from}-{last}")))
}
