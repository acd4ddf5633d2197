//! A busy counter: the reference firmware in simavr, a real bridge, Mosquitto and daemon, one byte in a hundred spoiled on
//! the line, and something killed every other call. Journal, panel and pad agree.
//!
//! `NOUBA_CALLS=120` is an hour, at one call in 30 s; without it, a few. The clock of the firmware and all time limits are
//! real; only the clerk's 30 s between two calls are shortened, to about 2 s.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    dead_code,
    reason = "a test, with a bench that others use more of"
)]

#[path = "../../firmware-bridge/tests/avr/bench.rs"]
mod bench;

use std::time::Duration;

use bench::Pad;
use firmware_bridge::device::Wiring;
use firmware_bridge::sim::{Faults, Rng, SimLine};
use tempfile::TempDir;
use tests::broker::Mosquitto;
use tests::hall::{self, Hall, LETTERS, Part};
use tests::until;

const UID: &str = "4e4f554241000005";
/// One box with buttons and a display has two names. simavr answers late on a busy machine, as a slow adapter does.
const ON_LINE: &str = r#"
baud = 38400
adapter_latency_ms = 100
[[device]]
id = "pad-1"
line = "line-1"
address = 5
[[device]]
id = "panel-1"
line = "line-1"
address = 5
"#;
/// Bytes in a million that are changed on their way, both ways.
const SPOILED: u32 = 10_000;

fn calls() -> u32 {
    std::env::var("NOUBA_CALLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

async fn start() -> (Hall, Pad, TempDir) {
    let pad_dir = TempDir::new().unwrap();
    Pad::identify(&pad_dir, 5, "bus", UID);
    let pad = Pad::power_on(&pad_dir);
    let dir = TempDir::new().unwrap();
    std::os::unix::fs::symlink(pad.line().await, dir.path().join("line")).unwrap();
    let broker = Mosquitto::start(&["nouba", "hall"], &hall::acl(1)).await.expect("the broker starts");
    // The harness has a line of simulators as well; nothing is on it.
    let unused = SimLine::start(&dir.path().join("unused"), Wiring::Bus, vec![], Faults::default()).unwrap();
    let hall = Hall::with(dir, broker, unused, 1, ON_LINE).await.expect("the hall starts");
    hall.ready().await;
    (hall, pad, pad_dir)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_a_busy_counter_with_everything_failing_in_turn_journal_panel_and_pad_agree() {
    let (mut hall, mut pad, _pad_dir) = start().await;
    let mut rng = Rng::new(3);
    pad.script(&format!("spoil 3 {SPOILED}"));
    let wanted = calls();
    for n in 0..wanted {
        let letter = n as usize % LETTERS.len();
        hall.issue(letter, &format!("citizen-{n}")).await;
        pad.press(0, 80);
        if n % 2 == 1 {
            let part = [Part::Broker, Part::Bridge, Part::Daemon][n as usize / 2 % 3];
            hall.kill_and_restart(part, &mut rng, async |_| ()).await;
        }
        tokio::time::sleep(Duration::from_millis(1_000 + rng.below(1_500))).await;
        if n % 20 == 19 {
            println!("{} presses", n + 1);
        }
    }
    pad.script("spoil 0 0");
    pad.played().await;
    let spoiled: u32 = pad.last("spoiled").unwrap().parse().unwrap();
    hall.ready().await;

    let name = |n: u32| format!("{UID}:1:{n}");
    until("every press is answered", || async {
        let ((called, _), stale) = (hall.carried_out().await, hall.stale(UID));
        (1..=wanted).all(|n| called.contains_key(&name(n)) || stale.contains(&name(n)))
    })
    .await;
    let ((called, last), stale) = (hall.carried_out().await, hall.stale(UID));
    println!(
        "{wanted} presses: {} calls, {} too late and said so; {spoiled} bytes spoiled",
        called.len(),
        stale.len()
    );
    assert!(called.values().all(|times| *times == 1), "{called:?}");
    assert!(
        called.keys().all(|press| (1..=wanted).any(|n| *press == name(n))),
        "a call nobody asked for: {called:?}"
    );
    assert!(spoiled > 0, "the line was bad");
    let number = last.get("counter-1").cloned().unwrap_or_default();
    pad.shows(&number).await;
    // Nothing is left in the pad: the next press is the next in number, and calls the next citizen.
    let next = hall.issue(0, "last").await;
    pad.press(0, 80);
    until("the next press is called", || async {
        hall.carried_out().await.0.contains_key(&name(wanted + 1))
    })
    .await;
    // Who was passed over by a press that came too late is called first.
    let (_, last) = hall.carried_out().await;
    pad.shows(last.get("counter-1").unwrap_or(&next)).await;
}
