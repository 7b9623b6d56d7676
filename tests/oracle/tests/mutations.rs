//! The list of mutations fits the sources: it cannot rot.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use double_connect_oracle::mutations;

#[test]
fn every_text_stands_once_in_its_file() {
    for mutation in mutations::list().unwrap() {
        let count = mutation.occurrences(&mutations::workspace()).unwrap();
        assert_eq!(
            count,
            1,
            "the text of `{}` in {}",
            mutation.rule,
            mutation.file.display()
        );
        assert_ne!(mutation.text, mutation.replacement);
    }
}

#[test]
fn every_rule_is_there_once() {
    let list = mutations::list().unwrap();
    let rules: BTreeSet<&str> = list.iter().map(|m| m.rule.as_str()).collect();
    assert_eq!(rules.len(), list.len());
    assert!(list.len() >= 10);
}
