//! The pages of the report: what stands where.

use display::sheet::{Area, BLACK, Color, HEIGHT, Look, Sheets, Side, WIDTH, area};
use queue::figures::{CLASSES_MIN, Figures, Key, Row};

use super::chart::{self, Bars};
use super::{Content, Tongue};

const MARGIN: f32 = 42.0;
const BODY: f32 = WIDTH - 2.0 * MARGIN;
pub(super) const GREEN: Color = Color(0x0b, 0x5c, 0x3b);
pub(super) const PALE: Color = Color(0x9c, 0xc9, 0xb3);
pub(super) const HAIR: Color = Color(0xd5, 0xd5, 0xce);
pub(super) const QUIET: Color = Color(0x5a, 0x5a, 0x54);
const TILE: Color = Color(0xf1, 0xf4, 0xf0);
/// Where a page ends.
const BOTTOM: f32 = HEIGHT - 54.0;
/// Height of a table's row.
const ROW: f32 = 17.0;

/// Where the next thing stands.
struct Pen<'s> {
    sheets: &'s mut Sheets,
    y: f32,
}

/// Returns the report's pages.
pub(super) fn pages(content: &Content<'_>, tongue: &Tongue) -> Sheets {
    let title = format!("{} – {}", tongue.word("title"), tongue.month(content.month));
    let mut sheets = Sheets::new(tongue.lang, &format!("{} – {title}", content.office_name(tongue)));
    sheets.page();
    let mut pen = Pen { sheets: &mut sheets, y: 0.0 };
    head(&mut pen, content, tongue, &title);
    match (&content.all, content.days.is_empty()) {
        (Some(all), false) => {
            tiles(&mut pen, &all.figures, content.before.as_ref().map(|row| &row.figures), tongue);
            course(&mut pen, content, tongue);
            pen.next_page();
            heat(&mut pen, content, tongue);
            tables(&mut pen, content, tongue);
            devices(&mut pen, content, tongue);
            formulas(&mut pen, tongue);
        }
        _ => pen.sheets.text(MARGIN, pen.y + 20.0, BODY, tongue.word("none"), Look::plain(12.0)),
    }
    sheets
}

impl Pen<'_> {
    fn next_page(&mut self) {
        self.sheets.page();
        self.y = 44.0;
    }

    /// Begins another page unless so much fits.
    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.next_page();
        }
    }

    fn heading(&mut self, text: &str) {
        self.sheets.text(MARGIN, self.y, BODY, text, Look::plain(11.5).bold().in_color(GREEN));
        self.y += 22.0;
    }
}

fn head(pen: &mut Pen<'_>, content: &Content<'_>, tongue: &Tongue, title: &str) {
    pen.sheets.fill(area(0.0, 0.0, WIDTH, 8.0), GREEN);
    pen.sheets.text(MARGIN, 26.0, BODY, &content.office_name(tongue), Look::plain(18.0).bold());
    pen.sheets.text(MARGIN, 55.0, BODY, title, Look::plain(13.0).in_color(GREEN).bold());
    let days = tongue.filled("days", &[("n", &content.days.len().to_string())]);
    let made = format!("{} {}", tongue.word("made"), tongue.date(content.made));
    let quiet = Look::plain(9.0).in_color(QUIET).at(Side::End);
    pen.sheets.text(MARGIN, 55.0, BODY, &days, quiet);
    pen.sheets.text(MARGIN, 69.0, BODY, &made, quiet);
    pen.y = 96.0;
}

