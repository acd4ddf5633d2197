//! A town of offices that all report at once, on this machine: `cargo bench -p tests --bench town -- --minutes 10`.
//!
//! Each simulated office does what the reporter does: events gather for a second, one batch is under way at a time over a
//! connection of its own, gzip JSON with hash chain and the office's present state beside it, and after a refusal it
//! comes again. PostgreSQL, the portal and all offices share the machine. The lag of a batch is from the moment it was
//! due to be sent, whatever kept it, until it was acknowledged as committed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and fails by panicking")]

mod common;

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::town::Portal;
use common::{Goal, Options, Row, report};
use flate2::Compression;
use flate2::write::GzEncoder;
use portal::clock;
use portal::decide::{genesis, link};
use queue::id::{OfficeId, ServiceId};
use queue::live::{Door, Live, LiveDevice, LiveService, Minutes};
use queue::report::{Batch, Digest, Entry};
use queue::time::Timestamp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// Events of an office a second on average: 300 tickets of 6 events in 8 hours (performance.md §3 of the measurements).
const AVERAGE: f64 = 300.0 * 6.0 / (8.0 * 3_600.0);
/// How long events gather, as in the reporter.
const GATHER: Duration = Duration::from_secs(1);
/// The goal.
const LAG_MAX: Duration = Duration::from_secs(1);

/// What is measured.
#[derive(Default)]
struct Score {
    lags: Mutex<Vec<u32>>,
    events: AtomicU64,
    batches: AtomicU64,
    refusals: AtomicU64,
}

fn main() -> anyhow::Result<()> {
    let options = Options::read_without(&[], &["--minutes", "--offices", "--times"])?;
    let argument = |name: &str, default: f64| {
        let mut all = std::env::args().skip_while(|a| a != name).skip(1);
        all.next().map_or(default, |value| value.parse().expect("a number"))
    };
    let (minutes, offices) = (argument("--minutes", 0.5), argument("--offices", 2_500.0) as usize);
    let times = argument("--times", 10.0);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (row, note) = runtime.block_on(run(minutes, offices, AVERAGE * times));
    report(&options, "town", &[row], &[note])
}

async fn run(minutes: f64, offices: usize, rate: f64) -> (Row, String) {
    let town = Portal::start().await.unwrap();
    let (pool, address) = (&town.pool, town.address);
    let score = Arc::new(Score::default());
    println!("{offices} offices, {:.0} events/s, {minutes} minutes", rate * offices as f64);
    let over = Instant::now() + Duration::from_secs_f64(minutes * 60.0) + Duration::from_secs(5);
    let mut tasks = Vec::new();
    for n in 0..offices {
        let id = OfficeId::new(&format!("office-{n:04}")).unwrap();
        let credential = portal::store::add_office(pool, &id, clock::now()).await.unwrap();
        let office = Office { id, credential, seq: 0, head: genesis("e1"), random: n as u64 + 1, rate };
        tasks.push(tokio::spawn(office.live(address, over, Arc::clone(&score))));
    }
    let (mut events, mut batches) = (0, 0);
    while Instant::now() < over {
        tokio::time::sleep(Duration::from_secs(10)).await;
        let (e, b) = (score.events.load(Ordering::Relaxed), score.batches.load(Ordering::Relaxed));
        let from = batches as usize;
        let lags = score.lags.lock().unwrap().get(from..).unwrap_or_default().to_vec();
        println!(
            "{:>6.0} events/s {:>5.0} batches/s, lag {}",
            (e - events) as f64 / 10.0,
            (b - batches) as f64 / 10.0,
            spread(lags)
        );
        (events, batches) = (e, b);
    }
    let mut sent = 0;
    for task in tasks {
        sent += task.await.unwrap();
    }
    let mut lags = score.lags.lock().unwrap().clone();
    lags.sort_unstable();
    let worst = lags.iter().max().copied().unwrap_or(0);
    let late = lags.iter().filter(|l| u128::from(**l) > LAG_MAX.as_millis()).count();
    println!(
        "in all {} batches, {} refused and sent again, lag {}",
        lags.len(),
        score.refusals.load(Ordering::Relaxed),
        spread(lags.clone())
    );
    let stored: i64 = sqlx::query_scalar("select count(*) from event").fetch_one(pool).await.unwrap();
    assert_eq!(stored as u64, sent, "each event once");
    town.stop().await.unwrap();
    let lag = [(f64::from(at(&lags, 990)), LAG_MAX.as_millis() as f64)];
    let name = format!("{offices} offices at once: p99 until a batch is committed");
    let note = format!(
        "{minutes} minutes; sent {sent}, stored {stored}; {late} of {} batches above {} ms, the worst {worst} ms",
        lags.len(),
        LAG_MAX.as_millis()
    );
    (Row::of(&name, "ms", "allowed", &lag, Goal::AtMost(1.0)), note)
}

fn spread(mut lags: Vec<u32>) -> String {
    lags.sort_unstable();
    let [p50, p99, p999, max] = [500, 990, 999, 1000].map(|p| at(&lags, p));
    format!("p50 {p50} ms, p99 {p99} ms, p99.9 {p999} ms, max {max} ms")
}

