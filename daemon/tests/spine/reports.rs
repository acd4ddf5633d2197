//! Figures over HTTP: a day as it goes, as it ended, as it is made again from the journal, and as a table.

use std::sync::Arc;

use noubad::clock::{Clock, ManualClock};
use noubad::store::Reader;
use queue::event::Event;
use queue::figures::{Collector, Day};
use queue::forecast::Score;
use queue::time::{HOUR_MS, MINUTE_MS};
use serde_json::{Value, json};

use super::common::{Bench, Live, MORNING, config, until};

const TODAY: &str = "from=2026-11-24&to=2026-11-25";

/// Six people are served, three minutes each, and one is not.
async fn morning(clock: &Arc<ManualClock>) -> Bench {
    let bench = Bench::at(&config("next_gap_seconds = 0", ""), Arc::clone(clock) as _).await.open().await;
    bench.act("c1", "open", json!({})).await;
    for n in 0..6 {
        bench.issue(&format!("k{n}")).await;
        clock.advance(2 * MINUTE_MS);
        bench.act("c1", "next", json!({})).await;
        // By hand: a start that the clock causes could come after the end.
        bench.act("c1", "start", json!({})).await;
        clock.advance(3 * MINUTE_MS);
        bench.act("c1", "finish", json!({})).await;
    }
    bench.issue("k6").await;
    bench
}

async fn rows(bench: &Bench, query: &str) -> Vec<Value> {
    let answer = bench.get(&format!("/api/v1/reports/figures?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.head);
    answer.json["rows"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_is_told_as_it_goes_by_whatever_it_is_asked_by_and_as_a_table() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = morning(&clock).await;
    let mut page = Live::open(bench.address, "dashboard").await;
    let seen = page.until("the figures of the day", |e| e.data["today"]["arrived"] == 7).await;
    assert_eq!((&seen.data["waiting"], &seen.data["counters"][0]["served"]), (&json!(1), &json!(6)));
    let all = &rows(&bench, TODAY).await[0];
    assert_eq!((&all["arrived"], &all["served"], &all["open"]), (&json!(7), &json!(6), &json!(1)));
    assert_eq!((&all["waiting"]["p90_s"], &all["service"]["p50_s"]), (&json!(120), &json!(180)));
    assert_eq!(
        all["desks"]["serving_s"].as_i64().unwrap() + all["desks"]["walking_s"].as_i64().unwrap(),
        6 * 180
    );
    assert_eq!(rows(&bench, &format!("{TODAY}&by=hour")).await.len(), 1);
    assert_eq!(rows(&bench, &format!("{TODAY}&service=copies")).await, Vec::<Value>::new());
    assert_eq!(rows(&bench, &format!("{TODAY}&by=counter")).await[0]["key"], "c1");
    let day = bench.get("/api/v1/reports/days/2026-11-24").await.json;
    assert_eq!(day["desks"][0]["counter"], "c1");
    assert_eq!(
        day["quarters"].as_array().unwrap().iter().map(|q| q["arrived"].as_u64().unwrap()).sum::<u64>(),
        7
    );
    let table = bench
        .get(&format!("/api/v1/reports/figures.csv?{TODAY}&by=service&separator=semicolon&lang=ar"))
        .await;
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    bench.get("/api/v1/reports/figures?from=2026-11-24&to=2026-11-24").await.is_problem(422, "empty_period");
    bench.get("/api/v1/reports/days/2026-13-01").await.is_problem(404, "unknown_day");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stored_of_a_day_is_what_its_raw_events_give_again() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let mut bench = morning(&clock).await;
    // The night: the day ends by itself and whoever waits is told so.
    clock.advance(14 * HOUR_MS);
    let file = bench.dir.path().join("data/figures.jsonl");
    until("the day is written down", || async {
        file.exists() && rows(&bench, TODAY).await.first().is_some_and(|row| row["unserved"] == 1)
    })
    .await;
    bench.stop().await;

    let text = std::fs::read_to_string(&file).unwrap();
    let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let stored: Day = serde_json::from_value(line["day"].clone()).unwrap();
    let reader = Reader::open(&bench.dir.path().join("data")).await.unwrap();
    let events = reader.events(0, 5_000).await.unwrap();
    reader.close().await;
    let opened = events.iter().position(|r| matches!(r.event, Event::DayOpened { .. })).unwrap();
    let config = noubad::config::Config::parse("test", &config("next_gap_seconds = 0", "")).unwrap();
    let again = Collector::default().day(events[opened..].iter(), &config.office, 0, clock.now()).unwrap();
    let unsaid = Day { forecast: Score::default(), read: Score::default(), ..stored.clone() };
    assert_eq!(unsaid, again);

    // A damaged file is made again from the journal, a whole one is only read.
    std::fs::write(&file, &text[..text.len() / 2]).unwrap();
    bench.run().await;
    until("the day is there again", || async { !rows(&bench, TODAY).await.is_empty() }).await;
    assert_eq!(rows(&bench, TODAY).await[0]["served"], 6);
    bench.stop().await;
    let text = std::fs::read_to_string(&file).unwrap();
    let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(serde_json::from_value::<Day>(line["day"].clone()).unwrap().facts, stored.facts);
}
