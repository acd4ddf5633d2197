//! Tables for spreadsheets, the same from an office and from the town: UTF-8 with a byte order mark, lines ended with
//! CR LF (RFC 4180), and no field that a spreadsheet would run as a formula.

use super::{DeviceRow, Figures, Spread};
use crate::forecast::Score;

/// What Excel needs to take a file for UTF-8.
const BOM: &str = "\u{feff}";

/// A table that is written line by line.
pub struct Table {
    text: String,
    separator: char,
}

impl Table {
    /// Returns a table with its first line; `separator` is what the spreadsheet expects between fields (a semicolon where
    /// the comma is the decimal sign).
    #[must_use]
    pub fn new(header: &[impl AsRef<str>], separator: char) -> Self {
        let mut table = Self { text: BOM.to_owned(), separator };
        table.line(header);
        table
    }

    /// Adds a line.
    pub fn line(&mut self, fields: &[impl AsRef<str>]) {
        for (i, field) in fields.iter().enumerate() {
            if i > 0 {
                self.text.push(self.separator);
            }
            self.text.push_str(&safe(field.as_ref(), self.separator));
        }
        self.text.push_str("\r\n");
    }

    /// Returns the whole text.
    #[must_use]
    pub fn text(self) -> String {
        self.text
    }
}

/// Returns figures as a table, each row with its key and what people call it.
#[must_use]
pub fn table<'f>(rows: impl Iterator<Item = (String, String, &'f Figures)>, separator: char) -> String {
    let mut header: Vec<String> =
        ["key", "name", "arrived", "served", "passed_on", "no_shows", "abandoned", "unserved", "open"]
            .map(str::to_owned)
            .to_vec();
    for time in ["waiting", "walking", "service", "parked", "total"] {
        for part in ["n", "mean_s", "p10_s", "p50_s", "p90_s", "p95_s", "max_s"] {
            header.push(format!("{time}_{part}"));
        }
    }
    header.extend(
        [
            "within_target",
            "counted_for_target",
            "service_level_per_mille",
            "no_show_per_mille",
            "utilisation_per_mille",
            "occupancy_per_mille",
            "counters_free_s",
            "counters_idle_while_waiting_s",
            "counters_walking_s",
            "counters_serving_s",
            "counters_paused_s",
            "rated_good",
            "rated_fair",
            "rated_bad",
            "forecasts",
            "forecasts_held",
            "forecasts_early",
            "forecast_bias_s",
            "forecast_width_s",
        ]
        .map(str::to_owned),
    );
    let mut table = Table::new(&header, separator);
    for (key, name, figures) in rows {
        table.line(&fields(key, name, figures));
    }
    table.text()
}

/// Returns how devices did as a table.
#[must_use]
pub fn devices(rows: &[DeviceRow], separator: char) -> String {
    let header = ["device", "down_s", "paper_out_s", "failures", "repair_s", "up_per_mille"];
    let mut table = Table::new(&header, separator);
    for row in rows {
        let counts = [row.down_s.to_string(), row.paper_out_s.to_string(), row.failures.to_string()];
        let mut fields = vec![row.device.to_string()];
        fields.extend(counts);
        fields.extend([known(row.repair_s), known(row.up_pm)]);
        table.line(&fields);
    }
    table.text()
}

fn fields(key: String, name: String, f: &Figures) -> Vec<String> {
    let mut fields = vec![key, name];
    let counts = [f.arrived, f.served, f.passed_on, f.no_shows, f.abandoned, f.unserved, f.open];
    fields.extend(counts.map(|n| n.to_string()));
    for spread in [f.waiting, f.walking, f.service, f.parked, f.total] {
        let Spread { n, mean_s, p10_s, p50_s, p90_s, p95_s, max_s } = spread;
        fields.push(n.to_string());
        fields.extend([mean_s, p10_s, p50_s, p90_s, p95_s, max_s].map(known));
    }
    fields.extend([f.level.within.to_string(), f.level.of.to_string()]);
    fields.extend([f.level_pm, f.no_show_pm, f.utilisation_pm, f.occupancy_pm].map(known));
    let desks = f.desks.map(|d| [d.free_s, d.idle_s, d.walking_s, d.serving_s, d.paused_s]);
    fields.extend((0..5).map(|i| known(desks.map(|d| d[i]))));
    let said = f.ratings.map(|r| [r.good, r.fair, r.bad]);
    fields.extend((0..3).map(|i| known(said.map(|s| s[i]))));
    let score = f.forecast.map(|s| [s.n, s.held, s.early]);
    fields.extend((0..3).map(|i| known(score.map(|s| s[i]))));
    let mean =
        |ms: fn(&Score) -> i64| f.forecast.filter(|s| s.n > 0).map(|s| ms(&s) / i64::from(s.n) / 1_000);
    fields.extend([mean(|s| s.error_ms), mean(|s| s.width_ms)].map(known));
    fields
}

/// What is not known is an empty field, not a nought.
fn known(n: Option<impl ToString>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

/// A field a spreadsheet shows and never runs: what begins like a formula gets an apostrophe (OWASP, CSV injection).
fn safe(field: &str, separator: char) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_mark_a_header_and_no_formula() {
        let figures = Figures { arrived: 7, ..Figures::default() };
        let row = ("2026".to_owned(), "=1+1; \"naissance\"".to_owned(), &figures);
        let text = table([row].into_iter(), ';');
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}key;name;arrived;served"));
        assert!(lines[1].starts_with("2026;\"'=1+1; \"\"naissance\"\"\";7;0;"), "{}", lines[1]);
        // The quoted name holds one separator more.
        assert_eq!(lines[0].matches(';').count() + 1, lines[1].matches(';').count());
        assert_eq!(lines[2], "");
    }
}
