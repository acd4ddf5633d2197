//! Buttons and boards off the shelf, from their wires to a call and back: USB keypads, Modbus inputs and displays, number
//! boards that never answer.

use std::sync::Arc;

use firmware_bridge::board::BoardKind;
use firmware_bridge::sim::{Faults, SimBoards, SimKeypad, SimModbus};
use noubad::clock::FastClock;
use serde_json::json;
use tempfile::TempDir;

use super::common::{Bench, LIMIT, MORNING, config, until};

const PAGE_UP: u16 = 104;
const PAGE_DOWN: u16 = 109;

/// Starts an office with devices in a directory, and three people waiting.
async fn office(dir: TempDir, devices: &str) -> Bench {
    let clock = Arc::new(FastClock::new(MORNING, 1.0));
    let text = config("next_gap_seconds = 0\nrecall_gap_seconds = 0", devices);
    let bench = Bench::changed(dir, &text, clock, |_| ()).await.open().await;
    for n in 0..9 {
        bench.issue(&format!("k{n}")).await;
    }
    bench
}

fn calls(bench: &Bench) -> usize {
    bench.office().replica.read().state.calls.len()
}

fn detail(bench: &Bench, id: &str, name: &str) -> Option<String> {
    let devices = bench.office().registry.list();
    devices.into_iter().find(|d| d.id == id)?.details.get(name).cloned()
}

