//! Over fixed programs the analyser agrees with the runs on every connect, but for the programs in `known.txt`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use double_connect_oracle::campaign::{self, Trial};
use double_connect_oracle::generate::Weights;
use double_connect_oracle::judge::{Judge, Kind};
use double_connect_oracle::workshop::Workshop;

/// How many programs: seeds from 1.
const PROGRAMS: u64 = 1000;
/// Their size in percent.
const SIZE: u32 = 40;

#[test]
fn only_what_is_known_is_wrong() {
    let known: BTreeSet<u64> = include_str!("../known.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.parse().unwrap())
        .collect();
    let workshop = Workshop::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("known")).unwrap();
    let mut weights = Weights::default();
    weights.set("size", SIZE);
    let seeds: Vec<u64> = (1..=PROGRAMS).collect();
    let tally =
        campaign::run(&workshop, &Judge::new().unwrap(), &weights, &seeds, &|_| ()).unwrap();
    // A program that was given up on a busy machine says nothing.
    let slow = |trial: &Trial| trial.disagreements.iter().all(|d| d.kind == Kind::Slow);
    let (slow, differ): (Vec<&Trial>, Vec<&Trial>) =
        tally.disagreeing.iter().partition(|t| slow(t));
    let wrong: BTreeSet<u64> = differ.iter().map(|t| t.program.seed).collect();
    let given_up = slow.iter().map(|t| t.program.seed);
    let given_up: BTreeSet<u64> = given_up.chain(tally.hung.iter().copied()).collect();
    let new: Vec<u64> = wrong.difference(&known).copied().collect();
    let right = known.difference(&wrong).copied();
    let right: Vec<u64> = right.filter(|seed| !given_up.contains(seed)).collect();
    assert!(
        new.is_empty(),
        "these are wrong now, with --weight size={SIZE}: {new:?}"
    );
    assert!(
        right.is_empty(),
        "these are right now and leave known.txt: {right:?}"
    );
    assert!(
        tally.connects.1 > 0 && tally.connects.1 < tally.connects.0,
        "the programs show nothing"
    );
}
