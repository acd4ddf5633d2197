//! `noubad device test`, `learn` and `card`, as a technician runs them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use firmware_bridge::sim::{Faults, SimKeypad, SimModbus};
use noubad::config::Config;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn noubad(args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_noubad")).args(args).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
}

/// An office with the buttons of `config/BUTTONS.md`.
fn office(dir: &Path) -> String {
    let page = std::fs::read_to_string(root().join("config/BUTTONS.md")).unwrap();
    let snippets = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let text = std::fs::read_to_string(root().join("config/offices/sale-etat-civil.toml")).unwrap();
    let broker = "[mqtt]\nbroker = \"127.0.0.1:1883\"\ncredential = \"/etc/nouba/mqtt.credential\"\n";
    let path = dir.join("office.toml");
    std::fs::write(&path, format!("{text}\n{broker}{}", snippets.collect::<String>())).unwrap();
    path.display().to_string()
}

fn payload(name: &str) -> String {
    root().join("daemon/tests/payloads").join(name).display().to_string()
}

#[test]
fn a_payload_in_a_file_is_tried_without_hardware() {
    let dir = tempfile::tempdir().unwrap();
    let office = office(dir.path());
    let test = |device: &str, file: &str| {
        noubad(&["device", "test", "--config", &office, "--device", device, "--payload", &payload(file)])
    };
    let (code, said) = test("button-zigbee", "z2m-single.json");
    assert_eq!(
        (code, said.lines().next()),
        (0, Some("button-zigbee: \"single\" → next at counter-1")),
        "{said}"
    );
    let (code, said) = test("button-zigbee", "z2m-follow-up-empty.json");
    assert_eq!(code, 1);
    assert!(said.contains("no press: empty"), "{said}");
    let (code, said) = test("button-7", "z2m-single.json");
    assert_eq!(code, 2);
    assert!(said.contains("there are: button-zigbee, button-shelly"), "{said}");
    let all = noubad(&[
        "device",
        "test",
        "--config",
        &office,
        "--json",
        "--payload",
        &payload("shelly-single.json"),
    ]);
    let json: serde_json::Value = serde_json::from_str(&all.1).unwrap();
    assert_eq!((all.0, json.as_array().unwrap().len()), (0, 4));
    assert_eq!(json[1]["presses"][0]["action"], "next");
}

/// Checks that a learnt mapping, added to the office's file, is a button of it.
fn is_a_button(said: &str, more: &str) -> Config {
    let mapping = &said[said.find("[[button]]").unwrap_or_else(|| panic!("{said}"))..];
    let text = std::fs::read_to_string(root().join("config/offices/sale-etat-civil.toml")).unwrap();
    let broker = "[mqtt]\nbroker = \"127.0.0.1:1883\"\ncredential = \"/etc/nouba/mqtt.credential\"\n";
    let text = format!("{text}\n{broker}{more}\n{mapping}");
    Config::parse("learnt.toml", &text).unwrap_or_else(|errors| panic!("{errors}\n{mapping}"))
}

#[test]
fn a_mapping_is_learnt_from_what_was_heard_and_understands_it() {
    let dir = tempfile::tempdir().unwrap();
    let heard = dir.path().join("heard.txt");
    let of = |name: &str| std::fs::read_to_string(payload(name)).unwrap();
    let lines = [
        format!("zigbee2mqtt/b {}", of("z2m-follow-up-empty.json")),
        format!("zigbee2mqtt/b {}", of("z2m-single.json")),
        format!("zigbee2mqtt/b {}", of("z2m-battery.json")),
        format!("zigbee2mqtt/b {}", of("z2m-unknown-keys.json")),
    ];
    std::fs::write(&heard, lines.join("\n")).unwrap();
    let written = dir.path().join("learnt.toml");
    let (code, said) = noubad(&[
        "device",
        "learn",
        "--from",
        heard.to_str().unwrap(),
        "--id",
        "button-9",
        "--counter",
        "counter-3",
        "--write",
        written.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("zigbee2mqtt/b: /action = \"single\""), "{said}");
    let mapping = std::fs::read_to_string(&written).unwrap();
    let config = is_a_button(&mapping, "");
    let reading = noubad::button::mapping::read(&config.buttons[0], of("z2m-single.json").as_bytes(), None);
    assert_eq!(reading.presses.len(), 1);
    std::fs::write(&heard, "sensor/x {\"battery\":98}\n").unwrap();
    assert_eq!(
        noubad(&["device", "learn", "--from", heard.to_str().unwrap()]).0,
        1,
        "nothing looks like a press"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_and_inputs_are_learnt_by_pressing_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keypad");
    let mut keypad = SimKeypad::plug_in(&path, 1, 0).unwrap();
    let said = learn(&["keys", "--path", path.to_str().unwrap(), "--presses", "2"], "Listening", || {
        keypad.press(109).unwrap();
        keypad.press(104).unwrap();
    });
    assert!(said.contains("map = { KEY_PAGEDOWN = \"next\", KEY_PAGEUP = \"recall\" }"), "{said}");
    is_a_button(&said, "");

    let port = dir.path().join("modbus");
    let sim = SimModbus::start(&port, &[7], Faults::default()).unwrap();
    let line = format!("[[line]]\nid = \"line-m\"\npath = \"{}\"\nprotocol = \"modbus\"\n", port.display());
    let text = std::fs::read_to_string(root().join("config/offices/sale-etat-civil.toml")).unwrap();
    let office = dir.path().join("office.toml");
    std::fs::write(&office, format!("{text}\n{line}")).unwrap();
    let args = ["modbus", "--config", office.to_str().unwrap(), "--unit", "7"];
    let said = learn(&args, "Unit 7 answers", || {
        // The round that found the unit has told how its inputs are.
        sim.press(7, 5);
    });
    assert!(said.contains("source = { modbus = \"line-m\", unit = 7, input = 5 }"), "{said}");
    is_a_button(&said, &line);
}

/// Runs `device learn`, does something once it listens, and returns what it said.
fn learn(args: &[&str], listens: &str, press: impl FnOnce()) -> String {
    let mut process = Command::new(env!("CARGO_BIN_EXE_noubad"))
        .args(["device", "learn"])
        .args(args)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut said = String::new();
    for line in lines.by_ref().map_while(Result::ok) {
        said += &(line + "\n");
        if said.contains(listens) {
            break;
        }
    }
    press();
    lines.map_while(Result::ok).for_each(|line| said += &(line + "\n"));
    assert!(process.wait().unwrap().success(), "{said}");
    said
}

#[test]
fn the_card_of_a_pad_says_what_its_buttons_do_in_this_office() {
    let (code, said) = noubad(&["device", "card", "--locale", "fr"]);
    assert_eq!(code, 0);
    assert!(said.contains("Appui long (1 seconde): Pause, puis rouvrir"), "{said}");
    assert_eq!(noubad(&["device", "card", "--locale", "zgh"]).0, 2);
}
