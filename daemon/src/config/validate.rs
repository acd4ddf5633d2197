//! Checks a document against the schema, notes every mistake with its remedy, and leaves out what is wrong,
//! so that the checks that follow can still see the rest.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::report::nearest;
use super::shape;
use super::source::{Path, Source};

/// Checks a value and returns whether it can be used; parts that cannot are taken out of it.
pub(super) fn check(schema: &Value, value: &mut Value, path: &Path, source: &mut Source<'_>) -> bool {
    if !type_fits(schema, value) {
        let what = format!("This must be {}, not {}.", wanted(schema), found(value));
        source.error(path, what, remedy(schema));
        return false;
    }
    if !word_allowed(schema, value, path, source) {
        return false;
    }
    match value {
        Value::Object(map) => table(schema, map, path, source),
        Value::Array(entries) => list(schema, entries, path, source),
        Value::String(text) => text_fits(schema, text, path, source),
        Value::Number(_) => number_fits(schema, value, path, source),
        Value::Bool(_) | Value::Null => true,
    }
}

fn table(schema: &Value, map: &mut Map<String, Value>, path: &Path, source: &mut Source<'_>) -> bool {
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let others = &schema["additionalProperties"];
    let mut whole = true;
    map.retain(|key, value| {
        let at = path.key(key);
        let well = match properties.get(key) {
            Some(property) => check(property, value, &at, source),
            None if others.is_object() => check(others, value, &at, source),
            None if *others == Value::Bool(false) => {
                unknown_key(key, properties, path, source);
                return false;
            }
            None => true,
        };
        if !well {
            source.damage(&at);
        }
        well
    });
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        // One that was there and wrong has been noted already.
        if !map.contains_key(key) {
            if !source.is_written(&path.key(key)) {
                missing_key(key, &properties[key], path, source);
            }
            whole = false;
        }
    }
    whole && enough_keys(schema, map, path, source) && companions(schema, path, source)
}

/// Checks that keys which only make sense beside another do not stand alone.
fn companions(schema: &Value, path: &Path, source: &mut Source<'_>) -> bool {
    let mut well = true;
    for (key, needed) in schema["dependencies"].as_object().into_iter().flatten() {
        let at = path.key(key);
        for needed in needed.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if source.is_written(&at) && !source.is_written(&path.key(needed)) {
                let what = format!("{key} belongs to {needed}, which is not written here.");
                source.key_error(&at, what, format!("Remove {key}, or use {needed}."));
                well = false;
            }
        }
    }
    well
}

fn enough_keys(schema: &Value, map: &Map<String, Value>, path: &Path, source: &mut Source<'_>) -> bool {
    if schema["minProperties"].as_u64().is_some_and(|least| (map.len() as u64) < least)
        && !source.has_children(path)
    {
        let keys = keys_of(schema);
        source.error(path, "This table is empty.", format!("Write at least one of {keys} into it."));
        return false;
    }
    let Some(choices) = schema["x-exactly-one"].as_array() else { return true };
    let choices: Vec<&str> = choices.iter().filter_map(Value::as_str).collect();
    let present = choices.iter().filter(|c| source.is_written(&path.key(c))).count();
    if present == 1 {
        return true;
    }
    let what = format!("This needs exactly one of {}, not {present}.", choices.join(", "));
    source.error(path, what, "Keep the one that is true and remove the others.");
    false
}

fn unknown_key(key: &str, properties: &Map<String, Value>, table: &Path, source: &mut Source<'_>) {
    let remedy = match nearest(key, properties.keys().map(String::as_str)) {
        Some(meant) => {
            source.excuse(&table.key(meant));
            source.damage(&table.key(meant));
            format!("Did you mean {meant}?")
        }
        None => {
            format!("Remove it. Keys here: {}.", properties.keys().cloned().collect::<Vec<_>>().join(", "))
        }
    };
    source.key_error(&table.key(key), format!("The key {key} is not known here."), remedy);
}

fn missing_key(key: &str, schema: &Value, path: &Path, source: &mut Source<'_>) {
    let table = matches!(schema["type"].as_str(), Some("object" | "array")) && *path == Path::default();
    let name = match (table, schema["type"].as_str()) {
        (true, Some("array")) => format!("[[{key}]]"),
        (true, _) => format!("[{key}]"),
        (false, _) => key.to_owned(),
    };
    source.error(path, format!("{name} is missing."), format!("Add it. {}", remedy(schema)));
}

