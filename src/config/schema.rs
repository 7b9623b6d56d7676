//! The JSON schema of the configuration, for editors.

use double_connect_lints::{GROUPS, Group};
use serde_json::{Map, Value, json};

use super::{CONFIDENCES, LEVELS};
use crate::pipeline;

/// The schema of `double-connect.toml` as text.
pub(crate) fn text() -> String {
    let mut text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    text.push('\n');
    text
}

fn schema() -> Value {
    let level = |summary: &str| json!({ "description": summary, "enum": LEVELS });
    let lints = pipeline::lints().iter();
    let mut levels: Map<String, Value> = lints
        .map(|lint| (lint.name.to_owned(), level(lint.summary)))
        .collect();
    let groups = GROUPS.iter();
    levels.extend(groups.map(|group| (group.name.to_owned(), level(group.summary))));
    levels.insert(Group::ALL.to_owned(), level("all lints"));
    levels.insert(
        "warnings".to_owned(),
        level("all lints that end up at `warn`"),
    );
    let strings = |description: &str| json!({ "description": description, "type": "array", "items": { "type": "string" } });
    let confidences = CONFIDENCES.map(|(name, _)| name);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Configuration of cargo double-connect",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "lints": {
                "description": "Levels of lints and of groups; a lint's own level counts more than its group's",
                "type": "object",
                "additionalProperties": false,
                "properties": levels,
            },
            "confidence": {
                "description": "How sure a finding must be at least to be reported",
                "enum": confidences,
                "default": "likely",
            },
            "clients": strings("Model files of in-house clients: paths or patterns relative to this file"),
            "exclude": strings("Files and folders to skip: paths or patterns relative to this file"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::KEYS;
    use super::schema;

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema = schema();
        let keys = schema["properties"]
            .as_object()
            .map(|keys| keys.keys().cloned());
        let mut keys: Vec<String> = keys.into_iter().flatten().collect();
        keys.sort();
        let mut read: Vec<String> = KEYS.map(str::to_owned).to_vec();
        read.sort();
        assert_eq!(keys, read);
    }
}
