//! Every benchmark, one after the other, and one table of all their goals: `cargo bench -p tests --bench all`.
//!
//! `--json FILE` writes everything, `--markdown FILE` the table, of which docs/benchmarks.md puts three side by side; other
//! options go on to each benchmark. What does not hold makes the exit code 1 only with `--strict`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// In this order: what is quick first, what needs a long past last.
const BENCHES: [&str; 13] = [
    "ticket", "issue", "press", "hostile", "boards", "start", "small", "figures", "ingest", "history",
    "town", "peer", "growth",
];

fn main() -> Result<()> {
    let (mut json, mut markdown, mut strict, mut rest) = (None, None, false, Vec::new());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--json" => json = Some(args.next().context("--json needs a file")?),
            "--markdown" => markdown = Some(args.next().context("--markdown needs a file")?),
            "--strict" => strict = true,
            "--bench" => (),
            _ => rest.push(arg),
        }
    }
    let dir = tempfile::tempdir()?;
    let (mut reports, mut broken) = (Vec::new(), Vec::new());
    for bench in BENCHES {
        let file = dir.path().join(format!("{bench}.json"));
        let status = Command::new(env!("CARGO"))
            .args(["bench", "--quiet", "-p", env!("CARGO_PKG_NAME"), "--bench", bench, "--", "--json"])
            .arg(&file)
            .args(&rest)
            .status()?;
        if !status.success() {
            // The others are worth having all the same.
            eprintln!("{bench} failed: {status}");
            broken.push(bench);
            continue;
        }
        reports.push(serde_json::from_slice::<Value>(&std::fs::read(&file)?)?);
    }
    let table = table(&reports);
    println!("\n{table}");
    if let Some(file) = markdown {
        std::fs::write(&file, &table).with_context(|| format!("{file} cannot be written"))?;
    }
    if let Some(file) = json {
        std::fs::write(&file, serde_json::to_string_pretty(&reports)?)
            .with_context(|| format!("{file} cannot be written"))?;
    }
    let failed = rows(&reports).filter(|(_, row)| row["holds"] == false).count();
    println!("{failed} goals do not hold");
    if !broken.is_empty() {
        bail!("these could not be measured: {}", broken.join(", "));
    }
    if strict && failed > 0 {
        bail!("{failed} goals do not hold");
    }
    Ok(())
}

fn rows(reports: &[Value]) -> impl Iterator<Item = (&str, &Value)> {
    reports.iter().flat_map(|report| {
        let name = report["benchmark"].as_str().unwrap_or_default();
        report["rows"].as_array().into_iter().flatten().map(move |row| (name, row))
    })
}

/// Every line as a row of a Markdown table; times of a shared machine mean nothing and are left out.
fn table(reports: &[Value]) -> String {
    let mut text =
        String::from("| | | beside | ratio | lowest–highest | goal | |\n|---|---|---|---|---|---|---|\n");
    for (bench, row) in rows(reports) {
        let number = |value: &Value| value.as_f64().map_or_else(String::new, |n| format!("{n:.2}"));
        let goal = match (&row["goal"]["at_most"], &row["goal"]["at_least"]) {
            (Value::Number(most), _) => format!("≤ {most}"),
            (_, Value::Number(least)) => format!("≥ {least}"),
            _ => String::new(),
        };
        let holds = match row["holds"].as_bool() {
            Some(true) => "holds",
            Some(false) => "**fails**",
            None => "",
        };
        let _ = writeln!(
            text,
            "| {bench} | {} | {} | {} | {}–{} | {goal} | {holds} |",
            row["name"].as_str().unwrap_or_default(),
            row["floor_is"].as_str().unwrap_or_default(),
            number(&row["ratio"]),
            number(&row["ratio_range"][0]),
            number(&row["ratio_range"][1]),
        );
    }
    text
}