fn list(schema: &Value, entries: &mut Vec<Value>, path: &Path, source: &mut Source<'_>) -> bool {
    let written = entries.len() as u64;
    let mut kept = Vec::new();
    for (index, entry) in entries.iter_mut().enumerate() {
        if check(&schema["items"], entry, &path.index(index), source) {
            kept.push(index);
        } else {
            source.damage(path);
        }
    }
    let mut index = 0;
    entries.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
    source.keep_only(path, kept);
    if schema["minItems"].as_u64().is_some_and(|least| written < least) {
        source.error(path, "This list is empty.", remedy(schema));
        return false;
    }
    if let Some(most) = schema["maxItems"].as_u64().filter(|most| written > *most) {
        source.error(path, format!("This list has {written} entries; {most} are allowed."), remedy(schema));
        return false;
    }
    true
}

fn text_fits(schema: &Value, text: &str, path: &Path, source: &mut Source<'_>) -> bool {
    let length = text.chars().count() as u64;
    if let Some(most) = schema["maxLength"].as_u64().filter(|most| length > *most) {
        source.error(path, format!("The text has {length} characters; {most} are allowed."), remedy(schema));
        return false;
    }
    let Some(format) = schema["format"].as_str() else { return true };
    match shape::check(format, text) {
        Ok(()) => true,
        Err(wrong) => {
            source.error(path, wrong.what, wrong.remedy);
            false
        }
    }
}

fn number_fits(schema: &Value, value: &Value, path: &Path, source: &mut Source<'_>) -> bool {
    let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
    let Some(number) = value.as_i64() else { return true };
    if least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most) {
        return true;
    }
    let range = match (least, most) {
        (Some(least), Some(most)) => format!("from {least} to {most}"),
        (Some(least), None) => format!("of {least} or more"),
        (None, Some(most)) => format!("of {most} or less"),
        (None, None) => return true,
    };
    source.error(
        path,
        format!("{number} is out of range."),
        format!("Write a number {range}. {}", remedy(schema)),
    );
    false
}

/// Checks a value that must be one of some words or numbers.
fn word_allowed(schema: &Value, value: &Value, path: &Path, source: &mut Source<'_>) -> bool {
    let Some(allowed) = words_of(schema) else { return true };
    if allowed.contains(&value) {
        return true;
    }
    let shown: Vec<String> = allowed.iter().map(|word| word.to_string()).collect();
    let meant = value.as_str().and_then(|word| nearest(word, allowed.iter().filter_map(|w| w.as_str())));
    let mut remedy = meant.map_or_else(String::new, |meant| format!("Did you mean \"{meant}\"? "));
    write!(remedy, "Allowed: {}. {}", shown.join(", "), self::remedy(schema)).unwrap_or_default();
    source.error(path, format!("{value} is not allowed here."), remedy.trim_end());
    false
}

fn words_of(schema: &Value) -> Option<Vec<&Value>> {
    let variants = || schema["oneOf"].as_array().map(|v| v.iter().map(|s| &s["const"]).collect());
    schema["enum"].as_array().map(|words| words.iter().collect()).or_else(variants)
}

fn type_fits(schema: &Value, value: &Value) -> bool {
    match type_of(schema) {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some(_) | None => true,
    }
}

fn type_of(schema: &Value) -> Option<&str> {
    schema["type"].as_str().or_else(|| schema["oneOf"][0]["type"].as_str())
}

fn wanted(schema: &Value) -> &'static str {
    match type_of(schema) {
        Some("object") => "a table",
        Some("array") => "a list",
        Some("string") => "a text in quotes",
        Some("integer") => "a whole number",
        Some("boolean") => "true or false",
        Some(_) | None => "something else",
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "a table",
        Value::Array(_) => "a list",
        Value::String(_) => "a text",
        Value::Number(n) if n.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::Bool(_) => "true or false",
        Value::Null => "nothing",
    }
}

/// What the key is for, in the words of its description.
fn remedy(schema: &Value) -> String {
    match schema["description"].as_str() {
        Some(text) => text.replace('\n', " "),
        None => format!("Write {} here.", wanted(schema)),
    }
}

fn keys_of(schema: &Value) -> String {
    let keys = schema["properties"].as_object().map(|p| p.keys().cloned().collect::<Vec<_>>());
    keys.unwrap_or_default().join(", ")
}
