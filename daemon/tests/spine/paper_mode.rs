//! A journal that cannot be written: the office says so, loses nothing, doubles nothing, and comes back by itself.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use noubad::clock::FastClock;
use serde_json::json;

use super::common::{Bench, Live, MORNING, config, until};

const CHILD: &str = "NOUBA_TEST_PAPER_MODE";

/// Runs a test of this file again as a child that has a small disk of its own; needs no rights where user
/// namespaces are allowed. Returns the disk in the child, nothing in the parent.
fn on_a_small_disk(test: &str) -> Option<PathBuf> {
    if let Some(dir) = std::env::var_os(CHILD) {
        return Some(PathBuf::from(dir));
    }
    let dir = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o size=6m none \"${CHILD}\" && exec \"$0\" \"$@\"");
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .args([&format!("paper_mode::{test}"), "--exact", "--nocapture"])
        .env(CHILD, dir.path())
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{out}\n{err}");
    None
}

/// Takes all the room there is.
fn fill(disk: &Path) -> PathBuf {
    let ballast = disk.join("ballast");
    let mut file = std::fs::File::create(&ballast).unwrap();
    while file.write(&[1; 4_096]).is_ok_and(|n| n > 0) {}
    ballast
}

async fn on(disk: &Path) -> Bench {
    let dir = tempfile::tempdir_in(disk).unwrap();
    let clock = Arc::new(FastClock::new(MORNING, 1.0));
    Bench::changed(dir, &config("next_gap_seconds = 0", ""), clock, |_| ()).await.open().await
}

/// Issues until the disk is full, from the first key on that was never used; returns the key that got none.
async fn issue_until_full(bench: &Bench, numbers: &mut Vec<String>) -> String {
    for n in numbers.len().. {
        let key = format!("k{n}");
        let answer = bench.issue(&key).await;
        if answer.status != 201 {
            answer.is_problem(503, "journal_unavailable");
            assert_eq!(answer.header("retry-after"), Some("1"));
            return key;
        }
        numbers.push(answer.json["number"].as_str().unwrap().to_owned());
    }
    unreachable!("the disk is finite")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_paper_mode_until_there_is_room_again_and_nothing_is_doubled() {
    let Some(disk) =
        on_a_small_disk("a_full_disk_is_paper_mode_until_there_is_room_again_and_nothing_is_doubled")
    else {
        return;
    };
    let bench = on(&disk).await;
    let mut board = Live::open(bench.address, "board").await;
    assert_eq!(bench.get("/readyz").await.status, 200);
    let mut numbers = Vec::new();
    for round in 0..3 {
        let ballast = fill(&disk);
        let key = issue_until_full(&bench, &mut numbers).await;
        until("not ready", || async { bench.get("/readyz").await.status == 503 }).await;
        assert_eq!(bench.get("/readyz").await.json["status"], "paper_mode");
        assert_eq!(bench.get("/healthz").await.status, 200, "a restart would not help");
        // It stays so: what opens and reads well but takes no commit is not ready.
        for n in 0..10 {
            bench.issue(&key).await.is_problem(503, "journal_unavailable");
            bench.act("c1", "open", json!({})).await.is_problem(503, "journal_unavailable");
            assert_eq!(bench.get("/readyz").await.status, 503, "look {n} of round {round}");
        }
        let shown = bench.get("/api/v1/services").await.json["services"][0]["waiting"].clone();
        std::fs::remove_file(ballast).unwrap();
        until("ready again by itself", || async { bench.get("/readyz").await.status == 200 }).await;
        let answer = bench.issue(&key).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(bench.issue(&key).await.json, answer.json);
        numbers.push(answer.json["number"].as_str().unwrap().to_owned());
        // The replica has exactly what is in the journal: as many tickets as were acknowledged.
        let state = bench.office().replica.read().state.clone();
        let total = state.tickets.len();
        assert!(shown == total - 1 || shown == total, "{shown} of {total}");
        let last = numbers.last().unwrap();
        assert_eq!(*last, format!("A{total:03}"), "no number was left out or given twice");
        board.until("the board goes on", |e| e.data["services"][0]["waiting"] == total).await;
        for (n, number) in numbers.iter().enumerate() {
            let answer = bench.issue(&format!("k{n}")).await;
            assert_eq!(answer.json["number"], *number, "each key keeps its number");
        }
        if round == 2 {
            let report = noubad::store::verify(&bench.dir.path().join("data")).await.unwrap();
            assert!(report.is_well(), "{report}");
            assert_eq!(report.head.seq, state.seq);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_in_paper_mode_can_be_stopped() {
    let Some(disk) = on_a_small_disk("an_office_in_paper_mode_can_be_stopped") else { return };
    let mut bench = on(&disk).await;
    let ballast = fill(&disk);
    let mut numbers = Vec::new();
    let key = issue_until_full(&bench, &mut numbers).await;
    until("not ready", || async { bench.get("/readyz").await.status == 503 }).await;
    let took = bench.stop().await;
    assert!(took < Duration::from_secs(10), "it took {took:?}");
    std::fs::remove_file(ballast).unwrap();
    bench.run().await;
    let total = numbers.len() + 1;
    assert_eq!(bench.issue(&key).await.json["number"], format!("A{total:03}"));
}
