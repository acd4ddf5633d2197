//! Figures for spreadsheets: UTF-8 with a byte order mark, lines ended with CR LF (RFC 4180), and no field that a
//! spreadsheet would run as a formula.

use queue::figures::{DeviceRow, Row, Spread};
use queue::forecast::Score;

/// What Excel needs to take a file for UTF-8.
const BOM: &str = "\u{feff}";

/// Returns rows of figures as a table; `name` gives what people call a row, `separator` what their spreadsheet expects
/// between fields (a semicolon where the comma is the decimal sign).
#[must_use]
pub fn table(rows: &[Row], separator: char, name: impl Fn(&Row) -> String) -> String {
    let mut text = BOM.to_owned();
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
    line(&mut text, &header, separator);
    for row in rows {
        line(&mut text, &fields(row, name(row)), separator);
    }
    text
}

/// Returns how devices did as a table.
#[must_use]
pub fn devices(rows: &[DeviceRow], separator: char) -> String {
    let mut text = BOM.to_owned();
    let header = ["device", "down_s", "paper_out_s", "failures", "repair_s", "up_per_mille"];
    line(&mut text, &header.map(str::to_owned), separator);
    for row in rows {
        let counts = [row.down_s.to_string(), row.paper_out_s.to_string(), row.failures.to_string()];
        let mut fields = vec![row.device.to_string()];
        fields.extend(counts);
        fields.extend([known(row.repair_s), known(row.up_pm)]);
        line(&mut text, &fields, separator);
    }
    text
}

fn fields(row: &Row, name: String) -> Vec<String> {
    let f = &row.figures;
    let mut fields = vec![row.key.to_string(), name];
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

fn line(text: &mut String, fields: &[String], separator: char) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            text.push(separator);
        }
        text.push_str(&safe(field, separator));
    }
    text.push_str("\r\n");
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
    use queue::figures::{Figures, Key};

    use super::*;

    #[test]
    fn a_table_has_a_mark_a_header_and_no_formula() {
        let row = Row { key: Key::Year(2026), figures: Figures { arrived: 7, ..Figures::default() } };
        let text = table(&[row], ';', |_| "=1+1; \"naissance\"".to_owned());
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}key;name;arrived;served"));
        assert!(lines[1].starts_with("2026;\"'=1+1; \"\"naissance\"\"\";7;0;"), "{}", lines[1]);
        // The quoted name holds one separator more.
        assert_eq!(lines[0].matches(';').count() + 1, lines[1].matches(';').count());
        assert_eq!(lines[2], "");
    }
}
