//! Checks of buttons off the shelf that need more than one value at a time.

use std::collections::BTreeMap;
use std::str::FromStr;

use evdev::KeyCode;
use queue::id::DeviceId;

use super::button::Button;
use super::check::unknown;
use super::devices::Protocol;
use super::file::File;
use super::report::nearest;
use super::shape;
use super::source::{Path, Source};

/// The gestures of a contact.
const GESTURES: [&str; 3] = ["press", "long", "double"];

/// Notes every mistake in the buttons.
pub(super) fn check(file: &File, source: &mut Source<'_>) {
    let mut owners = BTreeMap::new();
    for (index, button) in file.button.iter().enumerate() {
        let path = Path::default().key("button").index(index);
        if !file.counter.iter().any(|counter| counter.id == button.counter) {
            let known = file.counter.iter().map(|counter| counter.id.as_str());
            unknown(source, "counter", button.counter.as_str(), known, &path.key("counter"));
        }
        origin(file, button, &path, source);
        twice(button, &path, &mut owners, source);
    }
}

fn origin(file: &File, button: &Button, path: &Path, source: &mut Source<'_>) {
    let from = &button.source;
    if from.mqtt.is_some() {
        return mqtt(file, button, path, source);
    }
    if from.evdev.is_none() && from.gpio.is_none() && from.modbus.is_none() {
        // Written and wrong, which has been noted.
        return;
    }
    not_mqtt(button, path, source);
    if from.evdev.is_some() {
        return keys(button, path, source);
    }
    let at = path.key("source");
    if from.gpio.is_some() && from.line.is_none() {
        source.error(
            &at,
            "line is missing.",
            "Add line = the number of the line on the chip (gpioinfo lists them).",
        );
    }
    if from.modbus.is_some() {
        for (key, missing) in [("unit", from.unit.is_none()), ("input", from.input.is_none())] {
            if missing {
                let remedy = "Add it as the input module's manual counts it, units from 1, inputs from 0.";
                source.error(&at, format!("{key} is missing."), remedy);
            }
        }
        modbus_line(file, button, path, source);
    }
    for word in button.map.keys().filter(|word| !GESTURES.contains(&word.as_str())) {
        let remedy = "Use press, long and double: a contact has no other gestures.";
        source.key_error(&path.key("map").key(word), format!("{word} is no gesture of a contact."), remedy);
    }
}

fn mqtt(file: &File, button: &Button, path: &Path, source: &mut Source<'_>) {
    if file.mqtt.is_none() && !source.is_damaged("mqtt") {
        let what = "This button comes over MQTT, and the office has no broker.";
        source.error(&path.key("source").key("mqtt"), what, "Add [mqtt] with broker and credential.");
    }
    let Some(event) = &button.event else {
        let remedy = "Add where in the payload the press stands, as event = { json = \"/action\" }; \
                      `noubad device learn` finds it.";
        source.error(path, "event is missing.", remedy);
        return;
    };
    for pointer in event.only.keys() {
        if let Err(wrong) = shape::check("json-pointer", pointer) {
            source.key_error(&path.key("event").key("where").key(pointer), wrong.what, wrong.remedy);
        }
    }
}

fn not_mqtt(button: &Button, path: &Path, source: &mut Source<'_>) {
    let only_mqtt = [
        ("event", button.event.is_some()),
        ("availability", button.availability.is_some()),
        ("battery", button.battery.is_some()),
    ];
    for (key, written) in only_mqtt {
        if written {
            let what = format!("{key} belongs to an MQTT button.");
            source.key_error(&path.key(key), what, format!("Remove {key}: this source has no payload."));
        }
    }
}

/// Notes words that are no key of any keyboard.
fn keys(button: &Button, path: &Path, source: &mut Source<'_>) {
    for word in button.map.keys() {
        let (key, gesture) = split_key(word);
        let at = path.key("map").key(word);
        if KeyCode::from_str(key).is_err() {
            let known: Vec<String> = (1..=0x2ff).map(|code| format!("{:?}", KeyCode::new(code))).collect();
            let meant = nearest(key, known.iter().map(String::as_str));
            let meant = meant.map_or_else(String::new, |meant| format!("Did you mean {meant}? "));
            let remedy = format!("{meant}`noubad device learn` shows the name of the key that is pressed.");
            source.key_error(&at, format!("{key} is not the name of a key."), remedy);
        } else if !GESTURES.contains(&gesture) {
            let remedy = format!("Write {key}, {key}-long or {key}-double.");
            source.key_error(&at, format!("{gesture} is no gesture of a key."), remedy);
        }
    }
}

/// Splits KEY_X-long into key and gesture; without one it is a short press.
pub(crate) fn split_key(word: &str) -> (&str, &str) {
    word.split_once('-').unwrap_or((word, "press"))
}

fn modbus_line(file: &File, button: &Button, path: &Path, source: &mut Source<'_>) {
    let Some(id) = &button.source.modbus else { return };
    let at = path.key("source").key("modbus");
    match file.line.iter().find(|line| line.id == *id) {
        None => unknown(source, "line", id.as_str(), file.line.iter().map(|l| l.id.as_str()), &at),
        Some(line) if line.protocol != Protocol::Modbus => {
            let what = format!("{id} does not speak Modbus.");
            source.error(&at, what, format!("Write protocol = \"modbus\" at {id}, or name another line."));
        }
        Some(_) => {}
    }
}

/// Notes two buttons that would both be pressed by one press.
fn twice<'a>(
    button: &'a Button,
    path: &Path,
    owners: &mut BTreeMap<String, &'a DeviceId>,
    source: &mut Source<'_>,
) {
    let from = &button.source;
    let (key, what) = if let Some(topic) = &from.mqtt {
        let event = button.event.as_ref().map(|e| format!("{:?} {:?} {:?}", e.json, e.each, e.only));
        ("mqtt", format!("{topic} {}", event.unwrap_or_default()))
    } else if let Some(file) = &from.evdev {
        ("evdev", file.display().to_string())
    } else if let (Some(chip), Some(line)) = (&from.gpio, from.line) {
        ("gpio", format!("{} {line}", chip.display()))
    } else if let (Some(id), Some(unit), Some(input)) = (&from.modbus, from.unit, from.input) {
        ("modbus", format!("{id} {unit} {input}"))
    } else {
        return;
    };
    if let Some(other) = owners.get(&what) {
        let what = format!("{other} already has the presses from there: each would count twice.");
        let remedy =
            "Remove one of the two, or tell their presses apart (map of a keypad, where of a payload).";
        source.error(&path.key("source").key(key), what, remedy);
    } else {
        owners.insert(what, &button.id);
    }
}
