//! A ticket issued over HTTP and durable before the answer, with 1, 8 and 64 kiosks at once, beside what the bare
//! parts take: a synced append, a commit, an answer.
//!
//! Each round has an office of its own that lives through one busy day of some 3,000 tickets, so that a round does
//! not pay for the rounds before it. Kiosks ask again as soon as they have their answer: the times of many kiosks
//! are those of a queue that is never empty, not of citizens.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use common::floor::{Append, Commit, Server, hello};
use common::http::Client;
use common::office::{Daemon, configure, issue_body, noubad, scratch};
use common::stats::Samples;
use common::{Goal, Options, Row, report};

/// Measured in turns of this many of each, so that a slow moment meets all of them.
const TURN: usize = 40;
/// Turns of one kiosk.
const TURNS: usize = 15;
/// Tickets before anything is measured.
const WARM_UP: usize = 60;
/// Tickets of all kiosks together, for 8 and 64 kiosks.
const CROWD: [(usize, usize); 2] = [(8, 800), (64, 1_600)];
/// Synced appends before and after a crowd, to know the disk's pace in that moment.
const APPENDS: usize = 200;
/// Until then an office has made the room its log needs, which it does once: no ticket syncs for it.
const AFTER_START: Duration = Duration::from_secs(1);
/// Tickets while syncs are counted.
const COUNTED: usize = 400;

fn main() -> Result<()> {
    let options = Options::read()?;
    let noubad = noubad(&options)?;
    let server = Server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut rounds = Vec::new();
    for round in 1..=options.rounds {
        eprintln!("issue: round {round} of {}", options.rounds);
        rounds.push(runtime.block_on(measure(&noubad, &server))?);
    }
    let (syncs, notes) = runtime.block_on(count_syncs(&noubad, &rounds))?;
    let mut rows = rows(&rounds);
    rows.extend(syncs);
    report(&options, "issue", &rows, &notes)
}

/// What one round measured; times in microseconds.
struct Round {
    append: Samples,
    commit: Samples,
    hello: Samples,
    one: Samples,
    crowds: Vec<Crowd>,
}

struct Crowd {
    kiosks: usize,
    each: Samples,
    per_second: f64,
    appends_per_second: f64,
    commits_per_ticket: f64,
}

async fn measure(noubad: &std::path::Path, server: &Server) -> Result<Round> {
    let dir = scratch()?;
    let daemon = Daemon::start(noubad, &configure(dir.path(), "")?, &dir.path().join("data"))?;
    daemon.open().await?;
    let mut append = Append::create(dir.path())?;
    let mut commit = Commit::create(dir.path()).await?;
    let mut greeter = Client::connect(server.address, "floor").await?;
    let mut kiosk = Client::connect(daemon.address, "kiosk").await?;
    for _ in 0..WARM_UP {
        kiosk.done("/api/v1/tickets", &issue_body()).await?;
        commit.row().await?;
        hello(&mut greeter).await?;
    }
    let crowds = Vec::new();
    let [a, c, h, o] = [(); 4].map(|()| Samples::default());
    let mut round = Round { append: a, commit: c, hello: h, one: o, crowds };
    for _ in 0..TURNS {
        for _ in 0..TURN {
            round.append.add_since(append.sync()?);
        }
        for _ in 0..TURN {
            round.commit.add_since(commit.row().await?);
        }
        for _ in 0..TURN {
            round.hello.add_since(hello(&mut greeter).await?);
        }
        for _ in 0..TURN {
            round.one.add_since(issue(&mut kiosk).await?);
        }
    }
    for (kiosks, tickets) in CROWD {
        round.crowds.push(crowd(&daemon, &mut append, kiosks, tickets).await?);
    }
    commit.close().await?;
    Ok(round)
}

async fn issue(kiosk: &mut Client) -> Result<Instant> {
    let body = issue_body();
    let start = Instant::now();
    kiosk.done("/api/v1/tickets", &body).await?;
    Ok(start)
}

/// Lets many kiosks ask at once, each for its share of the tickets.
async fn crowd(daemon: &Daemon, append: &mut Append, kiosks: usize, tickets: usize) -> Result<Crowd> {
    let mut clients = Vec::new();
    for i in 0..kiosks {
        clients.push(Client::connect(daemon.address, &format!("crowd-{i}")).await?);
    }
    let mut appends = Samples::default();
    for _ in 0..APPENDS {
        appends.add_since(append.sync()?);
    }
    let before = daemon.counts().await?.0;
    // Taken from one heap: were each kiosk given its share, some would be done early and leave fewer than so many.
    let left = Arc::new(AtomicUsize::new(tickets));
    let start = Instant::now();
    let mut tasks = Vec::new();
    for mut client in clients {
        let left = Arc::clone(&left);
        tasks.push(tokio::spawn(async move {
            let mut samples = Samples::default();
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
            {
                samples.add_since(issue(&mut client).await?);
            }
            anyhow::Ok(samples)
        }));
    }
    let mut each = Samples::default();
    for task in tasks {
        each.extend(&task.await??);
    }
    let per_second = tickets as f64 / start.elapsed().as_secs_f64();
    let commits = daemon.counts().await?.0 - before;
    for _ in 0..APPENDS {
        appends.add_since(append.sync()?);
    }
    let commits_per_ticket = commits as f64 / tickets as f64;
    let appends_per_second = appends.per_second();
    Ok(Crowd { kiosks, each, per_second, appends_per_second, commits_per_ticket })
}

