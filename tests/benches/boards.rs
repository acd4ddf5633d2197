//! A ticket issued → the last of 1, 100 and 1,000 boards knows; beside a bare commit, a bare answer and a bare fan-out
//! to as many streams of the same size.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use common::floor::{Commit, Server, hello};
use common::http::{Client, Events};
use common::office::{COUNTER, Daemon, configure, issue_body, noubad, scratch};
use common::stats::Samples;
use common::{Goal, Options, Row, report};

/// How many boards.
const BOARDS: [usize; 3] = [1, 100, 1_000];
/// Calls measured in a round, for each number of boards: the fewer boards, the more a single call differs from the next.
const CALLS: [usize; 3] = [100, 40, 20];
/// More than the moment within which the office says what a change does to the waits.
const QUIET: Duration = Duration::from_millis(40);

fn main() -> Result<()> {
    let options = Options::read()?;
    let noubad = noubad(&options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut rounds = Vec::new();
    for round in 1..=options.rounds {
        eprintln!("boards: round {round} of {}", options.rounds);
        let mut sizes = Vec::new();
        for (boards, calls) in BOARDS.into_iter().zip(CALLS) {
            sizes.push(runtime.block_on(measure(&noubad, boards, calls))?);
        }
        rounds.push(sizes);
    }
    let row = |(at, boards): (usize, usize)| {
        let pair = |round: &Vec<(Samples, Samples)>| {
            let (office, bare) = &round[at];
            (office.percentile(50.0), bare.percentile(50.0))
        };
        let pairs: Vec<_> = rounds.iter().map(pair).collect();
        let name = format!("{boards} boards, last, p50");
        Row::of(&name, "µs", "commit + hello + fan-out", &pairs, Goal::AtMost(1.3))
    };
    let rows: Vec<Row> = BOARDS.into_iter().enumerate().map(row).collect();
    report(&options, "boards", &rows, &[])
}

/// Returns how long the last board took, and how long the bare parts did.
async fn measure(noubad: &Path, boards: usize, calls: usize) -> Result<(Samples, Samples)> {
    let dir = scratch()?;
    let daemon = Daemon::start(noubad, &configure(dir.path(), "")?, &dir.path().join("data"))?;
    daemon.open().await?;
    let server = Server::start()?;
    let mut commit = Commit::create(dir.path()).await?;
    let mut greeter = Client::connect(server.address, "floor").await?;
    let mut clerk = Client::connect(daemon.address, "clerk").await?;
    clerk.done(&format!("/api/v1/counters/{COUNTER}/open"), "{}").await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..boards {
        ours.push(Events::open(daemon.address, "/api/v1/live/board").await?);
        theirs.push(server.listen().await?);
    }
    let (mut office, mut bare) = (Samples::default(), Samples::default());
    for call in 0..calls {
        clerk.done("/api/v1/tickets", &issue_body()).await?;
        rest(&mut ours).await;
        let start = Instant::now();
        let called = clerk.done(&format!("/api/v1/counters/{COUNTER}/next"), "{}").await?.json()?;
        let number = called["ticket"]["number"].as_str().or(called["number"].as_str());
        let number = number.context("a call names its number")?.to_owned();
        office.add(last(&mut ours, &number).await?.duration_since(start));
        clerk.done(&format!("/api/v1/counters/{COUNTER}/finish"), "{}").await?;
        rest(&mut ours).await;

        let begun = Instant::now();
        commit.row().await?;
        hello(&mut greeter).await?;
        let word = format!("word-{call}-");
        server.tell(&word);
        bare.add(last(&mut theirs, &word).await?.duration_since(begun));
    }
    commit.close().await?;
    Ok((office, bare))
}

/// Waits until nothing comes any more: what the ticket and the end of the service before change goes to every board, and
/// the waits that follow from it a moment later; neither the call nor the floor shall share the machine with that.
async fn rest(streams: &mut [Events]) {
    loop {
        tokio::time::sleep(QUIET).await;
        // Every one of them is emptied.
        if streams.iter_mut().map(Events::skip).sum::<usize>() == 0 {
            return;
        }
    }
}

/// Returns when the last of them had the word.
async fn last(streams: &mut [Events], word: &str) -> Result<Instant> {
    let mut latest: Option<Instant> = None;
    for stream in streams {
        let at = stream.wait_for(word).await?;
        latest = latest.max(Some(at));
    }
    latest.context("there is a stream")
}
