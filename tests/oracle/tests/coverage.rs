//! The generator makes every construct that it lists, and the same program from the same seed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use double_connect_oracle::generate::{self, Weights};

/// The seeds of the fixed programs of `agreement.rs`.
const FIXED: std::ops::RangeInclusive<u64> = 1..=1000;

#[test]
fn every_construct_occurs() {
    let weights = Weights::default();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for seed in FIXED {
        found.extend(generate::program(seed, &weights).unwrap().constructs);
    }
    let missing: Vec<&str> = generate::groups()
        .flat_map(|(_, constructs)| constructs)
        .filter(|construct| !found.contains(construct))
        .collect();
    assert!(missing.is_empty(), "no program has {missing:?}");
}

#[test]
fn every_construct_is_listed_once() {
    let all: Vec<&str> = generate::groups()
        .flat_map(|(_, constructs)| constructs)
        .collect();
    let distinct: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(all.len(), distinct.len());
}

#[test]
fn the_same_seed_gives_the_same_program() {
    let weights = Weights::default();
    for seed in [1, 77, 1_000_003] {
        let (a, b) = (
            generate::program(seed, &weights).unwrap(),
            generate::program(seed, &weights).unwrap(),
        );
        assert_eq!(a.text, b.text);
        assert_eq!(a.edition, b.edition);
    }
}
