//! Live streams: whole views, newest wins, nobody waits for anybody.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use noubad::clock::{Clock, ManualClock};
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpSocket;

use super::common::{Bench, Live, MORNING, config, request, until};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_begins_with_the_whole_view_and_goes_on_with_every_newest_one() {
    let bench = Bench::start().await.open().await;
    let mut board = Live::open(bench.address, "board").await;
    let first = board.next().await.unwrap();
    assert_eq!((first.name.as_str(), first.id), ("board", first.data["seq"].as_u64()));
    assert_eq!(first.data["counters"][0], json!({"id": "c1", "label": "1", "state": "closed"}));
    bench.act("c1", "open", json!({})).await;
    let mut last = first.id.unwrap();
    for n in 1..=20 {
        bench.issue(&format!("k{n}")).await;
        bench.act("c1", "next", json!({})).await;
        let number = format!("A{n:03}");
        let seen = board
            .until(&format!("{number} is called"), |e| {
                assert!(e.name == "ping" || e.id.unwrap() > last, "ids rise: {e:?} after {last}");
                e.data["calls"][0]["number"] == number
            })
            .await;
        last = seen.id.unwrap();
    }
    // A page that comes back is given everything again, however it asks.
    let again = Live::open(bench.address, "board").await.next().await.unwrap();
    assert_eq!((&again.data["calls"][0]["number"], again.id), (&json!("A020"), Some(last)));
    assert_eq!(again.data["calls"].as_array().unwrap().len(), 8);
}

