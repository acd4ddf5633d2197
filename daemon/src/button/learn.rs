//! From the payloads of a press to the mapping that would have understood them: compares what a topic says with what it
//! said before, and finds the word that changed. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::mapping::{PAYLOAD_BYTES_MAX, word};

/// Deepest level looked at, and most words of a payload.
const DEPTH_MAX: usize = 8;
const WORDS_MAX: usize = 400;
/// Longest word that can be a gesture's name, in characters.
const WORD_MAX: usize = 40;
/// Topics remembered; beyond them new ones are not looked at.
const TOPICS_MAX: usize = 2_000;
/// Actions offered for the words found, in the order they were pressed.
const ACTIONS: [&str; 3] = ["next", "recall", "pause"];

/// Where a word was found that changed with a press.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The whole payload.
    Raw,
    /// At a pointer.
    Json(String),
    /// In entries of a list: the list, the pointer in an entry, and what tells the entry's input from others.
    Each {
        /// Pointer to the list.
        list: String,
        /// Pointer in an entry.
        json: String,
        /// A pointer in the entry and the word there.
        only: Option<(String, String)>,
    },
}

/// A word that came with a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The topic.
    pub topic: String,
    /// Where in the payload.
    pub place: Place,
    /// The word.
    pub word: String,
    /// How much it looks like a press: higher is likelier.
    pub score: i32,
}

/// What each topic said last.
#[derive(Default)]
pub struct Learner {
    seen: BTreeMap<String, BTreeMap<Place, String>>,
    /// Words found, by topic and place, in the order they came.
    found: BTreeMap<(String, Place), Vec<String>>,
}

impl Learner {
    /// Takes a message; returns what changed in it that may be a press, the likeliest first. What the broker had kept
    /// is only remembered.
    pub fn take(&mut self, topic: &str, payload: &[u8], retained: bool) -> Vec<Found> {
        if payload.len() > PAYLOAD_BYTES_MAX
            || (!self.seen.contains_key(topic) && self.seen.len() >= TOPICS_MAX)
        {
            return Vec::new();
        }
        let words = words_of(payload);
        let before = self.seen.insert(topic.to_owned(), words.clone()).unwrap_or_default();
        if retained {
            return Vec::new();
        }
        // A press may say the same as the one before it: what is not telemetry counts also when it did not change.
        let mut found: Vec<Found> = words
            .into_iter()
            .map(|(place, word)| {
                let changed = before.get(&place) != Some(&word);
                let score = score(topic, &place, &word) + if changed { 2 } else { 0 };
                Found { topic: topic.to_owned(), place, word, score }
            })
            .filter(|f| f.score > 2)
            .collect();
        found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.place.cmp(&b.place)));
        if let Some(best) = found.first() {
            let words = self.found.entry((best.topic.clone(), best.place.clone())).or_default();
            if !words.contains(&best.word) {
                words.push(best.word.clone());
            }
        }
        found
    }

    /// Returns the `[[button]]` for the likeliest place of a topic, with every word it told so far.
    #[must_use]
    pub fn mapping(&self, found: &Found, id: &str, counter: &str) -> String {
        let key = (found.topic.clone(), found.place.clone());
        let words = self.found.get(&key).cloned().unwrap_or_else(|| vec![found.word.clone()]);
        let event = match &found.place {
            Place::Raw if is_state(&found.word) => "raw = true, edge = \"rising\"".to_owned(),
            Place::Raw => "raw = true".to_owned(),
            Place::Json(at) => format!("json = {}", quoted(at)),
            Place::Each { list, json, only } => {
                let only = only
                    .as_ref()
                    .map(|(at, word)| format!("where = {{ {} = {} }}, ", quoted(at), quoted(word)));
                format!("each = {}, {}json = {}", quoted(list), only.unwrap_or_default(), quoted(json))
            }
        };
        let source = format!("{{ mqtt = {} }}", quoted(&found.topic));
        button(id, counter, &source, Some(&event), words.into_iter().filter(|w| !is_off(w)))
    }
}

/// Returns a `[[button]]` as text: the first word calls the next ticket, and so on; whoever reads it puts that right.
pub fn button(
    id: &str,
    counter: &str,
    source: &str,
    event: Option<&str>,
    words: impl Iterator<Item = String>,
) -> String {
    let words: BTreeSet<(usize, String)> = words.enumerate().collect();
    let map: Vec<String> = words
        .into_iter()
        .map(|(n, word)| format!("{} = \"{}\"", key(&word), ACTIONS.get(n).unwrap_or(&"none")))
        .collect();
    let mut text = format!("[[button]]\nid = \"{id}\"\ncounter = \"{counter}\"\nsource = {source}\n");
    if let Some(event) = event {
        let _ = writeln!(text, "event = {{ {event} }}");
    }
    let _ = writeln!(text, "map = {{ {} }}", map.join(", "));
    text
}

fn key(word: &str) -> String {
    let bare = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { word.to_owned() } else { quoted(word) }
}

/// Returns a text as TOML and JSON both write it. JSON lets DEL and the C1 controls stand as they are; TOML does not take
/// the first, and a terminal obeys the others.
fn quoted(text: &str) -> String {
    let json = Value::String(text.to_owned()).to_string();
    let plain = |c: char| if c.is_control() { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(plain).collect()
}

fn words_of(payload: &[u8]) -> BTreeMap<Place, String> {
    let mut words = BTreeMap::new();
    match serde_json::from_slice::<Value>(payload) {
        Ok(document @ (Value::Object(_) | Value::Array(_))) => walk(&document, String::new(), 0, &mut words),
        Ok(_) | Err(_) => {
            if let Ok(text) = std::str::from_utf8(payload) {
                words.insert(Place::Raw, text.trim().trim_matches('"').to_owned());
            }
        }
    }
    words
}

fn walk(value: &Value, at: String, depth: usize, words: &mut BTreeMap<Place, String>) {
    if depth > DEPTH_MAX || words.len() >= WORDS_MAX {
        return;
    }
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let step = key.replace('~', "~0").replace('/', "~1");
                walk(value, format!("{at}/{step}"), depth + 1, words);
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| walk_entry(entry, &at, words)),
        Value::Null => {}
        Value::String(_) | Value::Number(_) | Value::Bool(_) => {
            words.extend(word(value).map(|word| (Place::Json(at), word)));
        }
    }
}