/// Returns the lag that so many in a thousand are not above, of lags in order.
fn at(lags: &[u32], p: usize) -> u32 {
    lags.get((lags.len() * p / 1000).min(lags.len().saturating_sub(1))).copied().unwrap_or(0)
}

/// One simulated office.
struct Office {
    id: OfficeId,
    credential: String,
    seq: u64,
    head: Digest,
    random: u64,
    rate: f64,
}

impl Office {
    /// Reports until the time is over; returns how many events were acknowledged.
    async fn live(mut self, address: SocketAddr, over: Instant, score: Arc<Score>) -> u64 {
        let mut next = Instant::now() + self.pause();
        loop {
            let due = next + GATHER;
            if due > over {
                return self.seq;
            }
            tokio::time::sleep_until(due).await;
            let mut count = 0;
            while next <= Instant::now() {
                count += 1;
                next += self.pause();
            }
            let (batch, head) = self.batch(count);
            let request = self.request(&batch);
            while !send(address, &request).await {
                score.refusals.fetch_add(1, Ordering::Relaxed);
                let wait = self.below(1_000);
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            (self.seq, self.head) = (self.seq + count, head);
            score.events.fetch_add(count, Ordering::Relaxed);
            score.lags.lock().unwrap().push(due.elapsed().as_millis() as u32);
            score.batches.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn below(&mut self, n: u64) -> u64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        (self.random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n
    }

    /// Exponential, as events that know nothing of each other come.
    fn pause(&mut self) -> Duration {
        let unit = (self.below(1 << 24) + 1) as f64 / f64::from(1 << 24);
        Duration::from_secs_f64(-unit.ln() / self.rate)
    }

    fn batch(&self, count: u64) -> (Batch, Digest) {
        let now = clock::now();
        let mut head = self.head;
        let events = (1..=count).map(|n| {
            let seq = self.seq + n;
            let body = format!(
                r#"{{"seq":{seq},"at":"{now}","day":"2026-11-24","type":"ticket_called","data":{{"ticket":"01935f3e-7c1a-7000-8000-{seq:012x}","number":"A{:03}","counter":"counter-{}","service":"birth-extract","waited_ms":{},"reason":{{"rule":"score","class":"normal","waited_ms":{}}},"rounds":[0,0]}},"v":1,"actor":{{"role":"clerk","id":"pad-1"}},"command":"pad:{seq}"}}"#,
                seq % 999 + 1, seq % 5 + 1, seq * 37 % 900_000, seq * 37 % 900_000,
            );
            head = link(head, &body);
            let day = queue::time::Date::new(2026, 11, 24);
            Entry { seq, at: now, day, kind: "ticket_called".to_owned(), body, hash: head }
        });
        let events: Vec<Entry> = events.collect();
        let live = Some(Box::new(self.present(now)));
        let (office, epoch) = (self.id.clone(), "e1".to_owned());
        let (first_seq, prev_hash) = (self.seq + 1, self.head);
        (
            Batch {
                office,
                epoch,
                parent: None,
                sent_at: now,
                first_seq,
                prev_hash,
                events,
                live,
                profile: None,
            },
            head,
        )
    }

    /// Eight services and a dozen devices, as an office has.
    fn present(&self, now: Timestamp) -> Live {
        let service = |n: usize| LiveService {
            id: ServiceId::new(&format!("service-{n}")).unwrap(),
            waiting: (self.seq as u32 + n as u32) % 9,
            longest_since: Some(now),
            wait: Some(Minutes { low: 5, high: 20 }),
        };
        let device = |n: usize| LiveDevice {
            id: format!("pad-{n}"),
            kind: "pad".to_owned(),
            counter: Some(format!("counter-{n}")),
            state: "ready".to_owned(),
            since: now,
            cause: None,
            remedy: None,
            because_of: None,
            last_contact: None,
            details: [("firmware".to_owned(), "1.4.0".to_owned())].into(),
        };
        Live {
            seq: self.seq,
            at: now,
            waiting: self.seq as u32 % 40,
            door: Door::Open,
            counters_open: 5,
            counters: 6,
            services: (0..8).map(service).collect(),
            devices: (0..12).map(device).collect(),
            ..Live::default()
        }
    }

    fn request(&self, batch: &Batch) -> Vec<u8> {
        let mut zipper = GzEncoder::new(Vec::new(), Compression::fast());
        serde_json::to_writer(&mut zipper, batch).unwrap();
        zipper.flush().unwrap();
        let body = zipper.finish().unwrap();
        let head = format!(
            "POST /api/v1/ingest HTTP/1.1\r\nhost: portal\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
             content-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            self.credential,
            body.len()
        );
        [head.as_bytes(), &body].concat()
    }
}

/// Sends a batch; false when it must come again.
async fn send(address: SocketAddr, request: &[u8]) -> bool {
    let exchange = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        stream.write_all(request).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        std::io::Result::Ok(answer)
    };
    exchange.await.is_ok_and(|answer| answer.starts_with(b"HTTP/1.1 200"))
}
