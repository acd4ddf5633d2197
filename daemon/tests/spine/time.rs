//! The clock as boxes have it: off over night, in 1970, years ahead, a shift over midnight. Numbers and their order never
//! change, and no day is opened or closed by a clock that is not believed.

use std::sync::Arc;

use noubad::clock::{Clock, ManualClock, SharedClock};
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::common::{Bench, LIMIT, MORNING, config, until};

const DAY_MS: i64 = 24 * HOUR_MS;

async fn office(text: &str, now: Timestamp) -> (Arc<ManualClock>, Bench) {
    let clock = Arc::new(ManualClock::new(now));
    let bench = Bench::at(text, Arc::clone(&clock) as SharedClock).await;
    (clock, bench)
}

fn plain() -> String {
    config("next_gap_seconds = 0", "")
}

fn day(bench: &Bench) -> Option<String> {
    bench.office().replica.read().state.day.as_ref().map(|d| d.day.to_string())
}

async fn until_day(bench: &Bench, wanted: &str) {
    until(wanted, || async { day(bench).as_deref() == Some(wanted) }).await;
}

async fn number(bench: &Bench, key: &str) -> String {
    let answer = bench.issue(key).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json["number"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_left_open_over_night_is_closed_and_the_next_begins_with_001() {
    let (clock, mut bench) = office(&plain(), MORNING).await;
    until_day(&bench, "2026-11-24").await;
    assert_eq!(number(&bench, "a").await, "A001");
    assert_eq!(number(&bench, "b").await, "A002");
    // Switched off at the wall in the middle of the day.
    bench.stop().await;
    clock.advance(DAY_MS);
    bench.run().await;
    until_day(&bench, "2026-11-25").await;
    assert_eq!(number(&bench, "c").await, "A001");
    let report = noubad::store::verify(&bench.dir.path().join("data")).await.unwrap();
    assert!(report.is_well(), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_box_that_starts_in_1970_goes_on_once_the_clock_is_right() {
    let (clock, mut bench) = office(&plain(), MORNING).await;
    until_day(&bench, "2026-11-24").await;
    assert_eq!(number(&bench, "a").await, "A001");
    bench.stop().await;
    clock.advance(-MORNING.0);
    bench.run().await;
    until("the clock is suspect", || async { bench.device("clock") == "suspect" }).await;
    // The day that is open goes on: closing it would give numbers twice once the clock is right.
    assert_eq!(day(&bench).as_deref(), Some("2026-11-24"));
    clock.advance(MORNING.0 + 5 * MINUTE_MS);
    until("the clock is right", || async { bench.device("clock") == "ready" }).await;
    assert_eq!(number(&bench, "b").await, "A002", "the same day, the next number");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jumps_from_seconds_to_years_change_neither_the_day_nor_the_numbers() {
    let (clock, bench) = office(&plain(), MORNING).await;
    until_day(&bench, "2026-11-24").await;
    let year = 365 * DAY_MS;
    let mut wanted = 0;
    for jump in [
        1_000,
        -1_000,
        40_000,
        -40_000,
        HOUR_MS,
        -HOUR_MS,
        -11 * HOUR_MS,
        11 * HOUR_MS,
        10 * year,
        -10 * year,
    ] {
        clock.advance(jump);
        // Ahead of its hours the office gives no tickets, and says so; it must not close, and not count.
        let answer = bench.issue(&format!("jump-{jump}")).await;
        if answer.status == 201 {
            wanted += 1;
            assert_eq!(answer.json["number"], format!("A{wanted:03}"), "after a jump of {jump} ms");
        } else {
            assert_eq!(answer.status, 409, "{answer:?}");
        }
        assert_eq!(day(&bench).as_deref(), Some("2026-11-24"), "after a jump of {jump} ms");
    }
    assert_eq!(clock.now(), MORNING);
    assert!(wanted >= 6, "{wanted} of 10 were given");
    wanted += 1;
    assert_eq!(number(&bench, "after").await, format!("A{wanted:03}"));
}

/// Registry desks of a port: open until midnight, with those still waiting served after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shift_over_midnight_is_one_day_and_the_next_begins_when_it_opens() {
    let text = plain().replace("08:00-18:00", "16:00-24:00");
    // 22:00 on Tuesday.
    let (clock, bench) = office(&text, MORNING + 12 * HOUR_MS + 48 * MINUTE_MS).await;
    until_day(&bench, "2026-11-24").await;
    bench.act("c1", "open", serde_json::json!({})).await;
    assert_eq!(number(&bench, "late").await, "A001");
    clock.advance(2 * HOUR_MS + 10 * MINUTE_MS);
    let called = bench.act("c1", "next", serde_json::json!({})).await;
    assert!(called.status < 300, "after midnight whoever waits is called: {called:?}");
    assert_eq!(day(&bench).as_deref(), Some("2026-11-24"), "it is still Tuesday's day");
    clock.advance(15 * HOUR_MS + 55 * MINUTE_MS);
    until_day(&bench, "2026-11-25").await;
    assert_eq!(number(&bench, "next-evening").await, "A001");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leap_days_are_days_like_others() {
    // 2028-02-28 at 09:12 UTC.
    let (clock, bench) = office(&plain(), Timestamp(1_835_341_920_000)).await;
    for wanted in ["2028-02-28", "2028-02-29", "2028-03-01"] {
        until_day(&bench, wanted).await;
        assert_eq!(number(&bench, wanted).await, "A001");
        // Through the night as time goes by, in steps that no guard doubts.
        let deadline = tokio::time::Instant::now() + LIMIT;
        for _ in 0..24 {
            assert!(tokio::time::Instant::now() < deadline, "a night takes too long");
            clock.advance(HOUR_MS);
            tokio::time::sleep(std::time::Duration::from_millis(15)).await;
        }
    }
}