/// Entries of a list are told apart by a text beside the word, as the component of Shelly's events.
fn walk_entry(entry: &Value, list: &str, words: &mut BTreeMap<Place, String>) {
    let Value::Object(map) = entry else { return };
    let texts: Vec<(&String, &str)> = map.iter().filter_map(|(k, v)| Some((k, v.as_str()?))).collect();
    for (name, said) in &texts {
        let beside = texts.iter().find(|(other, _)| other != name);
        let only = beside.map(|(other, word)| (format!("/{other}"), (*word).to_owned()));
        let place = Place::Each { list: list.to_owned(), json: format!("/{name}"), only };
        words.insert(place, (*said).to_owned());
    }
}

/// Names of keys under which makers tell presses.
const LIKELY: [&str; 6] = ["action", "event", "click", "press", "button", "gesture"];
/// Names under which they tell other things.
const UNLIKELY: [&str; 16] = [
    "battery",
    "voltage",
    "linkquality",
    "time",
    "ts",
    "uptime",
    "version",
    "mac",
    "ip",
    "rssi",
    "src",
    "dst",
    "method",
    "component",
    "availability",
    "lwt",
];

fn score(topic: &str, place: &Place, word: &str) -> i32 {
    if word.is_empty() || word.chars().count() > WORD_MAX || is_off(word) {
        return 0;
    }
    let path = match place {
        Place::Raw => topic.rsplit('/').take(3).collect::<Vec<_>>().join("/"),
        Place::Json(at) => at.clone(),
        Place::Each { json, .. } => json.clone(),
    }
    .to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    if UNLIKELY.iter().any(|name| last == *name || path.split('/').any(|step| step == *name)) {
        return 0;
    }
    let likely = if LIKELY.iter().any(|name| path.contains(name)) { 4 } else { 0 };
    let text = if word.parse::<f64>().is_err() { 2 } else { -1 };
    let each = i32::from(matches!(place, Place::Each { .. }));
    1 + likely + text + each + i32::from(*place == Place::Raw)
}

fn is_state(word: &str) -> bool {
    ["on", "true", "pressed", "1"].contains(&word.to_ascii_lowercase().as_str())
}

fn is_off(word: &str) -> bool {
    ["off", "false", "released", "0"].contains(&word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learn(messages: &[(&str, &str)]) -> String {
        let mut learner = Learner::default();
        let mut best = None;
        for (topic, payload) in messages {
            best = learner.take(topic, payload.as_bytes(), false).into_iter().next().or(best);
        }
        learner.mapping(&best.expect("something was found"), "button-1", "counter-1")
    }

    fn tail(text: &str) -> String {
        text.lines().skip(3).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_word_of_a_zigbee_press_is_found_among_its_telemetry() {
        let learnt = learn(&[
            ("zigbee2mqtt/b", r#"{"action":"","battery":99,"linkquality":80}"#),
            ("zigbee2mqtt/b", r#"{"action":"single","battery":98,"linkquality":98}"#),
            ("zigbee2mqtt/b", r#"{"action":"","battery":98,"linkquality":98}"#),
            ("zigbee2mqtt/b", r#"{"action":"double","battery":98,"linkquality":70}"#),
        ]);
        assert_eq!(
            tail(&learnt),
            "source = { mqtt = \"zigbee2mqtt/b\" }\nevent = { json = \"/action\" }\n\
             map = { single = \"next\", double = \"recall\" }"
        );
    }

    #[test]
    fn an_entry_of_shellys_list_is_told_from_the_others_by_its_component() {
        let payload = r#"{"src":"s","method":"NotifyEvent","params":{"ts":1.5,"events":[
            {"component":"input:2","id":2,"event":"single_push","ts":1.5}]}}"#;
        assert_eq!(
            tail(&learn(&[("s/events/rpc", payload)])),
            "source = { mqtt = \"s/events/rpc\" }\nevent = { each = \"/params/events\", where = { \"/component\" = \
             \"input:2\" }, json = \"/event\" }\nmap = { single_push = \"next\" }"
        );
    }

    #[test]
    fn tasmota_and_esphome_are_found_too() {
        let learnt = learn(&[("stat/d/RESULT", r#"{"Button1":{"Action":"SINGLE"}}"#)]);
        assert!(
            learnt.contains("event = { json = \"/Button1/Action\" }\nmap = { SINGLE = \"next\" }"),
            "{learnt}"
        );
        let state = "d/binary_sensor/call/state";
        let learnt = learn(&[(state, "OFF"), (state, "ON"), (state, "OFF")]);
        assert!(
            learnt.contains("event = { raw = true, edge = \"rising\" }\nmap = { ON = \"next\" }"),
            "{learnt}"
        );
    }

    #[test]
    fn telemetry_alone_is_no_press_and_neither_is_what_the_broker_had_kept() {
        let mut learner = Learner::default();
        assert_eq!(learner.take("t", br#"{"battery":98,"linkquality":98,"ts":5}"#, false), []);
        assert_eq!(learner.take("t", br#"{"action":"single"}"#, true), []);
        assert_eq!(learner.take("t", b"\xff\x00", false), []);
    }
}
