//! What was learned of the waits outlives a restart: the day's figures go on, and ranges begin corrected.

use std::sync::Arc;

use noubad::clock::ManualClock;
use noubad::forecast::kept::{FILE, Kept};
use queue::time::MINUTE_MS;
use serde_json::{Value, json};

use super::common::{Bench, MORNING, config, until};

const FIGURES: &str = "/api/v1/reports/figures?from=2026-11-24&to=2026-11-25";

async fn turned_out(bench: &Bench) -> u64 {
    let figures = bench.get(FIGURES).await.json;
    figures["rows"][0]["forecast"]["n"].as_u64().unwrap_or(0)
}

/// Whoever is next is called, three minutes after the one before, and something is said to whoever waits then.
async fn serve_one(bench: &Bench, clock: &ManualClock) {
    clock.advance(3 * MINUTE_MS);
    assert_eq!(bench.act("c1", "next", json!({})).await.status, 200);
}

/// The ids of thirty people who wait, of whom fourteen have been served.
async fn learned(bench: &Bench, clock: &ManualClock) -> Vec<String> {
    bench.act("c1", "open", json!({})).await;
    let mut ids = Vec::new();
    for n in 0..30 {
        ids.push(bench.issue(&format!("k{n}")).await.json["id"].as_str().unwrap().to_owned());
    }
    for _ in 0..14 {
        serve_one(bench, clock).await;
    }
    ids
}

async fn wait_of(bench: &Bench, id: &str) -> Value {
    bench.get(&format!("/api/v1/tickets/{id}")).await.json["wait"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_and_learned_of_the_waits_outlives_a_restart() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let text = config("next_gap_seconds = 0", "");
    let mut bench = Bench::at(&text, Arc::clone(&clock) as _).await.open().await;
    let ids = learned(&bench, &clock).await;
    until("the last in line is told a wait", || async { !wait_of(&bench, &ids[29]).await.is_null() }).await;
    for _ in 0..5 {
        serve_one(&bench, &clock).await;
    }
    until("five waits have turned out", || async { turned_out(&bench).await == 5 }).await;
    bench.stop().await;
    let data = bench.dir.path().join("data");
    let kept = Kept::load(&data).expect("it is kept when the daemon stops");
    assert_eq!((kept.score.n, kept.calibration.learned(), kept.foreseen.len()), (5, 5, 11));

    bench.run().await;
    until("the day's figures go on", || async { turned_out(&bench).await == 5 }).await;
    serve_one(&bench, &clock).await;
    until("what was said before the restart turned out", || async { turned_out(&bench).await == 6 }).await;
    bench.stop().await;

    // The control: without the file nothing is known of what was said, and everything else is.
    std::fs::remove_file(data.join(FILE)).unwrap();
    bench.run().await;
    until("waits are told again", || async { !wait_of(&bench, &ids[29]).await.is_null() }).await;
    serve_one(&bench, &clock).await;
    until("it is counted anew", || async { turned_out(&bench).await == 1 }).await;
    bench.stop().await;
    std::fs::write(data.join(FILE), "{\"form\":1,\"seq\"").unwrap();
    assert_eq!(Kept::load(&data), None, "a damaged file is passed over");
}
