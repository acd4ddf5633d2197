//! What the benchmarks share: their options, the table they print, and a quiet seat among the neighbours.
//!
//! Every figure is a ratio to a floor taken in the same run and interleaved with it: this kind of machine drifts by
//! a factor of eight, so a time alone says nothing. A benchmark makes rounds; each round gives one ratio, and the
//! table shows their median and, in brackets, the lowest and the highest.
//!
//! # Layout
//! - this file: options, [`Row`], [`report`]
//! - [`stats`]: percentiles and medians
//! - [`http`]: a small client that keeps its connection, and a reader of server-sent events
//! - [`office`]: a `noubad serve` of its own process with an office that is open now
//! - [`past`]: years of an office that are over
//! - [`floor`]: what bare parts do: a synced append, a commit, an answer, an event
//! - [`fqm`]: the open-source peer, where somebody made it with `peer-setup`
//! - [`town`]: a portal that serves, on a PostgreSQL of its own
#![allow(dead_code, reason = "each benchmark uses its part")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

pub mod floor;
pub mod fqm;
pub mod http;
pub mod office;
pub mod past;
pub mod stats;
pub mod town;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Serialize;

/// Rounds unless told otherwise: the fewest whose median means something here.
const ROUNDS: usize = 5;
/// The niceness asked for: neighbours who burn processors otherwise decide the tails.
const NICENESS: &str = "-15";

/// What a benchmark was asked for.
pub struct Options {
    /// How often everything is measured.
    pub rounds: usize,
    /// Where the machine-readable table goes; `-` is standard output.
    json: Option<String>,
    /// Whether a goal that does not hold makes the exit code 1.
    strict: bool,
    /// The daemon to measure, instead of the one cargo builds.
    pub noubad: Option<PathBuf>,
    /// Where `peer-setup` made FQM, by `--fqm` or by `NOUBA_FQM`.
    pub fqm: Option<PathBuf>,
}

impl Options {
    /// Reads the command line, as `cargo bench -p tests --bench issue -- --rounds 7 --json issue.json`.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read() -> Result<Self> {
        Self::read_without(&[], &[])
    }

    /// As [`Options::read`], passing over a benchmark's own options: `flags` alone, `values` with what follows.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read_without(flags: &[&str], values: &[&str]) -> Result<Self> {
        let fqm = std::env::var_os("NOUBA_FQM").map(PathBuf::from);
        let mut this = Self { rounds: ROUNDS, json: None, strict: false, noubad: None, fqm };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--rounds" => this.rounds = value()?.parse().context("--rounds takes a number")?,
                "--json" => this.json = Some(value()?),
                "--noubad" => this.noubad = Some(value()?.into()),
                "--fqm" => this.fqm = Some(value()?.into()),
                "--strict" => this.strict = true,
                // cargo adds this one.
                "--bench" => (),
                flag if flags.contains(&flag) => (),
                name if values.contains(&name) => _ = value()?,
                _ => bail!("{arg}? use --rounds N, --json FILE (or -), --noubad FILE, --fqm DIR, --strict"),
            }
        }
        if this.rounds == 0 {
            bail!("--rounds takes 1 or more");
        }
        be_favoured();
        Ok(this)
    }
}

/// Raises this process, and those it starts, above the neighbours; says so where that is not allowed.
fn be_favoured() {
    let pid = std::process::id().to_string();
    let done = Command::new("renice").args(["-n", NICENESS, "-p", &pid]).output();
    if !done.is_ok_and(|output| output.status.success()) {
        eprintln!("note: niceness could not be lowered; with busy neighbours the tails are theirs");
    }
}

/// What a ratio should be.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
    /// No goal: shown to explain another line.
    Shown,
}

impl Goal {
    fn holds(self, ratio: f64) -> Option<bool> {
        match self {
            Self::AtMost(most) => Some(ratio <= most),
            Self::AtLeast(least) => Some(ratio >= least),
            Self::Shown => None,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtMost(most) => format!("≤ {most}"),
            Self::AtLeast(least) => format!("≥ {least}"),
            Self::Shown => "–".to_owned(),
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    name: String,
    unit: &'static str,
    /// What the floor is.
    floor_is: &'static str,
    measured: f64,
    floor: f64,
    /// Median of the rounds' ratios.
    ratio: f64,
    /// Lowest and highest of the rounds' ratios.
    ratio_range: (f64, f64),
    goal: Goal,
    holds: Option<bool>,
}

impl Row {
    /// Makes a line of the rounds' pairs of what was measured and its floor.
    #[must_use]
    pub fn of(
        name: &str,
        unit: &'static str,
        floor_is: &'static str,
        rounds: &[(f64, f64)],
        goal: Goal,
    ) -> Self {
        let column = |of: fn(&(f64, f64)) -> f64| rounds.iter().map(of).collect::<Vec<f64>>();
        let ratios = column(|(measured, floor)| measured / floor);
        let ratio = stats::median(&ratios);
        let lowest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = ratios.iter().copied().fold(0.0, f64::max);
        Self {
            name: name.to_owned(),
            unit,
            floor_is,
            measured: stats::median(&column(|r| r.0)),
            floor: stats::median(&column(|r| r.1)),
            ratio,
            ratio_range: (lowest, highest),
            goal,
            holds: goal.holds(ratio),
        }
    }

    fn cells(&self) -> [String; 6] {
        let (low, high) = self.ratio_range;
        let spread = if low == high { String::new() } else { format!(" ({}–{})", short(low), short(high)) };
        [
            self.name.clone(),
            format!("{} {}", short(self.measured), self.unit),
            format!("{} {} {}", short(self.floor), self.unit, self.floor_is),
            format!("{}{spread}", short(self.ratio)),
            self.goal.text(),
            self.holds.map_or("–", |holds| if holds { "holds" } else { "FAILS" }).to_owned(),
        ]
    }
}

fn short(number: f64) -> String {
    match number.abs() {
        n if n >= 1_000.0 => format!("{number:.0}"),
        n if n >= 10.0 => format!("{number:.1}"),
        n if n >= 1.0 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    }
}

#[derive(Serialize)]
struct Report<'a> {
    benchmark: &'a str,
    rounds: usize,
    rows: &'a [Row],
    notes: &'a [String],
}

/// Prints the table, and writes it as JSON where that was asked for.
///
/// # Errors
/// The JSON cannot be written, or with `--strict` a goal does not hold.
pub fn report(options: &Options, benchmark: &str, rows: &[Row], notes: &[String]) -> Result<()> {
    let head = ["", "measured", "floor", "ratio", "goal", ""].map(str::to_owned);
    let lines: Vec<[String; 6]> = std::iter::once(head).chain(rows.iter().map(Row::cells)).collect();
    let width = |column: usize| lines.iter().map(|l| l[column].chars().count()).max().unwrap_or(0);
    println!("\n{benchmark}: median of {} rounds", options.rounds);
    for line in &lines {
        let cells = line.iter().enumerate().map(|(i, cell)| format!("{cell:<w$}", w = width(i)));
        println!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    for note in notes {
        println!("  {note}");
    }
    if let Some(file) = &options.json {
        let text = serde_json::to_string_pretty(&Report { benchmark, rounds: options.rounds, rows, notes })?;
        if file == "-" {
            println!("{text}");
        } else {
            std::fs::write(file, text).with_context(|| format!("{file} cannot be written"))?;
        }
    }
    let failed: Vec<&str> = rows.iter().filter(|r| r.holds == Some(false)).map(|r| r.name.as_str()).collect();
    if options.strict && !failed.is_empty() {
        bail!("these goals do not hold: {}", failed.join(", "));
    }
    Ok(())
}
