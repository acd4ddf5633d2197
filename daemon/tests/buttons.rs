//! Buttons off the shelf by configuration alone: what `config/BUTTONS.md` tells a technician to write, against payloads
//! of the devices, with their nuisances.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use noubad::button::mapping::{Ignored, is_up, read};
use noubad::config::button::Button;
use noubad::config::{Config, PadAction};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The office of Salé with everything the page tells a technician to write.
fn office() -> Config {
    let page = std::fs::read_to_string(root().join("config/BUTTONS.md")).unwrap();
    let snippets = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let text = std::fs::read_to_string(root().join("config/offices/sale-etat-civil.toml")).unwrap();
    let broker = "[mqtt]\nbroker = \"127.0.0.1:1883\"\ncredential = \"/etc/nouba/mqtt.credential\"\n";
    let broker = if text.contains("\n[mqtt]\n") { "" } else { broker };
    let text = format!("{text}\n{broker}{}", snippets.collect::<String>());
    Config::parse("BUTTONS.md", &text).unwrap_or_else(|errors| panic!("{errors}"))
}

fn button(config: &Config, id: &str) -> Button {
    config.buttons.iter().find(|b| b.id.as_str() == id).unwrap().clone()
}

fn payload(name: &str) -> Vec<u8> {
    std::fs::read(root().join("daemon/tests/payloads").join(name)).unwrap()
}

/// Reads payloads one after the other and returns what they ask for.
fn actions(button: &Button, payloads: &[&[u8]]) -> Vec<PadAction> {
    let mut before = None;
    let mut asked = Vec::new();
    for payload in payloads {
        let reading = read(button, payload, before.as_deref());
        asked.extend(reading.presses.iter().map(|p| p.action));
        before = reading.word;
    }
    asked
}

fn check(id: &str, file: &str, expected: &[PadAction]) {
    let config = office();
    assert_eq!(actions(&button(&config, id), &[&payload(file)]), expected, "{id} {file}");
}

#[test]
fn the_page_for_the_technician_is_a_configuration() {
    let config = office();
    assert_eq!(config.buttons.len(), 7);
    let odd: Vec<_> = config.warnings.iter().filter(|w| !w.what.contains("missing in zgh")).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn payloads_of_zigbee2mqtt() {
    check("button-zigbee", "z2m-single.json", &[PadAction::Next]);
    check("button-zigbee", "z2m-unknown-keys.json", &[PadAction::Recall]);
    for nuisance in
        ["z2m-follow-up-empty.json", "z2m-follow-up-null.json", "z2m-battery.json", "z2m-unmapped.json"]
    {
        check("button-zigbee", nuisance, &[]);
    }
    let config = office();
    let zigbee = button(&config, "button-zigbee");
    let why = |file| read(&zigbee, &payload(file), None).ignored;
    assert_eq!(why("z2m-follow-up-empty.json"), [Ignored::Empty]);
    assert_eq!(why("z2m-follow-up-null.json"), [Ignored::Empty]);
    assert_eq!(why("z2m-battery.json"), [Ignored::Absent]);
    assert_eq!(why("z2m-unmapped.json"), [Ignored::Unmapped("release".into())]);
    assert_eq!(read(&zigbee, &payload("z2m-battery.json"), None).battery, Some(9.0));
    let up = |text: &str| is_up(zigbee.availability.as_ref().unwrap(), text.as_bytes());
    assert_eq!(
        [up(r#"{"state":"online"}"#), up("offline"), up("online"), up("{}")],
        [Some(true), Some(false), Some(true), None]
    );
}

#[test]
fn a_press_and_its_follow_up_are_one_press() {
    let config = office();
    let (press, follow_up) = (payload("z2m-single.json"), payload("z2m-follow-up-empty.json"));
    let asked = actions(&button(&config, "button-zigbee"), &[&press, &follow_up, &press, &follow_up]);
    assert_eq!(asked, [PadAction::Next, PadAction::Next]);
}

#[test]
fn payloads_of_shelly() {
    check("button-shelly", "shelly-single.json", &[PadAction::Next]);
    check("button-shelly", "shelly-several.json", &[PadAction::Recall]);
    check("button-shelly", "shelly-status.json", &[]);
    let config = office();
    let reading = read(&button(&config, "button-shelly"), &payload("shelly-several.json"), None);
    assert_eq!(reading.ignored, [Ignored::Unmapped("btn_down".into()), Ignored::Other]);
    assert_eq!(reading.presses[0].sent_ms, Some(1_795_511_524_020));
}

#[test]
fn payloads_of_tasmota() {
    check("button-tasmota", "tasmota-single.json", &[PadAction::Next]);
    check("button-tasmota", "tasmota-hold.json", &[PadAction::Pause]);
    check("button-tasmota", "tasmota-other-button.json", &[]);
    check("button-tasmota", "tasmota-power.json", &[]);
}

#[test]
fn payloads_of_esphome() {
    check("button-esphome", "esphome-on.txt", &[PadAction::Next]);
    check("button-esphome", "esphome-off.txt", &[]);
    check("button-esphome", "esphome-lower.txt", &[]);
    let config = office();
    let esphome = button(&config, "button-esphome");
    let asked = actions(&esphome, &[b"ON", b"ON", b"OFF", b"ON", b"OFF"]);
    assert_eq!(asked, [PadAction::Next; 2], "a state told again is no press");
}

#[test]
fn whatever_comes_is_no_panic_and_no_press() {
    let config = office();
    let mut seed = 0x5EED_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let deep = "[".repeat(100_000).into_bytes();
    let wide = format!("{{\"params\":{{\"events\":[{}]}}}}", vec!["{}"; 1_000].join(",")).into_bytes();
    let long = vec![b'a'; 9_000];
    let odd: [&[u8]; 9] =
        [b"", b"null", b"true", b"{", b"\xff\xfe", b"{\"action\":{\"x\":[1]}}", &deep, &wide, &long];
    for button in config.buttons.iter().filter(|b| b.event.is_some()) {
        for payload in odd {
            assert_eq!(read(button, payload, None).presses, [], "{} {:?}", button.id, payload.get(..20));
        }
        // A byte of a real payload spoilt: what it then says is still this button's word, or nothing.
        for file in ["z2m-single.json", "shelly-single.json", "tasmota-single.json", "esphome-on.txt"] {
            for _ in 0..500 {
                let mut spoilt = payload(file);
                let at = random() % spoilt.len();
                spoilt[at] = random() as u8;
                let _ = read(button, &spoilt, None);
                spoilt.truncate(at);
                assert_eq!(read(button, &spoilt, None).presses, [], "cut short it is nothing");
            }
        }
    }
}
