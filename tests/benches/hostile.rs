//! A clerk at work while 500 connections do what connections do that mean harm: 150 say nothing, 150 say their head a
//! byte at a time, 100 promise a body that never comes, 100 try PINs; each comes again as soon as it is thrown out.
//!
//! The office has accounts, as it is installed: the clerk works with a PIN at an enrolled counter, the tickets come from
//! an enrolled kiosk. What the clerk waits for "next" is measured without and with the crowd in turns, in one run. All
//! of the crowd comes from this machine, whose connections are not counted: from one other machine 48 would be let in.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use common::http::Client;
use common::office::{COUNTER, Daemon, configure, issue_body, noubad, scratch};
use common::stats::Samples;
use common::{Goal, Options, Row, report};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Connections that mean harm, by kind.
const SILENT: usize = 150;
const SLOW: usize = 150;
const HALF: usize = 100;
const GUESSING: usize = 100;
/// What the clerk does in one turn without, with, and again without the crowd.
const CALLS: [usize; 3] = [100, 200, 100];
/// Pause between two of the clerk's calls: nobody presses faster.
const PAUSE: Duration = Duration::from_millis(50);
/// Kiosks, so that none meets its bound of tickets (`http/pace.rs`).
const KIOSKS: usize = 8;
/// How long the crowd may take to be there.
const GATHER: Duration = Duration::from_secs(10);