fn tiles(pen: &mut Pen<'_>, now: &Figures, before: Option<&Figures>, tongue: &Tongue) {
    type Of<'t> = &'t dyn Fn(&Figures) -> String;
    let whole = |n: u32| tongue.number(f64::from(n), 0);
    let values: [(&str, Of<'_>); 8] = [
        ("arrived", &|f| whole(f.arrived)),
        ("served", &|f| whole(f.served)),
        ("level", &|f| tongue.percent(f.level_pm)),
        ("wait_p50", &|f| tongue.minutes(f.waiting.p50_s)),
        ("wait_p90", &|f| tongue.minutes(f.waiting.p90_s)),
        ("service_p50", &|f| tongue.minutes(f.service.p50_s)),
        ("no_show", &|f| whole(f.no_shows)),
        ("unserved", &|f| whole(f.abandoned + f.unserved)),
    ];
    let (gap, height) = (9.0, 60.0);
    let width = (BODY - 3.0 * gap) / 4.0;
    for (n, (key, value)) in values.iter().enumerate() {
        let (x, y) = (MARGIN + (n % 4) as f32 * (width + gap), pen.y + (n / 4) as f32 * (height + gap));
        pen.sheets.fill(area(x, y, width, height), TILE);
        let inner = width - 16.0;
        pen.sheets.text(x + 8.0, y + 3.0, inner, tongue.word(key), Look::plain(8.0).in_color(QUIET));
        pen.sheets.text(x + 8.0, y + 15.0, inner, &value(now), Look::plain(17.0).bold());
        if let Some(before) = before {
            let text = tongue.filled("before", &[("v", &value(before))]);
            pen.sheets.text(x + 8.0, y + 42.0, inner, &text, Look::plain(7.5).in_color(QUIET));
        }
    }
    pen.y += 2.0 * height + gap + 20.0;
}

/// The month in its course, and how long people waited.
fn course(pen: &mut Pen<'_>, content: &Content<'_>, tongue: &Tongue) {
    let labels: Vec<String> = content.by_day.iter().map(|row| day_of(&row.key)).collect();
    let of = |value: fn(&Figures) -> f32| content.by_day.iter().map(|r| value(&r.figures)).collect();
    pen.heading(tongue.word("per_day"));
    let chart =
        Bars { labels: labels.clone(), pale: of(|f| f.arrived as f32), dark: of(|f| f.served as f32) };
    chart::bars(pen.sheets, area(MARGIN, pen.y, BODY, 150.0), &chart, tongue);
    pen.y += 182.0;
    pen.heading(tongue.word("wait_per_day"));
    let minutes = |s: Option<u32>| s.unwrap_or(0) as f32 / 60.0;
    let p90: Vec<f32> = content.by_day.iter().map(|r| minutes(r.figures.waiting.p90_s)).collect();
    let p50: Vec<f32> = content.by_day.iter().map(|r| minutes(r.figures.waiting.p50_s)).collect();
    let chart = Bars { labels, pale: p90, dark: p50 };
    chart::bars(pen.sheets, area(MARGIN, pen.y, BODY, 150.0), &chart, tongue);
    pen.y += 182.0;
    if let Some(all) = &content.all {
        pen.heading(tongue.word("classes"));
        let between =
            |a: u16, b: u16| tongue.filled("class_between", &[("a", &a.to_string()), ("b", &b.to_string())]);
        let mut lower = 0;
        let mut labels: Vec<String> =
            CLASSES_MIN.iter().map(|upper| between(std::mem::replace(&mut lower, *upper), *upper)).collect();
        labels.push(tongue.filled("class_above", &[("a", &lower.to_string())]));
        let counts = all.figures.wait_classes;
        let total = counts.iter().sum::<u32>().max(1);
        let shares: Vec<(String, u32)> =
            labels.into_iter().zip(counts.map(|n| (n * 1000 + total / 2) / total)).collect();
        chart::shares(pen.sheets, area(MARGIN, pen.y, BODY, 78.0), &shares, tongue);
    }
}

fn day_of(key: &Key) -> String {
    match key {
        Key::Day(date) => date.ymd().2.to_string(),
        _ => String::new(),
    }
}

fn heat(pen: &mut Pen<'_>, content: &Content<'_>, tongue: &Tongue) {
    pen.heading(tongue.word("heat"));
    let height = chart::heat(pen.sheets, (MARGIN, pen.y, BODY), &content.by_hour, &content.weekdays, tongue);
    pen.y += height + 24.0;
}

/// A table's column: its head, and what stands in it.
struct Column<'c> {
    head: &'c str,
    value: &'c dyn Fn(&Figures) -> String,
}

fn tables(pen: &mut Pen<'_>, content: &Content<'_>, tongue: &Tongue) {
    let whole = |n: u32| tongue.number(f64::from(n), 0);
    let arrived = |f: &Figures| whole(f.arrived);
    let served = |f: &Figures| whole(f.served + f.passed_on);
    let level = |f: &Figures| tongue.percent(f.level_pm);
    let (p50, p90) =
        (|f: &Figures| tongue.minutes(f.waiting.p50_s), |f: &Figures| tongue.minutes(f.waiting.p90_s));
    let service = |f: &Figures| tongue.minutes(f.service.p50_s);
    let used = |f: &Figures| tongue.percent(f.utilisation_pm);
    let absent = |f: &Figures| f.no_shows.to_string();
    let idle = |f: &Figures| tongue.minutes(f.desks.map(|d| u32::try_from(d.idle_s).unwrap_or(0)));
    fn column<'c>(head: &'c str, value: &'c dyn Fn(&Figures) -> String) -> Column<'c> {
        Column { head, value }
    }
    let of_service = [
        column("arrived", &arrived),
        column("served", &served),
        column("level", &level),
        column("wait_p50", &p50),
        column("wait_p90", &p90),
    ];
    table(pen, tongue, "by_service", &of_service, &named(content, &content.by_service, tongue));
    let of_counter = [
        column("served", &served),
        column("service_p50", &service),
        column("utilisation", &used),
        column("idle", &idle),
    ];
    table(pen, tongue, "by_counter", &of_counter, &named(content, &content.by_counter, tongue));
    if !content.by_clerk.is_empty() {
        let of_clerk =
            [column("served", &served), column("service_p50", &service), column("no_show", &absent)];
        table(pen, tongue, "by_clerk", &of_clerk, &named(content, &content.by_clerk, tongue));
    }
}