/// A browser that comes back says which event it saw last. Nothing reads that: whoever comes is given the whole view, so
/// there is nothing to decode and nothing a stranger's number could make the daemon look for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_page_says_it_saw_last_it_is_given_the_whole_view() {
    let bench = Bench::start().await.open().await;
    bench.issue("k1").await;
    let whole = Live::open(bench.address, "board").await.next().await.unwrap();
    let long = format!("last-event-id: {}", "9".repeat(20_000));
    for fields in [
        "last-event-id: 0",
        "last-event-id: 1",
        "last-event-id: -1",
        "last-event-id: 18446744073709551616",
        "last-event-id: 1e999",
        "last-event-id:",
        "last-event-id: \t",
        "last-event-id: \u{ff}\u{80}\u{202e}",
        "last-event-id: %00%0d%0a",
        "last-event-id: 1\r\nlast-event-id: 2",
        "LAST-EVENT-ID: {\"seq\": 1}",
        long.as_str(),
    ] {
        let mut stream = Live::with(bench.address, "board", &format!("{fields}\r\n")).await;
        let first = stream.next().await.unwrap_or_else(|| panic!("no event after {fields:.60}"));
        assert_eq!((first.name.as_str(), first.id), ("board", whole.id), "{fields:.60}");
        assert_eq!(first.data["services"], whole.data["services"], "{fields:.60}");
    }
    // What no head may be is refused before anybody looks at it: longer than a head, or with bytes that end a line.
    for fields in [format!("last-event-id: {}", "9".repeat(100_000)), "last-event-id: 1\u{0}2".to_owned()] {
        let answer = request(bench.address, "GET", "/api/v1/live/board", &format!("{fields}\r\n"), "").await;
        assert!([400, 431].contains(&answer.status), "{answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waits_are_said_once_the_office_is_known_and_no_longer_when_no_counter_is_open() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = Bench::at(&config("", ""), Arc::clone(&clock) as _).await.open().await;
    bench.act("c1", "open", json!({})).await;
    let mut kiosk = Live::open(bench.address, "kiosk").await;
    let first = kiosk.next().await.unwrap();
    assert_eq!(first.data["services"][0].get("wait"), None, "nothing is known yet");
    for n in 0..12 {
        bench.issue(&format!("k{n}")).await;
        bench.act("c1", "next", json!({})).await;
        clock.advance(4 * MINUTE_MS);
        bench.act("c1", "finish", json!({})).await;
    }
    for n in 12..15 {
        bench.issue(&format!("k{n}")).await;
    }
    let told =
        kiosk.until("a wait is said", |e| e.data["services"][0]["wait"]["low_min"].as_u64() > Some(4)).await;
    let wait = &told.data["services"][0]["wait"];
    assert!(wait["high_min"].as_u64().unwrap() <= 20, "three people of four minutes each: {wait}");
    let mut board = Live::open(bench.address, "board").await;
    let board = board.until("the board says it too", |e| !e.data["services"][0]["wait"].is_null()).await;
    assert_eq!(&board.data["services"][0]["wait"], wait);
    let mut page = Live::open(bench.address, "counter/c1").await;
    page.until("the clerk sees it", |e| e.data["next"][0]["wait"]["low_min"] == 0).await;
    bench.act("c1", "close", json!({})).await;
    kiosk.until("nobody is promised anything", |e| e.data["services"][0].get("wait").is_none()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_opened_later_is_told_the_time_of_now_though_nothing_happened_meanwhile() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = Bench::at(&config("", ""), Arc::clone(&clock) as _).await.open().await;
    let mut first = Live::open(bench.address, "board").await;
    assert_eq!(first.next().await.unwrap().data["server_time"], MORNING.to_string());
    clock.advance(HOUR_MS);
    let second = Live::open(bench.address, "board").await.next().await.unwrap();
    assert_eq!(second.data["server_time"], (MORNING + HOUR_MS).to_string());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn time_alone_does_not_send_a_clerks_page_anew() {
    let bench = Bench::start().await.open().await;
    bench.act("c1", "open", json!({})).await;
    bench.issue("k").await;
    let mut page = Live::open(bench.address, "counter/c1").await;
    let first = page.until("somebody waits", |e| e.data["next"][0]["number"] == "A001").await;
    assert_eq!(first.data["next"][0]["reason"]["waited_ms"], 0);
    assert_eq!(page.within(Duration::from_millis(3_500)).await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_stream_says_every_ten_seconds_that_it_is_alive() {
    let bench = Bench::start().await.open().await;
    let mut kiosk = Live::open(bench.address, "kiosk").await;
    let ping = kiosk.until("a ping", |e| e.name == "ping").await;
    assert!(ping.data["server_time"].as_str().unwrap().starts_with("2026-11-24T09:"), "{ping:?}");
    assert_eq!(ping.id, None, "a ping has no place in the journal");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_never_read_slow_nobody_down() {
    let bench = Bench::start().await.open().await;
    let mut stuck = Vec::new();
    for _ in 0..20 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(2_048).unwrap();
        let mut stream = socket.connect(bench.address).await.unwrap();
        stream.write_all(b"GET /api/v1/live/board HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        stuck.push(stream);
    }
    let mut board = Live::open(bench.address, "board").await;
    bench.act("c1", "open", json!({})).await;
    let mut seen = BTreeSet::new();
    for n in 1..=300 {
        bench.issue(&format!("k{n}")).await;
        if n % 10 == 0 {
            let called = bench.act("c1", "next", json!({})).await.json["ticket"]["number"].clone();
            let event = board.until("the call", |e| e.data["calls"][0]["number"] == called).await;
            seen.insert(event.id.unwrap());
        }
    }
    assert_eq!(seen.len(), 30);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_says_bye_to_every_stream_and_waits_for_none() {
    let mut bench = Bench::start().await.open().await;
    let token = bench.issue("k").await.json["token"].as_str().unwrap().to_owned();
    let mut streams = Vec::new();
    for view in ["board", "kiosk", "counter/c1", "devices", &format!("ticket/{token}")] {
        let mut stream = Live::open(bench.address, view).await;
        stream.next().await.unwrap();
        streams.push(stream);
    }
    let took = bench.stop().await;
    assert!(took < Duration::from_secs(4), "open streams do not hold the daemon back: {took:?}");
    for mut stream in streams {
        stream.until("bye", |e| e.name == "bye").await;
        assert_eq!(stream.next().await, None, "nothing follows");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_follows_its_ticket_until_the_ticket_is_forgotten() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = Bench::at(&config("next_gap_seconds = 0", ""), Arc::clone(&clock) as _).await.open().await;
    bench.issue("other").await;
    let token = bench.issue("mine").await.json["token"].as_str().unwrap().to_owned();
    let mut phone = Live::open(bench.address, &format!("ticket/{token}")).await;
    let first = phone.next().await.unwrap();
    assert_eq!((&first.data["number"], &first.data["ahead"]), (&json!("A002"), &json!(1)));
    bench.act("c1", "open", json!({})).await;
    bench.act("c1", "next", json!({})).await;
    phone.until("nobody is before me", |e| e.data["ahead"] == 0).await;
    bench.act("c1", "next", json!({})).await;
    let called = phone.until("I am called", |e| e.data["state"] == "called").await;
    assert_eq!((&called.data["label"], &called.data["ahead"]), (&json!("1"), &json!(null)));
    bench.act("c1", "finish", json!({})).await;
    phone.until("I am served", |e| e.data["state"] == "finished").await;
    // The day ends, and the next one begins: yesterday's tickets are not known any more. In two steps, as a leap of
    // more than half a day would not be believed.
    let day = || bench.office().replica.read().state.day.as_ref().map(|d| d.day);
    let today = day();
    clock.advance(11 * HOUR_MS);
    until("the day ends", || async { day().is_none() }).await;
    clock.advance(11 * HOUR_MS + 30 * MINUTE_MS);
    until("the next day begins", || async { day() > today }).await;
    phone.until("bye", |e| e.name == "bye").await;
}

/// A clock that is moved by hand, passes like a real one for whoever waits, and counts the looks at it.
struct Watched {
    clock: ManualClock,
    looks: AtomicU64,
}

impl Clock for Watched {
    fn now(&self) -> Timestamp {
        self.looks.fetch_add(1, Ordering::Relaxed);
        self.clock.now()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_that_may_not_be_closed_yet_does_not_keep_the_processor_busy() {
    let clock = Arc::new(Watched { clock: ManualClock::new(MORNING), looks: AtomicU64::new(0) });
    let bench = Bench::at(&config("", ""), Arc::clone(&clock) as _).await.open().await;
    // The clock leaps by two months: that ends no day until somebody says it is right.
    clock.clock.advance(61 * 24 * HOUR_MS);
    bench.issue("wakes the dispatcher").await;
    let before = clock.looks.load(Ordering::Relaxed);
    let begun = tokio::time::Instant::now();
    until("two seconds have passed", || async { begun.elapsed() > Duration::from_secs(2) }).await;
    let looks = clock.looks.load(Ordering::Relaxed) - before;
    let day = bench.office().replica.read().state.day.is_some();
    assert!(day, "the day was not closed by a clock that leapt");
    assert!(looks < 200, "the clock was looked at {looks} times in two seconds");
}
