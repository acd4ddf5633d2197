//! Tickets issued by 8 kiosks at once, beside the same of FQM, an open-source queue manager, on the same disk and in
//! turns: in an office that is new, and in one with 300,000 tickets of history. Start and memory of both are shown.
//!
//! FQM is no part of this repository: `tests/benches/peer-setup DIR` makes it, `--fqm DIR` or `NOUBA_FQM` says where it
//! is. Without it there is nothing to measure, and a note says so.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use common::fqm::{self, Installed};
use common::http::Client;
use common::office::{Daemon, configure, issue_body, noubad, resident_mib, scratch};
use common::past::Past;
use common::{Goal, Options, Row, report};

const KIOSKS: usize = 8;
/// Tickets of the past, what the rows say of it, and how many times FQM's throughput is the goal.
const SIZES: [(u64, &str, f64); 2] = [(0, "empty", 50.0), (300_000, "300,000 tickets", 500.0)];
/// Turns of both in a round.
const TURNS: usize = 3;
/// How long the daemon is asked in a turn: three are some thousand tickets, a busy day.
const OURS: Duration = Duration::from_millis(250);
/// How long FQM is: with a long past it gives some nine tickets a second.
const THEIRS: Duration = Duration::from_secs(3);
/// How long kiosks ask before anything is measured.
const WARM_UP: Duration = Duration::from_millis(50);
/// A turn that takes so much longer than it should is none.
const LIMIT: Duration = Duration::from_secs(60);

fn main() -> Result<()> {
    let options = Options::read()?;
    let Some(fqm) = Installed::find(&options)? else {
        let note = "FQM is not there: tests/benches/peer-setup DIR makes it, then --fqm DIR or NOUBA_FQM=DIR";
        return report(&options, "peer", &[], &[note.to_owned()]);
    };
    let noubad = noubad(&options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let dir = scratch()?;
    let config = configure(dir.path(), "")?;
    let mut past = Past::begin(&config, &dir.path().join("past"), SIZES[SIZES.len() - 1].0)?;
    let mut rows = Vec::new();
    for (tickets, name, goal) in SIZES {
        let database = dir.path().join(format!("{tickets}.sqlite"));
        runtime.block_on(past.write(tickets))?;
        runtime.block_on(fqm.fill(&database, tickets))?;
        let pair = Pair { noubad: &noubad, config: &config, past: &past, fqm: &fqm, database: &database };
        let mut rounds = Vec::new();
        for round in 1..=options.rounds {
            eprintln!("peer, {name}: round {round} of {}", options.rounds);
            rounds.push(runtime.block_on(pair.measure())?);
        }
        rows.extend(lines(name, &rounds, goal));
    }
    report(&options, "peer", &rows, &[])
}

/// What a round measured: ours, theirs.
struct Round {
    per_second: (f64, f64),
    start_ms: (f64, f64),
    resident_mib: (f64, f64),
}

fn lines(past: &str, rounds: &[Round], goal: f64) -> [Row; 3] {
    let row = |what: &str, unit, of: fn(&Round) -> (f64, f64), goal| {
        let pairs: Vec<_> = rounds.iter().map(of).collect();
        Row::of(&format!("{what}, beside FQM, {past}"), unit, "FQM", &pairs, goal)
    };
    [
        row(&format!("{KIOSKS} kiosks, tickets"), "/s", |r| r.per_second, Goal::AtLeast(goal)),
        row("start", "ms", |r| r.start_ms, Goal::Shown),
        row("memory after it", "MiB", |r| r.resident_mib, Goal::Shown),
    ]
}

/// The two, each with the same past.
struct Pair<'a> {
    noubad: &'a Path,
    config: &'a Path,
    past: &'a Past,
    fqm: &'a Installed,
    database: &'a Path,
}

impl Pair<'_> {
    /// Measures both over copies of their own, so that no round pays for the rounds before it.
    async fn measure(&self) -> Result<Round> {
        let dir = scratch()?;
        let (data, database) = (dir.path().join("data"), dir.path().join("fqm.sqlite"));
        self.past.copy_to(&data)?;
        std::fs::copy(self.database, &database)?;
        std::fs::File::open(&database)?.sync_all()?;

        let begun = Instant::now();
        let daemon = Daemon::start(self.noubad, self.config, &data)?;
        let took = daemon.ready().await?.duration_since(begun);
        daemon.open().await?;
        let fqm = self.fqm.start(&database).await?;

        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for kiosk in 0..KIOSKS {
            ours.push(Client::connect(daemon.address, &format!("kiosk-{kiosk}")).await?);
            theirs.push(fqm.kiosk().await?);
        }
        let mut ours =
            Crowd { kiosks: ours, path: "/api/v1/tickets", body: issue_body(), sum: Sum::default() };
        let mut theirs =
            Crowd { kiosks: theirs, path: fqm::ISSUE, body: fqm::TICKET.to_owned(), sum: Sum::default() };
        ours.ask(WARM_UP).await?;
        theirs.ask(WARM_UP).await?;
        (ours.sum, theirs.sum) = (Sum::default(), Sum::default());
        for turn in 0..TURNS {
            // Which one is first changes, so that neither always follows the other's syncs.
            if turn % 2 == 0 {
                ours.ask(OURS).await?;
                theirs.ask(THEIRS).await?;
            } else {
                theirs.ask(THEIRS).await?;
                ours.ask(OURS).await?;
            }
        }
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        Ok(Round {
            per_second: (ours.sum.per_second(), theirs.sum.per_second()),
            start_ms: (ms(took), ms(fqm.took)),
            resident_mib: (resident_mib(daemon.pid())?, resident_mib(fqm.pid())?),
        })
    }
}

/// All kiosks of one of the two.
struct Crowd {
    kiosks: Vec<Client>,
    path: &'static str,
    body: String,
    sum: Sum,
}

/// Tickets, and the time they took.
#[derive(Default)]
struct Sum {
    tickets: usize,
    time: Duration,
}

impl Sum {
    fn per_second(&self) -> f64 {
        self.tickets as f64 / self.time.as_secs_f64()
    }
}

impl Crowd {
    /// Lets all kiosks ask again and again until the time is over. Who still waits then gets their ticket, and both it and
    /// the wait are counted: the slower of the two has few tickets, and would lose as many as there are kiosks.
    async fn ask(&mut self, time: Duration) -> Result<()> {
        let begun = Instant::now();
        let ask = |kiosk| tokio::spawn(until(kiosk, self.path, self.body.clone(), begun + time));
        let tasks: Vec<_> = self.kiosks.drain(..).map(ask).collect();
        for task in tasks {
            let left = (time + LIMIT).saturating_sub(begun.elapsed());
            let task = tokio::time::timeout(left, task).await;
            let (kiosk, tickets) = task.with_context(|| format!("{}: no answer", self.path))???;
            self.kiosks.push(kiosk);
            self.sum.tickets += tickets;
        }
        self.sum.time += begun.elapsed();
        Ok(())
    }
}

/// One kiosk; returns it with how many tickets it got.
async fn until(mut kiosk: Client, path: &str, body: String, end: Instant) -> Result<(Client, usize)> {
    let mut tickets = 0;
    while Instant::now() < end {
        kiosk.done(path, &body).await?;
        tickets += 1;
    }
    Ok((kiosk, tickets))
}