fn named<'r>(content: &Content<'_>, rows: &'r [Row], tongue: &Tongue) -> Vec<(String, &'r Figures)> {
    rows.iter().map(|row| (content.name_of(&row.key, tongue), &row.figures)).collect()
}

fn table(
    pen: &mut Pen<'_>,
    tongue: &Tongue,
    heading: &str,
    columns: &[Column<'_>],
    rows: &[(String, &Figures)],
) {
    pen.need(ROW * 4.0 + 22.0);
    pen.heading(tongue.word(heading));
    let heads: Vec<&str> = columns.iter().map(|c| tongue.word(c.head)).collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(name, figures)| {
            std::iter::once(name.clone()).chain(columns.iter().map(|c| (c.value)(figures))).collect()
        })
        .collect();
    grid(pen, tongue, &heads, &cells);
}

/// The first column has twice the width and keeps to the side where lines begin; numbers keep to the other.
fn grid(pen: &mut Pen<'_>, tongue: &Tongue, heads: &[&str], rows: &[Vec<String>]) {
    let unit = BODY / (heads.len() as f32 + 2.0);
    let first = area(MARGIN, 0.0, 2.0 * unit, ROW);
    let others = (0..heads.len()).map(|n| area(MARGIN + (n as f32 + 2.0) * unit, 0.0, unit, ROW));
    let columns: Vec<Area> = std::iter::once(first).chain(others).collect();
    let names = std::iter::once(tongue.word("name")).chain(heads.iter().copied());
    let look = Look::plain(7.5).in_color(QUIET);
    for (n, (column, head)) in columns.iter().zip(names).enumerate() {
        let side = if n == 0 { Side::Start } else { Side::End };
        pen.sheets.text(column.x + 2.0, pen.y, column.width - 6.0, head, look.at(side));
    }
    // Two lines of a long head.
    pen.y += 25.0;
    for row in rows {
        pen.need(ROW);
        pen.sheets.fill(area(MARGIN, pen.y - 2.0, BODY, 0.6), HAIR);
        for (n, (column, cell)) in columns.iter().zip(row).enumerate() {
            let look = if n == 0 { Look::plain(9.0) } else { Look::plain(9.0).at(Side::End) };
            pen.sheets.text(column.x + 2.0, pen.y, column.width - 6.0, &cut(cell, column.width), look);
        }
        pen.y += ROW;
    }
    pen.y += 18.0;
}

/// A name that is longer than its column ends in dots: rows are one line high.
fn cut(text: &str, width: f32) -> String {
    let most = (width / 4.4) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

fn devices(pen: &mut Pen<'_>, content: &Content<'_>, tongue: &Tongue) {
    pen.need(ROW * 4.0 + 22.0);
    pen.heading(tongue.word("devices"));
    if content.devices.is_empty() {
        pen.sheets.text(MARGIN, pen.y, BODY, tongue.word("devices_none"), Look::plain(9.0));
        pen.y += 30.0;
        return;
    }
    let seconds = |s: i64| tongue.minutes(u32::try_from(s).ok());
    let rows: Vec<Vec<String>> = content
        .devices
        .iter()
        .map(|d| {
            let repair = d.repair_s.map_or_else(|| "–".to_owned(), seconds);
            vec![
                d.device.to_string(),
                seconds(d.down_s),
                seconds(d.paper_out_s),
                d.failures.to_string(),
                repair,
            ]
        })
        .collect();
    let heads = ["down", "paper_out", "failures", "repair"].map(|key| tongue.word(key));
    grid(pen, tongue, &heads, &rows);
}

fn formulas(pen: &mut Pen<'_>, tongue: &Tongue) {
    pen.need(110.0);
    pen.heading(tongue.word("formulas_title"));
    pen.sheets.text(MARGIN, pen.y, BODY, tongue.word("formulas"), Look::plain(8.5).in_color(BLACK));
}