async fn called(bench: &Bench, number: usize) {
    until(&format!("{number} calls"), || async { calls(bench) == number }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_presenter_calls_and_is_heard_again_after_it_was_unplugged() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("usb-presenter-event-kbd");
    let devices = format!(
        "[[button]]\nid = \"presenter\"\ncounter = \"c1\"\nsource = {{ evdev = \"{}\" }}\n\
         map = {{ KEY_PAGEDOWN = \"next\", KEY_PAGEUP = \"recall\", KEY_PAGEUP-long = \"no-show\" }}\n",
        path.display()
    );
    let bench = office(dir, &devices).await;
    until("its absence is told", || async { bench.device("presenter") == "missing" }).await;
    let mut keypad = SimKeypad::plug_in(&path, 1, 0).unwrap();
    bench.ready(&["presenter"]).await;
    keypad.press(PAGE_DOWN).unwrap();
    called(&bench, 1).await;
    // Held: the keyboard repeats the key, the person has pressed once.
    tokio::time::sleep(std::time::Duration::from_millis(450)).await;
    keypad.down(PAGE_DOWN).unwrap();
    for _ in 0..30 {
        keypad.repeat(PAGE_DOWN).unwrap();
    }
    keypad.up(PAGE_DOWN).unwrap();
    // A key that means nothing, and one that is told when it is let go.
    keypad.press(30).unwrap();
    keypad.press(PAGE_UP).unwrap();
    called(&bench, 2).await;
    let recalled = || async { bench.office().replica.read().state.calls.iter().any(|c| c.recalls == 1) };
    until("the recall", recalled).await;
    drop(keypad);
    until("it is missed", || async { bench.device("presenter") == "missing" }).await;
    let mut keypad = SimKeypad::plug_in(&path, 1, 0).unwrap();
    bench.ready(&["presenter"]).await;
    keypad.press(PAGE_DOWN).unwrap();
    called(&bench, 3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_keypad_whose_contact_bounces_calls_once_and_one_that_storms_is_shut_out() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keypad");
    let devices = format!(
        "[[button]]\nid = \"keypad\"\ncounter = \"c1\"\nsource = {{ evdev = \"{}\" }}\n\
         map = {{ KEY_PAGEDOWN = \"next\" }}\n",
        path.display()
    );
    let mut keypad = SimKeypad::plug_in(&path, 7, 1_000_000).unwrap();
    let bench = office(dir, &devices).await;
    bench.ready(&["keypad"]).await;
    keypad.press(PAGE_DOWN).unwrap();
    until("the bounce was counted", || async { detail(&bench, "keypad", "presses_repeated").is_some() })
        .await;
    called(&bench, 1).await;
    for _ in 0..20 {
        keypad.press(PAGE_DOWN).unwrap();
    }
    until("it is shut out", || async { bench.device("keypad") == "quarantined" }).await;
    until("all were heard", || async {
        detail(&bench, "keypad", "presses_dropped").is_some_and(|n| n == "37")
    })
    .await;
    assert_eq!(calls(&bench), 1, "told again within 400 ms, or dropped");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_on_a_modbus_module_calls_and_the_display_beside_it_shows_the_number() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("modbus");
    let sim = SimModbus::start(&path, &[1, 7], Faults::default()).unwrap();
    let devices = format!(
        "[[line]]\nid = \"line-m\"\npath = \"{}\"\nprotocol = \"modbus\"\nbaud = 115200\n\
         [[panel]]\nid = \"display\"\nline = \"line-m\"\naddress = 1\ncounter = \"c1\"\n\
         [[button]]\nid = \"contact\"\ncounter = \"c1\"\nsource = {{ modbus = \"line-m\", unit = 7, input = 2 }}\n\
         map = {{ press = \"next\", long = \"pause\" }}\n",
        path.display()
    );
    let mut bench = office(dir, &devices).await;
    bench.ready(&["line-m", "display", "contact"]).await;
    sim.press(7, 2);
    called(&bench, 1).await;
    assert!(sim.shows(1, "A001", LIMIT).await, "{}", sim.text(1));
    // A technician lights every segment: the number comes back by itself, and at once when somebody is called.
    let test = async |key: &str| bench.post("/api/v1/devices/display/test", key, &json!({})).await;
    let answer = test("t1").await;
    assert_eq!((answer.status, answer.json), (200, json!({"outcome": "shown", "confirmed": false})));
    assert!(sim.shows(1, "8888", LIMIT).await, "{}", sim.text(1));
    assert!(sim.shows(1, "A001", LIMIT).await, "{}", sim.text(1));
    assert_eq!(test("t2").await.status, 200);
    assert!(sim.shows(1, "8888", LIMIT).await, "{}", sim.text(1));
    sim.press(7, 2);
    called(&bench, 2).await;
    assert!(sim.shows(1, "A002", LIMIT).await, "{}", sim.text(1));
    sim.set_faults(Faults { silent: [1].into(), ..Faults::default() });
    until("the display is missed", || async { bench.device("display") == "lost" }).await;
    let outcome = test("t3").await.json;
    assert_eq!((&outcome["outcome"], &outcome["cause"]), (&json!("not_shown"), &json!("unit_fault")));
    sim.set_faults(Faults::default());
    bench.ready(&["display"]).await;
    // A unit that falls silent is named; the other goes on.
    sim.set_faults(Faults { silent: [7].into(), ..Faults::default() });
    until("it is missed", || async { bench.device("contact") == "lost" }).await;
    assert_eq!(bench.device("display"), "ready");
    sim.set_faults(Faults::default());
    bench.ready(&["contact"]).await;
    sim.hold(7, 2, true);
    let is_paused = || async {
        let office = bench.office().replica.read();
        office.state.counters.values().any(|c| c.state == queue::counter::CounterState::Paused)
    };
    until("the long press paused the counter", is_paused).await;
    until("a contact that is held is an alarm", || async { bench.device("contact") == "stuck" }).await;
    sim.hold(7, 2, false);
    bench.ready(&["contact"]).await;
    bench.stop().await;
    assert!(sim.shows(1, "--", LIMIT).await, "nobody drives the display any more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_board_shows_letters_as_digits_and_no_number_nobody_stands_behind() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("boards");
    let sim = SimBoards::start(&path, BoardKind::Board4, Faults::default()).unwrap();
    let devices = format!(
        "[[line]]\nid = \"line-b\"\npath = \"{}\"\nprotocol = \"board4\"\n\
         [[panel]]\nid = \"board-5\"\nline = \"line-b\"\naddress = 5\ncounter = \"c1\"\nletter_digits = {{ A = 1, B = 2 }}\n\
         [[panel]]\nid = \"board-6\"\nline = \"line-b\"\naddress = 6\ncounter = \"c2\"\ndigits = 3\n",
        path.display()
    );
    let mut bench = office(dir, &devices).await;
    bench.ready(&["line-b"]).await;
    until("it says what it cannot know", || async { bench.device("board-5") == "unverified" }).await;
    for counter in ["c1", "c2"] {
        bench.act(counter, "open", serde_json::json!({})).await;
        bench.act(counter, "next", serde_json::json!({})).await;
    }
    assert!(sim.shows(5, 1_001, LIMIT).await && sim.shows(6, 2, LIMIT).await, "{:?}", sim.shown());
    bench.act("c1", "finish", serde_json::json!({})).await;
    assert!(sim.shows(5, 0, LIMIT).await, "nobody is called");
    bench.stop().await;
    assert!(sim.shows(6, 0, LIMIT).await, "the number is taken away with the daemon");
}
