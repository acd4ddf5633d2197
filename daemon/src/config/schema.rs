//! The schema of the file, made from its types; editors use it, and the daemon checks files with it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::file::File;

/// Returns the JSON schema of an office's file (draft 7, which the TOML editors know).
///
/// `config/office.schema.json` is this, written out.
#[must_use]
pub fn schema() -> Value {
    let settings = SchemaSettings::draft07().with(|s| s.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<File>().to_value();
    simplify(&mut schema);
    schema
}

/// Takes out what TOML cannot say: `null` as a type, a variant or a default, and defaults that say "nothing".
fn simplify(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            simplify_object(map);
            map.values_mut().for_each(simplify);
        }
        Value::Array(list) => list.iter_mut().for_each(simplify),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn simplify_object(map: &mut Map<String, Value>) {
    let empty = |v: &Value| match v {
        Value::Null => true,
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => false,
    };
    if map.get("default").is_some_and(empty) {
        map.remove("default");
    }
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|t| t != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            map.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(words)) = map.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(variants)) = map.get_mut("anyOf") {
        variants.retain(|v| v.get("type").is_none_or(|t| t != "null"));
        if let [Value::Object(only)] = &variants[..] {
            let only = only.clone();
            map.remove("anyOf");
            for (key, value) in only {
                map.entry(key).or_insert(value);
            }
        }
    }
    // Formats of numbers ("uint32") only repeat the type; whole numbers have their range written out.
    if map.get("type").is_some_and(|t| t == "integer") {
        map.remove("format");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `validate` understands; anything else would be a rule that nobody checks.
    const KNOWN: [&str; 22] = [
        "$schema",
        "title",
        "description",
        "default",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "minItems",
        "maxItems",
        "minProperties",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "enum",
        "const",
        "oneOf",
        "format",
        "x-exactly-one",
        "dependencies",
    ];

    fn each(schema: &Value, see: &mut dyn FnMut(&Map<String, Value>)) {
        let Value::Object(map) = schema else { return };
        see(map);
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = map.get(key) {
                each(inner, see);
            }
        }
        for key in ["properties"] {
            if let Some(Value::Object(inner)) = map.get(key) {
                inner.values().for_each(|s| each(s, see));
            }
        }
        if let Some(Value::Array(variants)) = map.get("oneOf") {
            variants.iter().for_each(|s| each(s, see));
        }
    }

    #[test]
    fn every_rule_in_the_schema_is_one_that_is_checked() {
        each(&schema(), &mut |map| {
            for key in map.keys() {
                assert!(KNOWN.contains(&&**key), "{key} in {map:?}");
            }
        });
    }

    #[test]
    fn every_table_refuses_unknown_keys_and_every_key_is_described() {
        each(&schema(), &mut |map| {
            let Some(Value::Object(properties)) = map.get("properties") else { return };
            assert_eq!(map.get("additionalProperties"), Some(&Value::Bool(false)), "{map:?}");
            for (key, property) in properties {
                assert!(property.get("description").is_some(), "{key} is not described");
            }
        });
    }
}
