//! The analyser and the runs agree on every connect of every program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use double_connect_oracle::campaign::{self, Tally};
use double_connect_oracle::generate::Weights;
use double_connect_oracle::judge::{Judge, Kind};
use double_connect_oracle::workshop::Workshop;

/// How many programs have the same seeds in every run.
const FIXED: u64 = 1000;
/// How many are new ones.
const FRESH: u64 = 200;
/// Their size in percent: of fresh programs in full size more still disagree.
const FRESH_SIZE: u32 = 40;

/// Tries the programs of these seeds, in a directory of their own.
fn tried(name: &str, first: u64, count: u64, weights: &Weights) -> Tally {
    let workshop = Workshop::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)).unwrap();
    let seeds: Vec<u64> = (first..first + count).collect();
    campaign::run(&workshop, &Judge::new().unwrap(), weights, &seeds, &|_| ()).unwrap()
}

/// How many of them may disagree: a rare mistake that nobody has met is no reason to stop the change at hand, and is printed to
/// be looked at. Two in so few are no accident.
const FRESH_WRONG: usize = 1;

/// Fails if the analyser was wrong about more programs than that, or the generator too often.
fn check(tally: &Tally, most: usize) {
    assert!(
        tally.rejected.len() * 100 <= tally.programs,
        "rustc rejects {} of {} programs: {:?}",
        tally.rejected.len(),
        tally.programs,
        tally.rejected.first()
    );
    assert!(
        tally.connects.1 > 0 && tally.connects.1 < tally.connects.0,
        "the programs show nothing"
    );
    let wrong: Vec<(u64, String)> = tally
        .disagreeing
        .iter()
        .flat_map(|trial| trial.disagreements.iter().map(|d| (trial.program.seed, d)))
        // A program that was given up on a busy machine says nothing.
        .filter(|(_, d)| d.kind != Kind::Slow)
        .map(|(seed, d)| {
            let (line, column) = (d.place.line, d.place.column);
            let text = format!("seed {seed}: {} {line}:{column}", d.kind.text());
            (seed, text)
        })
        .collect();
    let programs: BTreeSet<u64> = wrong.iter().map(|(seed, _)| *seed).collect();
    let told: Vec<&str> = wrong.iter().map(|(_, text)| text.as_str()).collect();
    println!("{}", told.join("\n"));
    assert!(programs.len() <= most, "{}", told.join("\n"));
}

#[test]
fn fixed_seeds() {
    check(&tried("fixed", 1, FIXED, &Weights::default()), 0);
}

#[test]
fn fresh_seeds() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let first = 1_000_000 + now.as_secs() % 1_000_000_000;
    println!("seeds from {first}, --weight size={FRESH_SIZE}");
    let mut weights = Weights::default();
    weights.set("size", FRESH_SIZE);
    check(&tried("fresh", first, FRESH, &weights), FRESH_WRONG);
}
