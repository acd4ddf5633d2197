//! How small it is: the binary, memory after a busy day with 50 pages open, and what an idle office costs a box:
//! processor time, wake-ups and bytes written to its card.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use common::http::{Client, Events};
use common::office::{COUNTER, Daemon, configure, issue_body, noubad, resident_mib, scratch};
use common::{Goal, Options, Row, report};

/// Pages that are open.
const PAGES: usize = 50;
/// Tickets of the day, each called and served.
const TICKETS: usize = 400;
/// How long an idle office is watched.
const IDLE: Duration = Duration::from_secs(30);
/// Resident memory of the peer with nothing to do (reference/performance.md §1), in MiB: shown beside ours.
const PEER_MIB: f64 = 97.0;

fn main() -> Result<()> {
    let options = Options::read()?;
    let noubad = noubad(&options)?;
    let megabytes = std::fs::metadata(&noubad)?.len() as f64 / 1e6;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (resident, idle) = runtime.block_on(async {
        let dir = scratch()?;
        let daemon = Daemon::start(&noubad, &configure(dir.path(), "")?, &dir.path().join("data"))?;
        daemon.open().await?;
        let mut pages = Vec::new();
        for page in 0..PAGES {
            let kind = ["board", "kiosk", "devices", "dashboard"][page % 4];
            pages.push(Events::open(daemon.address, &format!("/api/v1/live/{kind}")).await?);
        }
        live_a_day(&daemon).await?;
        let resident = resident_mib(daemon.pid())?;
        // What the day left to do is done first.
        tokio::time::sleep(Duration::from_secs(5)).await;
        let before = Use::of(daemon.pid())?;
        let begun = Instant::now();
        tokio::time::sleep(IDLE).await;
        let idle = Use::of(daemon.pid())?.since(&before, begun.elapsed());
        drop(pages);
        anyhow::Ok((resident, idle))
    })?;
    let one = |name: &str, unit, floor_is, measured: f64, floor: f64, goal| {
        Row::of(name, unit, floor_is, &[(measured, floor)], goal)
    };
    let rows = [
        one("memory, a day and 50 pages", "MiB", "allowed", resident, 40.0, Goal::AtMost(1.0)),
        one("memory, beside an idle FQM", "MiB", "FQM", resident, PEER_MIB, Goal::Shown),
        one("binary", "MB", "1 MB", megabytes, 1.0, Goal::Shown),
        one("idle, processor", "%", "allowed", idle.processor_percent, 1.0, Goal::AtMost(1.0)),
        one("idle, wake-ups", "/s", "one", idle.wakeups_per_second, 1.0, Goal::Shown),
        one("idle, written", "KiB/h", "1 KiB/h", idle.written_kib_per_hour, 1.0, Goal::Shown),
    ];
    report(&options, "small", &rows, &[format!("{PAGES} pages open, {} s idle", IDLE.as_secs())])
}

async fn live_a_day(daemon: &Daemon) -> Result<()> {
    let mut clerk = Client::connect(daemon.address, "clerk").await?;
    clerk.done(&format!("/api/v1/counters/{COUNTER}/open"), "{}").await?;
    for _ in 0..TICKETS {
        clerk.done("/api/v1/tickets", &issue_body()).await?;
        for action in ["next", "start", "finish"] {
            clerk.done(&format!("/api/v1/counters/{COUNTER}/{action}"), "{}").await?;
        }
    }
    Ok(())
}

/// What a process used since its start (proc(5)).
struct Use {
    ticks: u64,
    switches: u64,
    written: u64,
}

/// What it uses, by time.
struct Rates {
    processor_percent: f64,
    wakeups_per_second: f64,
    written_kib_per_hour: f64,
}

/// Clock ticks in a second, fixed by Linux for what it shows to programs.
const TICKS_PER_SECOND: f64 = 100.0;

impl Use {
    fn of(pid: u32) -> Result<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // Fields after the name, which is in parentheses: utime and stime are the 12th and 13th.
        let after = stat.rsplit_once(") ").context("a stat line")?.1;
        let fields: Vec<&str> = after.split(' ').collect();
        let ticks = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
        let mut switches = 0;
        for task in std::fs::read_dir(format!("/proc/{pid}/task"))? {
            let status = std::fs::read_to_string(task?.path().join("status"))?;
            let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            switches += line.context("no voluntary_ctxt_switches")?.trim().parse::<u64>()?;
        }
        let io = std::fs::read_to_string(format!("/proc/{pid}/io"))?;
        let line = io.lines().find_map(|line| line.strip_prefix("write_bytes:")).context("no write_bytes")?;
        Ok(Self { ticks, switches, written: line.trim().parse()? })
    }

    fn since(&self, before: &Self, elapsed: Duration) -> Rates {
        let seconds = elapsed.as_secs_f64();
        let processor = (self.ticks - before.ticks) as f64 / TICKS_PER_SECOND;
        Rates {
            processor_percent: processor / seconds * 100.0,
            wakeups_per_second: self.switches.saturating_sub(before.switches) as f64 / seconds,
            written_kib_per_hour: (self.written - before.written) as f64 / 1024.0 / seconds * 3600.0,
        }
    }
}
