//! What people write and programs keep: configuration, templates, printers' families, voices, the journal.

use display::ticket::Template;
use noubad::config::Config;
use noubad::printer::profile::Profile;
use noubad::voice::pack::{Manifest, decode};
use queue::Recorded;
use queue::id::{Number, TicketId};
use queue::time::{Date, Timestamp};

use super::engine::{Target, fuzz, samples};

const TOML: &[&str] =
    &["[[", "]]", "= ", "\"\"\"", "'", "[office]", "[[service]]", "[[counter]]", "true", "nan", "1e400"];

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

#[test]
fn configuration() {
    let mut seeds = samples("config/offices", &[".toml"]);
    seeds.extend(samples("config/invalid", &[".toml"]));
    fuzz(&Target { name: "configuration", share: 600, seeds, words: TOML }, |bytes| {
        let Some(text) = text(bytes) else { return false };
        match Config::parse("fuzz.toml", text) {
            Ok(config) => {
                assert_eq!(config.hash().len(), 64);
                true
            }
            Err(errors) => {
                assert!(!errors.to_string().is_empty(), "a refusal says why");
                false
            }
        }
    });
}

#[test]
fn templates() {
    let seeds = samples("config/templates", &[".toml"]);
    let words =
        &["[[block]]", "kind = \"number\"", "text", "margin_mm", "inf", "-0.0", "{number}", "{{", "}"];
    fuzz(&Target { name: "templates", share: 1_600, seeds, words }, |bytes| {
        text(bytes).is_some_and(|text| match Template::from_toml(text) {
            Ok(_) => true,
            Err(error) => {
                assert!(!error.to_string().is_empty());
                false
            }
        })
    });
}

#[test]
fn printers_families() {
    let seeds = samples("config/devices", &[".toml"]);
    fuzz(&Target { name: "printers-families", share: 4_000, seeds, words: TOML }, |bytes| {
        let Some(Ok(profile)) = text(bytes).map(Profile::from_toml) else { return false };
        assert!(profile.width_dots.is_multiple_of(8) && profile.paper().width_dots <= 2_040);
        true
    });
}

#[test]
fn voices() {
    let seeds = ["config/voices/ar", "config/voices/fr"];
    let seeds = seeds.iter().flat_map(|folder| samples(folder, &["manifest.toml"]));
    // The clip table is long: its beginning is enough to mutate, and quicker.
    let seeds = seeds.map(|file| {
        let end = file.len().min(3_000);
        let cut = file[..end].iter().rposition(|b| *b == b'\n').unwrap_or(end);
        file[..cut].to_vec()
    });
    let words = &["[clip.x]", "text = \"\"", "file = \"../../etc/passwd\"", "gap_ms", "grammar = \"arabic\""];
    fuzz(&Target { name: "voices", share: 2_000, seeds: seeds.collect(), words }, |bytes| {
        text(bytes).is_some_and(|text| toml::from_str::<Manifest>(text).is_ok())
    });
}

#[test]
fn clips() {
    let mut seeds = samples("config/voices/fr", &["letter-e.flac"]);
    let mut wav = std::io::Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 22_050,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::new(&mut wav, spec).expect("memory takes it");
    (0..64_i16).for_each(|n| writer.write_sample(n * 100).expect("memory takes it"));
    writer.finalize().expect("memory takes it");
    seeds.push(wav.into_inner());
    let words = &["fLaC", "RIFF", "WAVE", "fmt ", "data", "\0\0\0\0"];
    fuzz(&Target { name: "clips", share: 1_200, seeds, words }, |bytes| {
        let Ok(recording) = decode(bytes) else { return false };
        assert!(recording.samples.len() <= 60 * 48_000, "no clip fills the memory");
        true
    });
}

#[test]
fn journal() {
    let seeds = [
        r#"{"seq":1,"at":"2026-11-24T09:12:03.123Z","day":"2026-11-24","type":"day_opened","v":1,"actor":{"role":"system","id":"calendar"},"command":"x","data":{"day":"2026-11-24"}}"#,
        r#"{"seq":2,"at":"2026-11-24T09:12:03.123Z","day":"2026-11-24","type":"ticket_issued","v":1,"actor":{"role":"kiosk","id":"kiosk-1"},"command":"http:k","data":{"ticket":"0193593c-8d2b-7000-8000-000000000001","number":"A001","service":"birth","class":"normal","locale":"ar"}}"#,
        r#"{"seq":3,"at":"2026-11-24T09:13:03.000Z","day":null,"type":"config_loaded","v":1,"actor":{"role":"system","id":"noubad"},"command":"y","data":{"hash":"00"}}"#,
    ];
    let mut seeds: Vec<Vec<u8>> = seeds.iter().map(|s| s.as_bytes().to_vec()).collect();
    // Every kind of event, as one simulated office day has them.
    seeds.extend(super::engine::lines("journal-seeds.jsonl"));
    let words =
        &["\"type\":\"ticket_called\"", "\"ticket\"", "\"counter\"", "\"v\":2", "null", "\"9999-12-31\""];
    fuzz(&Target { name: "journal", share: 32_000, seeds, words }, |bytes| {
        let Some(text) = text(bytes) else { return false };
        let Ok(recorded) = serde_json::from_str::<Recorded>(text) else { return false };
        let written = serde_json::to_string(&recorded).expect("what was read can be written");
        let again: Recorded = serde_json::from_str(&written).unwrap_or_else(|e| panic!("{written}: {e}"));
        assert_eq!(again, recorded, "an event means the same when it is written and read again");
        let _ = (recorded.event.kind(), recorded.event.counter(), recorded.event.ticket());
        true
    });
}

#[test]
fn values() {
    let seeds =
        ["2026-11-24T09:12:03.123Z", "2026-11-24", "A042", "0193593c-8d2b-7000-8000-000000000001", "-12"];
    let seeds = seeds.iter().map(|s| s.as_bytes().to_vec()).collect();
    let words = &["T", "Z", "+01:00", "-", ":", "9999", "02-29", "60", "0000"];
    fuzz(&Target { name: "values", share: 160_000, seeds, words }, |bytes| {
        let Some(text) = text(bytes) else { return false };
        let mut taken = false;
        if let Ok(date) = text.parse::<Date>() {
            assert_eq!(date.to_string().parse::<Date>(), Ok(date), "{text}");
            taken = true;
        }
        if let Ok(time) = text.parse::<Timestamp>() {
            assert_eq!(time.to_string().parse::<Timestamp>().ok(), Some(time), "{text}");
            taken = true;
        }
        if let Ok(number) = text.parse::<Number>() {
            assert_eq!(number.to_string().parse::<Number>().ok(), Some(number), "{text}");
            taken = true;
        }
        if let Ok(ticket) = text.parse::<TicketId>() {
            assert_eq!(ticket.to_string().parse::<TicketId>().ok(), Some(ticket), "{text}");
            taken = true;
        }
        taken
    });
}
