//! Pads and panels behind a bridge: real bridge, real Mosquitto, real daemon, terminals for the line.

use firmware_bridge::wire::message::{EventKind, LampPattern};
use tests::hall::{Hall, PANELS, Part};
use tests::{LIMIT, until};

const PAD: u8 = 1;

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