fn main() -> Result<()> {
    let options = Options::read()?;
    let noubad = noubad(&options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut rounds = Vec::new();
    let mut notes = Vec::new();
    for round in 1..=options.rounds {
        eprintln!("hostile: round {round} of {}", options.rounds);
        let (quiet, crowded, note) = runtime.block_on(measure(&noubad))?;
        rounds.push((quiet, crowded));
        notes = vec![note];
    }
    let pairs = |percent: f64| -> Vec<(f64, f64)> {
        rounds.iter().map(|(q, c)| (c.percentile(percent), q.percentile(percent))).collect()
    };
    let rows = [
        Row::of("clerk's next, 500 hostile: p50", "µs", "without", &pairs(50.0), Goal::Shown),
        Row::of("clerk's next, 500 hostile: p99", "µs", "without", &pairs(99.0), Goal::AtMost(3.0)),
    ];
    report(&options, "hostile", &rows, &notes)
}

/// An office with accounts, a clerk and kiosks.
struct Hall {
    daemon: Daemon,
    clerk: Client,
    kiosks: Vec<Client>,
    _dir: tempfile::TempDir,
}

fn access(noubad: &Path, data: &Path, args: &[&str], label: &str) -> Result<String> {
    let done = Command::new(noubad).arg("access").args(args).arg("--data").arg(data).output()?;
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let found = text.lines().find_map(|line| line.strip_prefix(label)).map(|rest| rest.trim().to_owned());
    found.with_context(|| format!("access {args:?}: {text}{}", String::from_utf8_lossy(&done.stderr)))
}

async fn granted(address: SocketAddr, path: &str, fields: &str, body: &str) -> Result<String> {
    // The daemon looks every two seconds at what was written beside it.
    for _ in 0..20 {
        let mut client = Client::connect(address, "grant").await?.with(fields.to_owned());
        let answer = client.post(path, body).await?;
        if let Some(cookie) = answer.cookie.filter(|_| answer.status == 200) {
            return Ok(cookie);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    bail!("{path}: no cookie")
}

impl Hall {
    async fn open(noubad: &Path) -> Result<Self> {
        let dir = scratch()?;
        let data = dir.path().join("data");
        let config = configure(dir.path(), "")?;
        let closed = std::fs::read_to_string(&config)?.replace("open = true\n", "");
        std::fs::write(&config, closed)?;
        let daemon = Daemon::start(noubad, &config, &data)?;
        daemon.ready().await?;
        let pin = access(noubad, &data, &["add", "clerk-7", "--role", "clerk"], "PIN:")?;
        let desk = access(noubad, &data, &["enrol", "counter", "desk-1", "--counter", COUNTER], "")?;
        let enrol = "/api/v1/access/enrol";
        let desk = granted(daemon.address, enrol, "", &format!("{{\"code\":\"{desk}\"}}")).await?;
        let mut kiosks = Vec::new();
        for n in 1..=KIOSKS {
            let code = access(noubad, &data, &["enrol", "kiosk", &format!("kiosk-{n}")], "")?;
            let body = format!("{{\"code\":\"{code}\"}}");
            let kiosk = granted(daemon.address, enrol, "", &body).await?;
            kiosks.push(Client::connect(daemon.address, "kiosk").await?.with(format!("cookie: {kiosk}\r\n")));
        }
        let body = format!("{{\"account\":\"clerk-7\",\"secret\":\"{pin}\"}}");
        let at = format!("cookie: {desk}\r\n");
        let person = granted(daemon.address, "/api/v1/access/sign-in", &at, &body).await?;
        let fields = format!("cookie: {desk}; {person}\r\n");
        let clerk = Client::connect(daemon.address, "clerk").await?.with(fields);
        let mut hall = Self { daemon, clerk, kiosks, _dir: dir };
        hall.kiosks[0].done("/api/v1/tickets", &issue_body()).await.context("the office is not open")?;
        hall.clerk.done(&format!("/api/v1/counters/{COUNTER}/open"), "{}").await?;
        Ok(hall)
    }

    async fn calls(&mut self, count: usize, samples: &mut Samples) -> Result<()> {
        let next = format!("/api/v1/counters/{COUNTER}/next");
        for n in 0..count {
            self.kiosks[n % KIOSKS].done("/api/v1/tickets", &issue_body()).await?;
            tokio::time::sleep(PAUSE).await;
            let start = Instant::now();
            self.clerk.done(&next, "{}").await?;
            samples.add_since(start);
        }
        Ok(())
    }
}

async fn measure(noubad: &Path) -> Result<(Samples, Samples, String)> {
    let mut hall = Hall::open(noubad).await?;
    let (mut quiet, mut crowded) = (Samples::default(), Samples::default());
    hall.calls(CALLS[0], &mut quiet).await?;
    let crowd = Crowd::gather(hall.daemon.address)?;
    hall.calls(CALLS[1], &mut crowded).await?;
    let note = crowd.leave()?;
    hall.calls(CALLS[2], &mut quiet).await?;
    Ok((quiet, crowded, note))
}

/// What the crowd did.
#[derive(Default)]
struct Counts {
    connected: AtomicUsize,
    again: AtomicUsize,
    guesses: AtomicUsize,
}

/// The crowd, on a thread of its own: the clerk's clock must not wait for it.
struct Crowd {
    counts: Arc<Counts>,
    stop: tokio_util::sync::CancellationToken,
    thread: std::thread::JoinHandle<Result<()>>,
}

impl Crowd {
    fn gather(address: SocketAddr) -> Result<Self> {
        let counts = Arc::new(Counts::default());
        let stop = tokio_util::sync::CancellationToken::new();
        let (seen, stopped) = (Arc::clone(&counts), stop.clone());
        let thread = std::thread::spawn(move || -> Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async move {
                for n in 0..SILENT + SLOW + HALF + GUESSING {
                    tokio::spawn(stranger(n, address, Arc::clone(&seen)));
                }
                stopped.cancelled().await;
            });
            Ok(())
        });
        let begun = Instant::now();
        while counts.connected.load(Ordering::Relaxed) < SILENT + SLOW + HALF + GUESSING {
            if begun.elapsed() > GATHER {
                bail!("only {} of the crowd could connect", counts.connected.load(Ordering::Relaxed));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Self { counts, stop, thread })
    }

    fn leave(self) -> Result<String> {
        self.stop.cancel();
        self.thread.join().map_err(|_| anyhow::anyhow!("the crowd panicked"))??;
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        Ok(format!(
            "the crowd of the last round: {} connections, {} of them after being thrown out, {} PINs tried",
            of(&self.counts.connected),
            of(&self.counts.again),
            of(&self.counts.guesses)
        ))
    }
}

async fn stranger(n: usize, address: SocketAddr, counts: Arc<Counts>) {
    let mut first = true;
    loop {
        let Ok(mut stream) = TcpStream::connect(address).await else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        counts.connected.fetch_add(1, Ordering::Relaxed);
        counts.again.fetch_add(usize::from(!first), Ordering::Relaxed);
        first = false;
        let done = match n {
            n if n < SILENT => stream.read(&mut [0; 64]).await.map(|_| ()),
            n if n < SILENT + SLOW => slowly(&mut stream).await,
            n if n < SILENT + SLOW + HALF => half(&mut stream).await,
            _ => guess(&mut stream, n, &counts).await,
        };
        // Thrown out, or the connection broke: come again.
        drop(done);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn slowly(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"GET /api/v1/services HTTP/1.1\r\nhost: localhost\r\nx-slow: ").await?;
    loop {
        stream.write_all(b"a").await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn half(stream: &mut TcpStream) -> std::io::Result<()> {
    let head = "POST /api/v1/access/sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
                content-length: 60000\r\n\r\n{\"account\":";
    stream.write_all(head.as_bytes()).await?;
    stream.read(&mut [0; 1_024]).await.map(|_| ())
}

async fn guess(stream: &mut TcpStream, n: usize, counts: &Counts) -> std::io::Result<()> {
    for pin in 0..20 {
        let body = format!("{{\"account\":\"clerk-{}\",\"secret\":\"{:06}\"}}", n % 10, 100_000 + pin);
        let request = format!(
            "POST /api/v1/access/sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = [0; 2_048];
        if stream.read(&mut answer).await? == 0 {
            return Ok(());
        }
        counts.guesses.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Ok(())
}
