//! What issuing and calling cost with 10,000, 100,000 and 1,000,000 tickets of history, with 10, 1,000 and 10,000
//! tickets open, at one of 5 and 50 counters at work, and while 1, 100 and 1,000 screens are told of it; beside the same
//! office without. The two offices take turns, so that a slow moment meets both. The screens are read on this machine's
//! own two cores.
//!
//! `--quick` leaves the million out, `--svg FILE` draws the picture of docs/benchmarks.md.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use common::http::{Client, Events};
use common::office::{COUNTER, Daemon, configure, issue_body, noubad, scratch};
use common::past::Past;
use common::stats::Samples;
use common::{Goal, Options, Row, report};
use tokio_util::sync::CancellationToken;

/// Tickets of the past.
const HISTORY: [u64; 3] = [10_000, 100_000, 1_000_000];
/// Tickets open while others are issued and called.
const OPEN: [usize; 3] = [10, 1_000, 10_000];
/// Counters at work.
const COUNTERS: [usize; 2] = [5, 50];
/// Screens that are told of every call.
const SCREENS: [usize; 3] = [1, 100, 1_000];
/// Pairs of issue and call in a turn, and turns in a round.
const TURN: usize = 10;
const TURNS: usize = 60;
/// Turns in a round beside history: its goal is one of the slowest hundredth, which is to be many.
const TURNS_OF_HISTORY: usize = 240;
/// How long both offices are left alone first: a daemon learns from its past in its first seconds, which is not meant here.
const SETTLED: Duration = Duration::from_secs(8);
/// Letters beside the first of an office in which 10,000 people wait; I, O and Q are none.
const LETTERS: &str = "BCDEFGHJKLM";

