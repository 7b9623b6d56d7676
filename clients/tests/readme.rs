//! The examples of `README.md` are right, and show every key and value.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use double_connect_clients::ClientSet;

const README: &str = include_str!("../README.md");

/// The blocks marked as TOML, without their indent.
fn blocks() -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        if line.trim_start() == "```toml" {
            let block = lines.by_ref().take_while(|line| line.trim_start() != "```");
            blocks.push(
                block
                    .map(|line| format!("{}\n", line.get(indent..).unwrap_or_default()))
                    .collect(),
            );
        }
    }
    blocks
}

fn add(name: &str, text: &str) -> ClientSet {
    let mut set = ClientSet::default();
    if let Err(errors) = set.add(name, text) {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}\n{text}", errors.join("\n"));
    }
    set
}

#[test]
fn the_first_example_is_a_model() {
    let set = add("plant-link.toml", &blocks()[0]);
    let model = &set.models()[0];
    assert!(model.call("Link::connect").open.is_some());
}

#[test]
fn the_configuration_is_toml() {
    let blocks = blocks();
    let table: toml::Table = blocks[1].parse().unwrap();
    assert!(table.contains_key("clients"));
}

#[test]
fn the_examples_of_the_keys_are_one_model() {
    let text = blocks()[2..].concat();
    let set = add("plant-mqtt.toml", &text);
    assert_eq!(set.models()[0].import(), "plant");
    assert!(
        set.models()[0]
            .call("client::Session::connect")
            .open
            .is_some()
    );
}

#[test]
fn every_key_and_value_of_the_schema_is_documented() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let files = std::fs::read_dir(folder).expect("the schema's folder");
    let schema: String = files
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("Rust text"))
        .collect();
    assert!(schema.contains("pub struct ModelFile"));
    let mut missing = Vec::new();
    let mut in_enum = false;
    for line in schema.lines() {
        if line.starts_with("pub enum") {
            in_enum = true;
        } else if line.starts_with('}') {
            in_enum = false;
        }
        let line = line.trim();
        let word = if let Some(field) = line
            .strip_prefix("pub ")
            .and_then(|field| field.split_once(": "))
        {
            Some(field.0.replace('_', "-"))
        } else if in_enum && line.ends_with(',') && line.starts_with(char::is_uppercase) {
            let mut word = String::new();
            for c in line.trim_end_matches(',').chars() {
                if c.is_uppercase() && !word.is_empty() {
                    word.push('-');
                }
                word.extend(c.to_lowercase());
            }
            Some(word)
        } else {
            None
        };
        // The lists of a file, whose tables are named in the singular.
        let word = word.filter(|word| !matches!(word.as_str(), "types"));
        if let Some(word) = word
            && ![
                format!("`{word}`"),
                format!("{word} = "),
                format!("[[{word}]]"),
                format!("[{word}]"),
                format!("\"{word}\""),
            ]
            .iter()
            .any(|form| README.contains(form))
        {
            missing.push(word);
        }
    }
    assert!(missing.is_empty(), "not in README.md: {missing:?}");
}
