//! Pads and panels on a real pseudo-terminal: a press is one call, whatever happens to the line.

use std::time::Duration;

use firmware_bridge::device::Wiring;
use firmware_bridge::sim::{Faults, SimDevice, SimLine};
use firmware_bridge::wire::message::{EventKind, LampPattern};
use tokio::time::Instant;

use super::common::{Bench, LIMIT, Live, config, until};

pub(super) const PAD: u8 = 1;
const PANEL: u8 = 2;

pub(super) struct Desk {
    pub(super) bench: Bench,
    pub(super) line: SimLine,
}

impl Desk {
    pub(super) async fn start(policy: &str) -> Self {
        Self::with(policy, "").await
    }

    /// Starts an office with more keys for its pad.
    pub(super) async fn with(policy: &str, pad: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("line");
        let devices = vec![SimDevice::pad(PAD), SimDevice::panel(PANEL)];
        let line = SimLine::start(&path, Wiring::Bus, devices, Faults::default()).unwrap();
        let more = format!(
            "[[line]]\nid = \"line-1\"\npath = \"{}\"\n\
             [[pad]]\nid = \"pad-1\"\nline = \"line-1\"\naddress = {PAD}\ncounter = \"c1\"\n{pad}\n\
             [[panel]]\nid = \"panel-1\"\nline = \"line-1\"\naddress = {PANEL}\ncounter = \"c1\"\ndigits = 4\n",
            path.display()
        );
        let clock = std::sync::Arc::new(noubad::clock::FastClock::new(super::common::MORNING, 1.0));
        let bench = Bench::changed(dir, &config(policy, &more), clock, |_| ()).await.open().await;
        let desk = Self { bench, line };
        desk.ready().await;
        desk
    }

    async fn ready(&self) {
        self.bench.ready(&["line-1", "pad-1", "panel-1"]).await;
    }

    async fn press(&self) {
        self.line.press(PAD, 0, EventKind::Press).await;
    }

    pub(super) async fn shows(&self, number: &str) {
        assert!(self.line.panel_shows(PANEL, number, LIMIT).await, "the panel shows {number}");
    }

    /// Waits until the pad has been answered for every press, and returns the last light.
    pub(super) async fn answered(&self, lamps: usize) -> LampPattern {
        until("the pad was answered", || async {
            self.line.events_waiting(PAD).await == 0 && self.line.lamp_history(PAD).await.len() >= lamps
        })
        .await;
        self.line.lamp_history(PAD).await.last().unwrap().pattern
    }

