//! What comes over the network: the broker's topics and payloads, cameras, the offices' reports.

use firmware_bridge::wire::payload::{
    About, Answer, ChimeArgs, Condition, Happened, LampArgs, Order, Presence, Recorded, Shown, Wanted, read,
    write,
};
use firmware_bridge::wire::topic::{Tree, fits, is_filter, is_topic};
use noubad::button::learn::Learner;
use noubad::button::mapping;
use noubad::config::Config;
use portal::decide;
use portal::figures::Fold;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::engine::{Target, fuzz, samples};

#[test]
fn topics() {
    let seeds = [
        "nouba/v1/sale/pad-7/state",
        "nouba/v1/sale/pad-7/cmd/lamp/0193-a",
        "nouba/v1/sale/pad-7/ack/0193-a",
        "nouba/v1/+/state\nnouba/v1/sale/state",
        "zigbee2mqtt/#\nzigbee2mqtt/desk 4/action",
        "+/+/#\na//b",
    ];
    let seeds = seeds.iter().map(|s| s.as_bytes().to_vec()).collect();
    let words = &["nouba/v1/", "sale", "+", "#", "/", "$SYS", "cmd", "ack", "state", "show", "\0"];
    fuzz(&Target { name: "topics", share: 160_000, seeds, words }, |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let tree = Tree::new("sale");
        let (filter, topic) = text.split_once('\n').unwrap_or((text, text));
        let known = tree.parse(topic);
        if let Some(known) = &known {
            assert_eq!(tree.path(known), topic, "a topic is written in one way");
            assert!(is_topic(topic), "{topic}: ours are topics");
        }
        if is_filter(filter) && is_topic(topic) && fits(filter, topic) && filter != topic {
            assert!(filter.contains(['+', '#']), "{filter} fits only {topic}");
        }
        known.is_some()
    });
}

/// Reads a payload as one of the messages; what is read must be the same when written.
fn same<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(bytes: &[u8]) -> bool {
    let Ok(value) = read::<T>(bytes) else { return false };
    let written = write(&value);
    let again = read::<T>(&written).unwrap_or_else(|e| panic!("{value:?} cannot be read again: {e}"));
    assert_eq!(again, value);
    true
}

#[test]
fn payloads() {
    let seeds = [
        r#"{"online":true,"birth":"b","run":"r","mono_ms":7,"protocol":[1,1],"software":"0.1.0","children":["pad-7"],
            "lines":[{"id":"line-1","state":"open"}]}"#,
        r#"{"online":false,"birth":"b"}"#,
        r#"{"id":"0193","kind":"press","input":0,"run":"r","mono_ms":12,"n":4294967295}"#,
        r#"{"event":"short","input":1,"run":"r","mono_ms":18446744073709551615}"#,
        r#"{"lines":[{"slot":0,"text":"A042","desk":3}],"rev":7,"lamps":[{"lamp":1,"pattern":"on"}]}"#,
        r#"{"rev":7}"#,
        r#"{"args":{"lamp":1,"pattern":"blink","ttl_ms":500},"run":"r","mono_ms":9,"ttl_ms":1000}"#,
        r#"{"args":{"tone":1,"ttl_ms":500},"run":"r","mono_ms":9}"#,
        r#"{"status":"failed","cause":"no such device"}"#,
        r#"{"state":"ready","figures":{"uptime_s":1}}"#,
    ];
    let seeds = seeds.iter().map(|s| s.as_bytes().to_vec()).collect();
    let words =
        &["\"online\"", "\"mono_ms\"", "\"lines\"", "null", "true", "[]", "{}", "\"\"", "1e400", "-0"];
    fuzz(&Target { name: "payloads", share: 32_000, seeds, words }, |bytes| {
        let read = [
            same::<Presence>(bytes),
            same::<Condition>(bytes),
            same::<About>(bytes),
            same::<Happened>(bytes),
            same::<Recorded>(bytes),
            same::<Wanted>(bytes),
            same::<Shown>(bytes),
            same::<Order<LampArgs>>(bytes),
            same::<Order<ChimeArgs>>(bytes),
            same::<Answer>(bytes),
        ];
        if let Ok(wanted) = self::read::<Wanted>(bytes) {
            let _ = wanted.lines.iter().filter_map(|line| line.show()).count();
        }
        read.contains(&true)
    });
}

