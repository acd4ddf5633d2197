//! From the start of the process to its first 200 on `/readyz`: with a full day in the journal, beside the same with
//! a day that has only been opened. The power had been cut both times, so the journal recovers as well.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use common::http::Client;
use common::office::{COUNTER, Daemon, configure, copy_data, issue_body, noubad, scratch};
use common::stats::Samples;
use common::{Goal, Options, Row, report};

/// Events of a very full day.
const EVENTS: u64 = 20_000;
/// Connections that make the day.
const KIOSKS: usize = 16;
/// Tickets issued before as many are called: the queue of an office, not of a stadium.
const WAVE: usize = 160;
/// Starts of each kind in a round.
const STARTS: usize = 4;

fn main() -> Result<()> {
    let options = Options::read()?;
    let noubad = noubad(&options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let dir = scratch()?;
    let config = configure(dir.path(), "")?;
    let (empty, full) = (dir.path().join("empty"), dir.path().join("full"));
    runtime.block_on(live(&noubad, &config, &empty, 0))?;
    let begun = Instant::now();
    let events = runtime.block_on(live(&noubad, &config, &full, EVENTS))?;
    eprintln!("start: a day of {events} events took {:.1} s to live", begun.elapsed().as_secs_f64());
    let mut rounds = Vec::new();
    for _ in 0..options.rounds {
        let (mut of_full, mut of_empty) = (Samples::default(), Samples::default());
        for _ in 0..STARTS {
            of_empty.add(runtime.block_on(start(&noubad, &config, &empty, dir.path()))?);
            of_full.add(runtime.block_on(start(&noubad, &config, &full, dir.path()))?);
        }
        rounds.push((of_full, of_empty));
    }
    let pairs = |percent| -> Vec<_> {
        rounds.iter().map(|(f, e)| (f.percentile(percent) / 1000.0, e.percentile(percent) / 1000.0)).collect()
    };
    let allowed: Vec<_> = pairs(100.0).iter().map(|(full, _)| (*full, 300.0)).collect();
    let rows = [
        Row::of("a full day, p50", "ms", "an opened day", &pairs(50.0), Goal::AtMost(3.0)),
        Row::of("a full day, slowest (indicative)", "ms", "allowed", &allowed, Goal::AtMost(1.0)),
    ];
    report(&options, "start", &rows, &[format!("{events} events; the page cache is warm")])
}

/// Lives a day until the journal has so many events, then cuts the power; returns how many it has.
async fn live(noubad: &Path, config: &Path, data: &Path, events: u64) -> Result<u64> {
    let daemon = Daemon::start(noubad, config, data)?;
    daemon.open().await?;
    let mut clients = Vec::new();
    for i in 0..KIOSKS {
        clients.push(Client::connect(daemon.address, &format!("day-{i}")).await?);
    }
    let mut clerk = Client::connect(daemon.address, "clerk").await?;
    clerk.done(&format!("/api/v1/counters/{COUNTER}/open"), "{}").await?;
    loop {
        let (_, so_far) = daemon.counts().await?;
        if so_far >= events {
            return Ok(so_far);
        }
        let mut tasks = Vec::new();
        for mut client in clients.drain(..) {
            tasks.push(tokio::spawn(async move {
                for _ in 0..WAVE / KIOSKS {
                    client.done("/api/v1/tickets", &issue_body()).await?;
                }
                anyhow::Ok(client)
            }));
        }
        for task in tasks {
            clients.push(task.await??);
        }
        for _ in 0..WAVE {
            for action in ["next", "start", "finish"] {
                clerk.done(&format!("/api/v1/counters/{COUNTER}/{action}"), "{}").await?;
            }
        }
    }
}

/// Starts over a copy of a data directory, as it was when the power was cut.
async fn start(noubad: &Path, config: &Path, data: &Path, dir: &Path) -> Result<std::time::Duration> {
    let copy = dir.join("copy");
    let _ = std::fs::remove_dir_all(&copy);
    copy_data(data, &copy)?;
    let begun = Instant::now();
    let daemon = Daemon::start(noubad, config, &copy)?;
    Ok(daemon.ready().await?.duration_since(begun))
}
