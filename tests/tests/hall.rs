//! Pads and panels behind a bridge: real bridge, real Mosquitto, real daemon, terminals for the line.

use firmware_bridge::wire::message::{EventKind, LampPattern};
use tests::hall::{Hall, PANELS, Part};
use tests::{LIMIT, until};

const PAD: u8 = 1;
/// The lamp that says "offline" (PROTOCOL.md).
const OFFLINE: u8 = 2;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pad_behind_a_bridge_is_as_a_pad_on_the_daemon_s_own_line() {
    let mut hall = Hall::start(1).await.expect("the hall starts");
    hall.ready().await;
    hall.line.press(PAD, 0, EventKind::Press).await;
    until("the pad is told that nobody waits", || async {
        hall.line.lamp_history(PAD).await.iter().any(|lamp| lamp.pattern == LampPattern::SlowBlink)
    })
    .await;
    let number = hall.issue(0, "k1").await;
    hall.line.press(PAD, 0, EventKind::Press).await;
    assert!(hall.line.panel_shows(PANELS, &number, LIMIT).await, "the panel shows {number}");
    until("the pad is told that somebody was called", || async {
        hall.line.lamp_history(PAD).await.last().is_some_and(|lamp| lamp.pattern == LampPattern::Flash)
            && hall.line.events_waiting(PAD).await == 0
    })
    .await;

    // A panel that was without power shows what is so, without anybody asking.
    hall.line.power_cycle(PANELS).await;
    assert!(hall.line.panel_shows(PANELS, &number, LIMIT).await, "the panel shows {number} again");
    // So it does after the broker, and then the daemon, forgot everything.
    let next = hall.issue(0, "k2").await;
    for part in [Part::Broker, Part::Daemon] {
        hall.kill(part).await.expect("it runs");
        hall.restart(part).await.expect("it starts");
    }
    hall.ready().await;
    hall.line.press(PAD, 0, EventKind::Press).await;
    assert!(hall.line.panel_shows(PANELS, &next, LIMIT).await, "the panel shows {next}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_away_for_long_is_seen_on_the_pad_and_every_press_that_found_no_room_is_counted() {
    /// More than a pad keeps; what it cannot keep it counts.
    const PRESSES: usize = 40;
    let mut hall = Hall::start(2).await.expect("the hall starts");
    for n in 0..PRESSES + 2 {
        hall.issue(0, &format!("k{n}")).await;
    }
    hall.ready().await;
    hall.kill(Part::Broker).await.expect("it runs");
    for _ in 0..PRESSES {
        hall.line.press(PAD, 0, EventKind::Press).await;
    }
    until("the pad says that it is offline", || async {
        hall.line.lamp(PAD, OFFLINE).await == LampPattern::SlowBlink
    })
    .await;
    let kept = hall.line.events_waiting(PAD).await;
    assert!((1..PRESSES).contains(&kept), "{kept} presses are kept in the pad");

    hall.restart(Part::Broker).await.expect("it starts");
    hall.ready().await;
    until("the pad has said all it kept", || async { hall.line.events_waiting(PAD).await == 0 }).await;
    until("the lamp is dark again", || async { hall.line.lamp(PAD, OFFLINE).await == LampPattern::Off })
        .await;
    let (calls, _) = hall.carried_out().await;
    let stale = hall.stale("53494d").len();
    assert_eq!(calls.len() + stale, kept, "carried out, or too late and said so");
    assert!(calls.values().all(|times| *times == 1), "{calls:?}");
    until("the presses that found no room are on the technician's page", || async {
        let lost = hall.device("pad-1").await["details"]["events_lost"].clone();
        lost.as_str().and_then(|lost| lost.parse().ok()) == Some(PRESSES - kept)
    })
    .await;
    // The clerk goes on as if nothing had been.
    hall.line.press(2, 0, EventKind::Press).await;
    until("the other counter calls", || async { hall.carried_out().await.1.contains_key("counter-2") }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adapter_pulled_out_is_named_and_the_line_goes_on_when_it_is_back() {
    let hall = Hall::start(1).await.expect("the hall starts");
    let number = hall.issue(0, "k1").await;
    hall.ready().await;
    hall.line.unplug().await;
    hall.line.press(PAD, 0, EventKind::Press).await;
    until("the pad is lost and its line named", || async {
        let pad = hall.device("pad-1").await;
        pad["state"] == "lost" && pad["cause"] == "line_closed"
    })
    .await;
    hall.line.replug().await.expect("the adapter is plugged in");
    hall.ready().await;
    until("the pad has said what it kept", || async { hall.line.events_waiting(PAD).await == 0 }).await;
    // The press made meanwhile was carried out, or came too late and the clerk presses again.
    if hall.carried_out().await.0.is_empty() {
        assert_eq!(hall.stale("53494d").len(), 1);
        hall.line.press(PAD, 0, EventKind::Press).await;
    }
    assert!(hall.line.panel_shows(PANELS, &number, LIMIT).await, "the panel shows {number}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_babbles_is_seen_on_the_line_and_calls_nobody() {
    let hall = Hall::start(2).await.expect("the hall starts");
    let number = hall.issue(0, "k1").await;
    hall.ready().await;
    for round in 0..200_u32 {
        // Never the same twice, with the delimiter of frames among it.
        let noise = (0..64).map(|at| ((round * 64 + at).wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        hall.line.noise(noise).await;
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    hall.ready().await;
    assert!(hall.carried_out().await.0.is_empty(), "nobody pressed");
    until("the damage is counted on the technician's page", || async {
        hall.device("hall").await["details"]["frames_dropped"].is_string()
    })
    .await;
    hall.line.press(PAD, 0, EventKind::Press).await;
    assert!(hall.line.panel_shows(PANELS, &number, LIMIT).await, "the panel shows {number}");
}
