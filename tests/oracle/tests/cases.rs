//! Programs that the analyser once got wrong, each the smallest that showed it: the runs and the analyser agree on them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use double_connect_oracle::campaign;
use double_connect_oracle::judge::Judge;
use double_connect_oracle::program::{Edition, Program};
use double_connect_oracle::workshop::{Outcome, Workshop};

#[test]
fn what_was_wrong_is_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let programs: Vec<Program> = files
        .iter()
        .map(|file| Program {
            seed: 0,
            edition: Edition::E2021,
            text: std::fs::read_to_string(file).unwrap(),
            constructs: BTreeSet::new(),
        })
        .collect();
    let workshop = Workshop::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases")).unwrap();
    let trials = campaign::try_all(&workshop, &Judge::new().unwrap(), "cases", &programs).unwrap();
    let mut wrong = Vec::new();
    for (file, trial) in files.iter().zip(trials) {
        let name = file.file_stem().unwrap().to_string_lossy();
        if !matches!(trial.outcome, Outcome::Ran(_)) {
            wrong.push(format!("{name}: {:?}", trial.outcome));
        }
        for d in &trial.disagreements {
            let place = d.place;
            wrong.push(format!(
                "{name}: {} {}:{}",
                d.kind.text(),
                place.line,
                place.column
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