/// The office of Salé with every button that the technician's page tells how to write.
fn office() -> Config {
    let page = &samples("config", &["BUTTONS.md"])[0];
    let page = String::from_utf8_lossy(page);
    let snippets: String =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let text = &samples("config/offices", &["sale-etat-civil.toml"])[0];
    let text = String::from_utf8_lossy(text);
    let broker = "[mqtt]\nbroker = \"127.0.0.1:1883\"\ncredential = \"/etc/nouba/mqtt.credential\"\n";
    let broker = if text.contains("\n[mqtt]\n") { "" } else { broker };
    Config::parse("BUTTONS.md", &format!("{text}\n{broker}{snippets}")).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn buttons() {
    let config = office();
    let seeds = samples("daemon/tests/payloads", &[".json", ".txt"]);
    let words = &["\"action\"", "\"single\"", "\"params\"", "\"events\"", "null", "[]", "ON", "\"ts\":1e300"];
    fuzz(&Target { name: "buttons", share: 32_000, seeds, words }, |bytes| {
        let mut taken = false;
        for button in &config.buttons {
            let reading = mapping::read(button, bytes, Some("off"));
            assert!(reading.presses.len() <= 16, "no payload is more than a few presses");
            taken |= !reading.presses.is_empty();
            if let Some(availability) = &button.availability {
                let _ = mapping::is_up(availability, bytes);
            }
        }
        let mut learner = Learner::default();
        learner.take("a/b", bytes, true);
        for found in learner.take("a/b", bytes, false) {
            // What is shown to the technician is TOML, whatever a stranger's device said.
            let text = learner.mapping(&found, "pad-1", "c1");
            assert!(text.parse::<toml::Table>().is_ok(), "{text}");
        }
        taken
    });
}

#[test]
fn cameras() {
    let seed =
        br#"<?xml version="1.0"?><e:Envelope xmlns:e="x" xmlns:d="y"><e:Body><d:ProbeMatches><d:ProbeMatch>
        <d:Scopes>onvif://www.onvif.org/hardware/DS-2CD onvif://www.onvif.org/name/Hall%201 &amp;</d:Scopes>
        <d:XAddrs>http://192.168.1.64/onvif/device_service</d:XAddrs></d:ProbeMatch></d:ProbeMatches></e:Body>
        </e:Envelope>"#;
    let words =
        &["<d:XAddrs>", "</d:XAddrs>", "&lt;", "&#x1b;", "<!DOCTYPE", "<![CDATA[", "%1b%5b", "]]>", "<!--"];
    let seeds = vec![seed.to_vec()];
    fuzz(&Target { name: "cameras", share: 32_000, seeds, words }, |bytes| {
        let Some(found) = noubad::camera::discover::answer(bytes) else { return false };
        let shown = found.services.iter().chain([&found.name, &found.hardware]);
        for text in shown {
            assert!(!text.chars().any(char::is_control), "{text:?} would steer a terminal");
            assert!(text.chars().count() <= 120);
        }
        true
    });
}

#[test]
fn batches() {
    let epoch = "0123456789abcdef0123456789abcdef";
    let body = r#"{"seq":1,"at":"2026-11-24T09:12:03.123Z","day":"2026-11-24","type":"ticket_issued","v":1,"data":{}}"#;
    let start = decide::genesis(epoch);
    let hash = decide::link(start, body);
    let plain = serde_json::json!({
        "office": "sale", "epoch": epoch, "sent_at": "2026-11-24T09:12:03.123Z", "first_seq": 1,
        "prev_hash": start.to_string(),
        "events": [{"seq": 1, "at": "2026-11-24T09:12:03.123Z", "day": "2026-11-24", "type": "ticket_issued",
                    "body": body, "hash": hash.to_string()}],
    });
    let plain = plain.to_string().into_bytes();
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut zipped, &plain).expect("memory takes it");
    let seeds = vec![plain, zipped.finish().expect("memory takes it")];
    let words = &[
        "\"parent\":{\"epoch\":\"\",\"seq\":0}",
        "\"seq\"",
        "\"first_seq\"",
        "18446744073709551615",
        "null",
    ];
    fuzz(&Target { name: "batches", share: 32_000, seeds, words }, |bytes| {
        let zipped = bytes.starts_with(&[0x1f, 0x8b]);
        let Ok(batch) = portal::http::parse(bytes, zipped) else { return false };
        if decide::check(&batch).is_err() {
            return false;
        }
        let cursor = decide::Cursor::fresh(&batch.epoch);
        let _ = decide::overlap(&cursor, &batch);
        let _ = decide::decide(&cursor, &std::collections::BTreeMap::new(), &batch);
        let mut fold = Fold::default();
        batch.events.iter().for_each(|event| fold.apply(&event.body));
        true
    });
}
