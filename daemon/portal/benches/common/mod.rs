//! The table of a benchmark as `cargo bench -p tests --bench all` reads it.

use serde_json::{Value, json};

/// One line: what was measured in each round and what it is held against, as pairs, and the goal for their ratio
/// (`at_most` or `at_least`).
pub fn row(name: &str, unit: &str, floor_is: &str, rounds: &[(f64, f64)], goal: (&str, f64)) -> Value {
    let median = |of: fn(&(f64, f64)) -> f64| {
        let mut all: Vec<f64> = rounds.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        (all[all.len() / 2], all[0], all[all.len() - 1])
    };
    let (ratio, low, high) = median(|(measured, floor)| measured / floor);
    let holds = if goal.0 == "at_most" { ratio <= goal.1 } else { ratio >= goal.1 };
    json!({
        "name": name, "unit": unit, "floor_is": floor_is,
        "measured": median(|r| r.0).0, "floor": median(|r| r.1).0,
        "ratio": ratio, "ratio_range": [low, high], "goal": { goal.0: goal.1 }, "holds": holds,
    })
}

/// Writes the lines to the file given with `--json`, if one was.
pub fn write(benchmark: &str, rounds: usize, rows: &[Value]) {
    let Some(file) = std::env::args().skip_while(|a| a != "--json").nth(1) else { return };
    let report = json!({ "benchmark": benchmark, "rounds": rounds, "rows": rows, "notes": [] });
    std::fs::write(file, report.to_string()).unwrap();
}
