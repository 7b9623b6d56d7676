use std::fs;
use std::path::PathBuf;

use super::*;

mod claims;

/// The folder of the lints.
fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "src", "lint"].iter().collect()
}

#[test]
fn every_file_is_a_registered_lint_and_has_its_page() {
    let mut files: Vec<String> = fs::read_dir(folder())
        .expect("the folder is there")
        .map(|entry| {
            entry
                .expect("it reads")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name != "mod.rs")
        .collect();
    files.sort();
    let mut expected: Vec<String> = LINTS
        .iter()
        .flat_map(|l| [format!("{}.md", l.name), format!("{}.rs", l.name)])
        .collect();
    expected.sort();
    assert_eq!(files, expected);
    for lint in LINTS {
        let source =
            fs::read_to_string(folder().join(format!("{}.rs", lint.name))).expect("it reads");
        assert!(
            source.contains(&format!("name: \"{}\"", lint.name)),
            "{}: the file declares another lint",
            lint.name
        );
        assert!(
            source.starts_with(&format!("//! `{}`", lint.name)),
            "{}: the file says what it is",
            lint.name
        );
    }
}

#[test]
fn names_are_snake_case_unique_and_found() {
    for lint in LINTS {
        assert!(
            lint.name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '_'),
            "{}",
            lint.name
        );
        assert!(
            std::ptr::eq(find(lint.name).expect("found"), *lint),
            "{} twice",
            lint.name
        );
        assert_eq!(default_levels().level(lint.name), lint.level);
        assert!(
            !lint.summary.ends_with('.') && !lint.summary.contains('\n'),
            "{}",
            lint.summary
        );
    }
    assert!(find("no_such_lint").is_none());
}

#[test]
fn the_order_of_the_registry_is_the_order_of_claims() {
    let names: Vec<_> = LINTS.iter().map(|l| l.name).collect();
    assert_eq!(
        names,
        [
            "drop_then_connect",
            "duplicate_identity",
            "attempt_outlives_timeout",
            "link_attached_twice",
            "close_without_effect",
            "reconnect_without_evidence",
            "reconnect_beside_auto_reconnect",
            "task_left_running",
            "kept_while_open",
            "overwrite_while_open",
            "shadowed_while_open",
            "connect_while_open",
            "reconnect_without_backoff",
            "malformed_suppression",
            "unused_suppression",
        ]
    );
}

#[test]
fn every_page_has_its_headings_in_order() {
    let headings = [
        "## What it does",
        "## Why is this bad?",
        "## Example",
        "## Use instead",
        "## What it does not see",
    ];
    for lint in LINTS {
        let found: Vec<_> = lint
            .explanation
            .lines()
            .filter(|l| l.starts_with('#') && !l.starts_with("#["))
            .collect();
        let found: Vec<_> = found
            .into_iter()
            .filter(|l| *l != "## Configuration")
            .collect();
        assert_eq!(found, headings, "{}", lint.name);
        let sections: Vec<_> = lint.explanation.split("\n## ").collect();
        for section in &sections {
            let body = section.split_once('\n').map_or("", |(_, body)| body.trim());
            assert!(!body.is_empty(), "{}: empty section {section}", lint.name);
        }
        for (title, code) in [("Example", true), ("Use instead", true)] {
            let section = sections
                .iter()
                .find(|s| s.starts_with(title))
                .expect("the heading is there");
            assert_eq!(
                section.contains("```rust\n"),
                code,
                "{}: {title}",
                lint.name
            );
        }
    }
}