    pub(super) fn calls(&self) -> usize {
        self.bench.office().replica.read().state.calls.len()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_opens_the_counter_calls_lights_the_pad_and_shows_on_panel_and_board() {
    let desk = Desk::start("").await;
    let mut board = Live::open(desk.bench.address, "board").await;
    desk.press().await;
    assert_eq!(desk.answered(1).await, LampPattern::SlowBlink, "nobody waits");
    desk.bench.issue("k1").await;
    desk.press().await;
    desk.shows("A001").await;
    assert_eq!(desk.answered(2).await, LampPattern::Flash);
    let event = board.until("the call", |e| e.data["calls"][0]["number"] == "A001").await;
    assert_eq!(event.data["counters"][0]["number"], "A001");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_presses_within_the_gap_are_one_call() {
    let desk = Desk::start("next_gap_seconds = 30").await;
    desk.bench.issue("k1").await;
    desk.bench.issue("k2").await;
    desk.press().await;
    desk.press().await;
    assert_eq!(desk.answered(2).await, LampPattern::FastBlink);
    desk.shows("A001").await;
    assert_eq!(desk.calls(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn garbage_on_the_line_costs_nothing() {
    let desk = Desk::start("next_gap_seconds = 0").await;
    for n in 0..5 {
        desk.bench.issue(&format!("k{n}")).await;
    }
    let mut seed = 0x5EED_u64;
    for n in 1..=5_usize {
        let noise = (0..200).map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 56) as u8
        });
        desk.line.noise(noise.collect()).await;
        desk.press().await;
        desk.line.noise(vec![0; 40]).await;
        desk.shows(&format!("A{n:03}")).await;
        desk.answered(n).await;
    }
    assert_eq!(desk.calls(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_plugged_out_and_in_again_shows_what_is_so_and_takes_presses() {
    let desk = Desk::start("next_gap_seconds = 0").await;
    desk.bench.issue("k1").await;
    desk.bench.issue("k2").await;
    desk.press().await;
    desk.shows("A001").await;
    desk.answered(1).await;
    desk.line.unplug().await;
    until("the line is lost", || async { desk.bench.device("line-1") != "ready" }).await;
    // Meanwhile the clerk works with the page.
    desk.bench.act("c1", "next", serde_json::json!({})).await;
    desk.line.replug().await.unwrap();
    desk.ready().await;
    desk.shows("A002").await;
    desk.bench.issue("k3").await;
    desk.press().await;
    desk.shows("A003").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_that_comes_too_late_calls_nobody_and_is_forgotten() {
    let desk = Desk::start("next_gap_seconds = 0").await;
    desk.bench.issue("k1").await;
    desk.line.unplug().await;
    let pressed = Instant::now();
    desk.press().await;
    until("the press is stale", || async { pressed.elapsed() > Duration::from_millis(5_500) }).await;
    desk.line.replug().await.unwrap();
    desk.ready().await;
    assert_eq!(desk.answered(1).await, LampPattern::FastBlink);
    assert_eq!(desk.calls(), 0);
    desk.press().await;
    desk.shows("A001").await;
    assert_eq!(desk.calls(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_during_a_restart_is_one_call() {
    let mut desk = Desk::start("next_gap_seconds = 0").await;
    for n in 0..4 {
        desk.bench.issue(&format!("k{n}")).await;
    }
    for n in 1..=3_usize {
        let before = desk.calls();
        desk.press().await;
        if n > 1 {
            // Stopped as soon as the call is there: the pad may or may not have heard of it.
            until("the call", || async { desk.calls() > before }).await;
        }
        desk.bench.stop().await;
        desk.bench.run().await;
        desk.ready().await;
        desk.shows(&format!("A{n:03}")).await;
        until("the pad has nothing left to say", || async { desk.line.events_waiting(PAD).await == 0 }).await;
        assert_eq!(desk.calls(), n, "one press, one call");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pad_that_storms_is_shut_out_and_its_presses_are_counted_for_the_technician() {
    let desk = Desk::start("next_gap_seconds = 0").await;
    for n in 0..9 {
        desk.bench.issue(&format!("k{n}")).await;
    }
    for _ in 0..8 {
        desk.press().await;
    }
    let pad = || desk.bench.office().registry.list().into_iter().find(|d| d.id == "pad-1").unwrap();
    until("three presses were dropped", || async {
        pad().details.get("presses_dropped").is_some_and(|n| n == "3")
    })
    .await;
    assert_eq!(desk.answered(1).await, LampPattern::FastBlink);
    assert_eq!(desk.calls(), 5, "the sixth press within three seconds and all after it call nobody");
    let pad = pad();
    assert_eq!(pad.state, "quarantined");
    assert_eq!(pad.remedy.as_deref(), Some("device_quarantined"));
    // The clerk is not held up: the page works.
    assert_eq!(desk.bench.act("c1", "next", serde_json::json!({})).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_press_that_cannot_be_meant_is_shown_as_ignored() {
    let desk = Desk::start("next_gap_seconds = 30").await;
    desk.bench.issue("k1").await;
    desk.press().await;
    desk.press().await;
    until("the technician sees it", || async {
        let devices = desk.bench.office().registry.list();
        devices.iter().any(|d| d.details.get("presses_ignored").is_some_and(|n| n == "1"))
    })
    .await;
}
