//! Accelerated days of the whole office, demonstrated citizens and devices included: memory, descriptors, the log and
//! the time of an answer stay what they were.
#![allow(clippy::print_stdout, reason = "a figure, or why there is none")]

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tests::http;
use tests::office::daemon;

/// For how long, in seconds of the world; ten office minutes a second.
const SECONDS: &str = "NOUBA_SOAK_SECONDS";
const SECONDS_DEFAULT: u64 = 40;

#[derive(Debug, Clone, Copy)]
struct Sample {
    resident_kib: u64,
    descriptors: u64,
    log_kib: u64,
    database_kib: u64,
    answer_us: u64,
    events: u64,
}

async fn sample(pid: u32, address: SocketAddr, data: &Path) -> Option<Sample> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let rss =
        status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?.trim().trim_end_matches(" kB").parse().ok()?;
    let kib = |name: &str| std::fs::metadata(data.join(name)).map_or(0, |m| m.len() / 1024);
    let begun = Instant::now();
    let (_, ready) = http::get(address, "/readyz").await.ok()?;
    Some(Sample {
        resident_kib: rss,
        descriptors: std::fs::read_dir(format!("/proc/{pid}/fd")).ok()?.count() as u64,
        log_kib: kib("nouba.db-wal"),
        database_kib: kib("nouba.db"),
        answer_us: begun.elapsed().as_micros() as u64,
        events: ready["journal"]["seq"].as_u64()?,
    })
}

fn most(samples: &[Sample], of: impl Fn(&Sample) -> u64) -> u64 {
    samples.iter().map(of).max().unwrap_or(0)
}

fn median(samples: &[Sample], of: impl Fn(&Sample) -> u64) -> u64 {
    let mut all: Vec<u64> = samples.iter().map(of).collect();
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn weeks_at_full_speed_leave_memory_descriptors_log_and_answers_as_they_were() {
    let seconds = std::env::var(SECONDS).map_or(SECONDS_DEFAULT, |n| n.parse().expect("a number"));
    let dir = tempfile::tempdir().expect("a directory");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let mut demo = Command::new(daemon())
        .args(["demo", "--seed", "3", "--speed", "600", "--for", "20000h", "--listen", &free.to_string()])
        .arg("--data")
        .arg(dir.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the demonstration starts");
    let (begun, mut samples) = (Instant::now(), Vec::new());
    let pause = Duration::from_millis((seconds * 1000 / 80).clamp(250, 10_000));
    while begun.elapsed() < Duration::from_secs(seconds) {
        tokio::time::sleep(pause).await;
        samples.extend(sample(demo.id(), free, &dir.path().join("data")).await);
    }
    Command::new("kill").args(["-INT", &demo.id().to_string()]).status().expect("kill runs");
    assert!(demo.wait().expect("it ends").success(), "the journal is whole at the end");

    // What a day needs for itself is there after the first half.
    let (warm, late) = samples[samples.len() / 4..].split_at(samples.len() * 3 / 8);
    let (first, last) = (samples.first().expect("samples"), samples.last().expect("samples"));
    println!(
        "{seconds} s, {} events: memory {} then {} KiB, descriptors {} then {}, log {} then {} KiB, answer {} then {} µs",
        last.events,
        most(warm, |s| s.resident_kib),
        most(late, |s| s.resident_kib),
        median(warm, |s| s.descriptors),
        median(late, |s| s.descriptors),
        most(warm, |s| s.log_kib),
        most(late, |s| s.log_kib),
        median(warm, |s| s.answer_us),
        median(late, |s| s.answer_us),
    );
    assert!(last.events > first.events + 200, "the office lived: {} events", last.events);
    assert!(
        most(late, |s| s.resident_kib) < most(warm, |s| s.resident_kib) * 5 / 4 + 8 * 1024,
        "memory grows"
    );
    assert!(median(late, |s| s.descriptors) <= median(warm, |s| s.descriptors) + 4, "descriptors leak");
    assert!(most(late, |s| s.log_kib) < 16 * 1024, "the log grows");
    let per_event = (last.database_kib - first.database_kib) * 1024 / (last.events - first.events).max(1);
    assert!(per_event < 4 * 1024, "{per_event} bytes of database an event");
}
