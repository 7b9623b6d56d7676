//! The JSON schema knows what the models say.
#![cfg(feature = "schema")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use double_connect_clients::{ClientSet, schema};
use serde_json::Value;

/// What a value has that its schema does not know, by its place.
fn unknown(root: &Value, schema: &Value, value: &toml::Value, place: &str, out: &mut Vec<String>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = root
            .pointer(reference.trim_start_matches('#'))
            .expect(reference);
        return unknown(root, target, value, place, out);
    }
    for several in ["anyOf", "oneOf"] {
        if let Some(choices) = schema.get(several).and_then(Value::as_array) {
            let fits = choices.iter().any(|choice| {
                let mut wrong = Vec::new();
                unknown(root, choice, value, place, &mut wrong);
                wrong.is_empty()
            });
            if !fits {
                out.push(format!("{place}: {value} is none of the choices"));
            }
            return;
        }
    }
    if let Some(only) = schema.get("const").and_then(Value::as_str)
        && value.as_str() != Some(only)
    {
        out.push(format!("{place}: {value} is not `{only}`"));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array)
        && !values.iter().any(|known| known.as_str() == value.as_str())
    {
        out.push(format!("{place}: {value} is no value"));
    }
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let place = format!("{place}.{key}");
                match schema
                    .pointer("/properties")
                    .and_then(|known| known.get(key))
                {
                    Some(known) => unknown(root, known, value, &place, out),
                    None => match schema.get("additionalProperties") {
                        Some(Value::Object(_)) => {}
                        _ if schema.get("patternProperties").is_some() => {}
                        _ => out.push(format!("{place} is no key")),
                    },
                }
            }
        }
        toml::Value::Array(items) => {
            for item in items {
                unknown(root, &schema["items"], item, place, out);
            }
        }
        _ => {}
    }
}

fn wrong(text: &str) -> Vec<String> {
    let root = schema();
    let value: toml::Table = text.parse().unwrap();
    let mut out = Vec::new();
    unknown(&root, &root, &toml::Value::Table(value), "", &mut out);
    out
}

#[test]
fn every_built_in_model_is_of_the_schema() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for model in ClientSet::builtin().models() {
        let text = std::fs::read_to_string(folder.join(&model.origin)).unwrap();
        assert_eq!(wrong(&text), Vec::<String>::new(), "{}", model.origin);
    }
}

#[test]
fn what_is_misspelt_is_not() {
    let text = "[client]\npackage = \"p\"\nversions = \"1\"\nsource = []\nservice = \"mqt\"\n\
                [[open]]\ncall = [\"f\"]\nwhen = \"awaits\"\n";
    let wrong = wrong(text);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}

#[test]
fn keys_are_explained() {
    let text = schema().to_string();
    for words in [
        "When the connection opens",
        "What part it plays",
        "Where a value is found",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let required = schema()["$defs"]["Client"]["required"].to_string();
    assert!(
        required.contains("package") && required.contains("sources"),
        "{required}"
    );
}