fn main() -> Result<()> {
    // Its own options are taken out before the common ones are read.
    let args: Vec<String> = std::env::args().collect();
    let quick = args.iter().any(|arg| arg == "--quick");
    let svg = args.iter().position(|arg| arg == "--svg").and_then(|at| args.get(at + 1)).map(PathBuf::from);
    let options = Options::read_without(&["--quick"], &["--svg"])?;
    let noubad = noubad(&options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let dir = scratch()?;
    let config = configure(dir.path(), &letters())?;
    let mut past = Past::begin(&config, &dir.path().join("past"), HISTORY[HISTORY.len() - 1])?;
    let (mut rows, mut points) = (Vec::new(), Vec::new());
    for tickets in HISTORY.into_iter().filter(|n| !quick || *n < 1_000_000) {
        runtime.block_on(past.write(tickets))?;
        let rounds = runtime.block_on(beside(&options, &noubad, &config, &past, dir.path()))?;
        push(&mut rows, &mut points, &format!("{tickets} of history"), &rounds, Some(1.1));
    }
    let open = OPEN.map(|n| (format!("{n} open"), More::Open(n)));
    let counters = COUNTERS.map(|n| (format!("{n} counters"), More::Counters(n)));
    let screens = SCREENS.map(|n| (format!("{n} screens"), More::Screens(n)));
    for (name, more) in open.into_iter().chain(counters).chain(screens) {
        let rounds = runtime.block_on(larger(&options, &noubad, &config, more, dir.path()))?;
        push(&mut rows, &mut points, &name, &rounds, None);
    }
    if let Some(file) = svg {
        std::fs::write(&file, picture(&points))
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    report(&options, "growth", &rows, &[])
}

/// More services like the first, so that thousands can wait at once, and a counter that serves them.
fn letters() -> String {
    let service = |(n, letter): (usize, char)| {
        format!(
            "[[service]]\nid = \"more-{n}\"\nletter = \"{letter}\"\n\
             names = {{ ar = \"خدمة {n}\", fr = \"Service {n}\" }}\n"
        )
    };
    (1..).zip(LETTERS.chars()).map(service).collect::<String>() + &desk(2)
}

/// A counter that serves what is only waited for elsewhere.
fn desk(n: usize) -> String {
    let services: Vec<String> = (1..=LETTERS.len()).map(|n| format!("\"more-{n}\"")).collect();
    format!("[[counter]]\nid = \"desk-{n}\"\nlabel = \"{n}\"\nservices = [{}]\n", services.join(", "))
}

/// One round: the office in question, and the one without.
struct Round {
    issue: (Samples, Samples),
    call: (Samples, Samples),
}

/// Adds the lines of one size.
fn push(
    rows: &mut Vec<Row>,
    points: &mut Vec<(String, f64, f64)>,
    name: &str,
    rounds: &[Round],
    goal: Option<f64>,
) {
    let goal = goal.map_or(Goal::Shown, Goal::AtMost);
    let pairs = |of: fn(&Round) -> &(Samples, Samples), percent| -> Vec<(f64, f64)> {
        rounds.iter().map(|r| (of(r).0.percentile(percent), of(r).1.percentile(percent))).collect()
    };
    let issue: fn(&Round) -> &(Samples, Samples) = |r| &r.issue;
    let call: fn(&Round) -> &(Samples, Samples) = |r| &r.call;
    for (what, of) in [("issue", issue), ("call", call)] {
        rows.push(Row::of(&format!("{name}, {what} p50"), "µs", "without", &pairs(of, 50.0), Goal::Shown));
        rows.push(Row::of(&format!("{name}, {what} p99"), "µs", "without", &pairs(of, 99.0), goal));
    }
    let middle = |of| {
        let ratios: Vec<f64> = pairs(of, 50.0).iter().map(|(with, without)| with / without).collect();
        common::stats::median(&ratios)
    };
    points.push((name.to_owned(), middle(issue), middle(call)));
}

/// Measures an office over a copy of the past beside one that is new.
async fn beside(
    options: &Options,
    noubad: &Path,
    config: &Path,
    past: &Past,
    dir: &Path,
) -> Result<Vec<Round>> {
    let (with, without) = (dir.join("with"), dir.join("without"));
    for path in [&with, &without] {
        let _ = std::fs::remove_dir_all(path);
    }
    past.copy_to(&with)?;
    let offices = (Daemon::start(noubad, config, &with)?, Daemon::start(noubad, config, &without)?);
    offices.0.caught_up().await?;
    measure(options, TURNS_OF_HISTORY, &offices).await
}

/// What one of two offices has more of.
#[derive(Clone, Copy)]
enum More {
    Open(usize),
    Counters(usize),
    Screens(usize),
}

/// Measures an office that has more of something beside one that has not.
async fn larger(
    options: &Options,
    noubad: &Path,
    config: &Path,
    more: More,
    dir: &Path,
) -> Result<Vec<Round>> {
    let (with, without) = (dir.join("with"), dir.join("without"));
    for path in [&with, &without] {
        let _ = std::fs::remove_dir_all(path);
    }
    let counters = if let More::Counters(n) = more { n } else { 1 };
    std::fs::create_dir_all(&with)?;
    let own = configure(&with, &(letters() + &(3..=counters).map(desk).collect::<String>()))?;
    let data = with.join("data");
    let offices = (Daemon::start(noubad, &own, &data)?, Daemon::start(noubad, config, &without)?);
    offices.0.open().await?;
    let mut client = Client::connect(offices.0.address, "crowd").await?;
    let hall = match more {
        More::Open(tickets) => {
            for n in 0..tickets {
                client.done("/api/v1/tickets", &other(n)).await?;
            }
            None
        }
        More::Counters(_) => {
            for n in 2..=counters {
                client.done("/api/v1/tickets", &other(n)).await?;
                client.done(&format!("/api/v1/counters/desk-{n}/open"), "{}").await?;
                client.done(&format!("/api/v1/counters/desk-{n}/next"), "{}").await?;
            }
            None
        }
        More::Screens(n) => Some(Hall::open(offices.0.address, n)?),
    };
    let rounds = measure(options, TURNS, &offices).await;
    drop(hall);
    rounds
}

/// A ticket of another service than the one that is measured.
fn other(n: usize) -> String {
    format!("{{\"service\":\"more-{}\",\"locale\":\"fr\"}}", 1 + n % LETTERS.len())
}

/// Screens that read what they are told, on a thread of their own, until dropped.
struct Hall(CancellationToken);

impl Hall {
    fn open(address: SocketAddr, screens: usize) -> Result<Self> {
        let stop = CancellationToken::new();
        let (stopped, (told, open)) = (stop.clone(), std::sync::mpsc::channel());
        std::thread::spawn(move || -> Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async move {
                for _ in 0..screens {
                    let mut events = Events::open(address, "/api/v1/live/board").await?;
                    // A word that never comes: everything is read.
                    tokio::spawn(async move { events.wait_for("\0").await });
                }
                told.send(())?;
                stopped.cancelled().await;
                Ok(())
            })
        });
        open.recv().context("the screens could not be opened")?;
        Ok(Self(stop))
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

async fn measure(options: &Options, turns: usize, offices: &(Daemon, Daemon)) -> Result<Vec<Round>> {
    let mut clerks = Vec::new();
    for office in [&offices.0, &offices.1] {
        office.open().await?;
        let mut clerk = Client::connect(office.address, "clerk").await?;
        clerk.done(&format!("/api/v1/counters/{COUNTER}/open"), "{}").await?;
        clerks.push(clerk);
    }
    tokio::time::sleep(SETTLED).await;
    let mut rounds = Vec::new();
    for _ in 0..options.rounds {
        let mut both: Vec<(Samples, Samples)> = vec![Default::default(), Default::default()];
        for turn in 0..turns {
            // Which one is first changes, so that neither always follows the other's syncs.
            for at in [turn % 2, 1 - turn % 2] {
                for _ in 0..TURN {
                    let (issued, called) = one(&mut clerks[at]).await?;
                    both[at].0.add(issued);
                    both[at].1.add(called);
                }
            }
        }
        let without = both.pop().context("two offices")?;
        let with = both.pop().context("two offices")?;
        rounds.push(Round { issue: (with.0, without.0), call: (with.1, without.1) });
    }
    Ok(rounds)
}

/// Issues a ticket and calls it; returns how long each took.
async fn one(clerk: &mut Client) -> Result<(Duration, Duration)> {
    let start = Instant::now();
    clerk.done("/api/v1/tickets", &issue_body()).await?;
    let issued = start.elapsed();
    let start = Instant::now();
    clerk.done(&format!("/api/v1/counters/{COUNTER}/next"), "{}").await?;
    let called = start.elapsed();
    clerk.done(&format!("/api/v1/counters/{COUNTER}/finish"), "{}").await?;
    Ok((issued, called))
}

/// A bar of each size's ratio: issuing and calling, 1 is "as without".
fn picture(points: &[(String, f64, f64)]) -> String {
    use std::fmt::Write as _;
    const ROW: usize = 44;
    const LEFT: f64 = 190.0;
    const UNIT: f64 = 200.0;
    let height = points.len() * ROW + 60;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 {height}\" font-family=\"sans-serif\" font-size=\"14\">\n\
         <rect width=\"720\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"12\" y=\"22\">p50 beside an office without, in the same run (1 = the same)</text>\n"
    );
    for (row, (name, issue, call)) in points.iter().enumerate() {
        let y = 44 + row * ROW;
        let _ = writeln!(svg, "<text x=\"12\" y=\"{}\">{name}</text>", y + 20);
        for (at, (what, ratio, colour)) in
            [("issue", issue, "#0b6e4f"), ("call", call, "#7a4fa3")].into_iter().enumerate()
        {
            let (top, width) = (y + at * 17, (ratio * UNIT).min(500.0));
            let _ = writeln!(
                svg,
                "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{width:.0}\" height=\"14\" fill=\"{colour}\"/>\
                 <text x=\"{:.0}\" y=\"{}\" font-size=\"12\">{what} {ratio:.2}</text>",
                LEFT + width + 6.0,
                top + 12
            );
        }
    }
    let (x, bottom) = (LEFT + UNIT, height - 12);
    let _ = writeln!(
        svg,
        "<line x1=\"{x}\" x2=\"{x}\" y1=\"36\" y2=\"{bottom}\" stroke=\"#000\" stroke-dasharray=\"4 3\"/>"
    );
    svg + "</svg>\n"
}