fn rows(rounds: &[Round]) -> Vec<Row> {
    let floor = "commit + hello";
    let one = |percent: f64, goal| {
        let pair = |r: &Round| {
            let bare = r.commit.percentile(percent) + r.hello.percentile(percent);
            (r.one.percentile(percent), bare)
        };
        let pairs: Vec<_> = rounds.iter().map(pair).collect();
        Row::of(&format!("1 kiosk, p{percent}"), "µs", floor, &pairs, goal)
    };
    let bare = |name: &str, of: fn(&Round) -> &Samples, percent: f64| {
        let pair = |r: &Round| (of(r).percentile(percent), r.append.percentile(percent));
        let pairs: Vec<_> = rounds.iter().map(pair).collect();
        Row::of(name, "µs", "append + fdatasync", &pairs, Goal::Shown)
    };
    let mut rows = vec![
        one(50.0, Goal::AtMost(1.5)),
        one(99.0, Goal::AtMost(2.0)),
        bare("bare commit, p50", |r| &r.commit, 50.0),
        bare("bare hello, p50", |r| &r.hello, 50.0),
    ];
    for (i, (kiosks, _)) in CROWD.iter().enumerate() {
        let of = |of: fn(&Crowd) -> (f64, f64)| rounds.iter().map(|r| of(&r.crowds[i])).collect::<Vec<_>>();
        debug_assert!(rounds.iter().all(|r| r.crowds[i].kiosks == *kiosks));
        let many = *kiosks == 64;
        let (pace, tail) =
            if many { (Goal::AtLeast(3.0), Goal::AtMost(20.0)) } else { (Goal::Shown, Goal::Shown) };
        let tickets = of(|c| (c.per_second, c.appends_per_second));
        rows.push(Row::of(&format!("{kiosks} kiosks, tickets"), "/s", "append + fdatasync", &tickets, pace));
        let each = of(|c| (c.each.percentile(99.0), c.each.percentile(50.0)));
        rows.push(Row::of(&format!("{kiosks} kiosks, p99"), "µs", "its own p50", &each, tail));
        let commits = of(|c| (c.commits_per_ticket, 1.0));
        rows.push(Row::of(
            &format!("{kiosks} kiosks, commits"),
            "a ticket",
            "one each",
            &commits,
            Goal::Shown,
        ));
    }
    rows
}

/// Counts the syncs of a commit with strace, and from them and the rounds' commits the syncs of a ticket: strace slows
/// every system call, so the tickets it looks at share commits differently from those nobody looks at.
async fn count_syncs(noubad: &std::path::Path, rounds: &[Round]) -> Result<(Vec<Row>, Vec<String>)> {
    let dir = scratch()?;
    let daemon = Daemon::start(noubad, &configure(dir.path(), "")?, &dir.path().join("data"))?;
    daemon.open().await?;
    tokio::time::sleep(AFTER_START).await;
    let mut append = Append::create(dir.path())?;
    let trace = Trace::start(daemon.pid(), &dir.path().join("trace"));
    let traced = crowd(&daemon, &mut append, 1, COUNTED).await?;
    let (syncs_per_commit, note) = match trace {
        Ok(trace) => {
            let per_commit = trace.stop()? / (traced.commits_per_ticket * COUNTED as f64);
            (per_commit, format!("{per_commit:.3} syncs a commit under strace, over {COUNTED} commits"))
        }
        Err(error) => (1.0, format!("strace does not work here ({error:#}): a commit is taken for one sync")),
    };
    let alone = [(traced.commits_per_ticket * syncs_per_commit, 1.0)];
    let eight: Vec<_> =
        rounds.iter().map(|r| (r.crowds[0].commits_per_ticket * syncs_per_commit, 1.0)).collect();
    let row =
        |name: &str, pairs: &[_], most| Row::of(name, "a ticket", "one each", pairs, Goal::AtMost(most));
    // Alone a little more than 1: every thousand pages the log is written back, which syncs twice more.
    Ok((vec![row("1 kiosk, syncs", &alone, 1.05), row("8 kiosks, syncs", &eight, 0.25)], vec![note]))
}

/// A strace that counts another process's syncs.
struct Trace {
    strace: std::process::Child,
    file: std::path::PathBuf,
}

impl Trace {
    fn start(pid: u32, file: &std::path::Path) -> Result<Self> {
        let mut strace = Command::new("strace")
            .args(["-f", "-e", "trace=fdatasync,fsync", "-o"])
            .arg(file)
            .args(["-p", &pid.to_string()])
            .stderr(Stdio::piped())
            .spawn()
            .context("strace cannot be started")?;
        // It says "attached" once for each thread; from the first on all that run are seen soon.
        let mut said = std::io::BufReader::new(strace.stderr.take().context("no standard error")?);
        let mut line = String::new();
        std::io::BufRead::read_line(&mut said, &mut line)?;
        anyhow::ensure!(line.contains("attached"), "strace says {}", line.trim());
        std::thread::sleep(Duration::from_millis(200));
        // Nobody else reads what it says; it is little.
        std::mem::forget(said);
        Ok(Self { strace, file: file.to_owned() })
    }

    fn stop(mut self) -> Result<f64> {
        let pid = nix::unistd::Pid::from_raw(i32::try_from(self.strace.id())?);
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT)?;
        self.strace.wait()?;
        let text = std::fs::read_to_string(&self.file)?;
        // A call that another thread's line interrupts is written in two lines; the second says "resumed".
        let begun = |line: &&str| line.contains("sync(") && !line.contains("resumed");
        Ok(text.lines().filter(begun).count() as f64)
    }
}
