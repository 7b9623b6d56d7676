//! The UI tests: the tool is run once over `ui-tests/`, and what it says must be what the fixtures' marks and their
//! `.stderr` files say.
//!
//! `BLESS=1 cargo test --test ui` rewrites the `.stderr` files and the lists of targets in the packages' manifests.
//! Marks are never rewritten: they are the truth. `ui-tests/README.md` says how to write a fixture.
#![allow(clippy::unwrap_used)]

mod compare;
mod coverage;
mod fixtures;
mod marks;
mod tool;

use std::collections::BTreeSet;
use std::fs;

use marks::Kind;

/// Whether expectations are rewritten rather than compared.
fn bless() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value != "0")
}

/// Fails with all complaints at once.
fn assert_none(what: &str, complaints: &[String]) {
    assert!(
        complaints.is_empty(),
        "{what}: {} complaint(s)\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn findings_and_messages_are_as_expected() {
    let fixtures = fixtures::all();
    let run = tool::by_fixture(tool::messages("ui-tests/Cargo.toml"));
    let mut complaints = run.strays.clone();
    complaints.extend(compare::marks(&fixtures, &run));
    complaints.extend(compare::texts(&fixtures, &run, bless()));
    assert_none("the tool and the fixtures disagree", &complaints);
}

#[test]
fn the_example_has_its_one_bug() {
    let found: Vec<(Option<String>, String)> = tool::messages("examples/device-gateway/Cargo.toml")
        .into_iter()
        .map(|message| {
            let (file, _) = message.place.unwrap_or_default();
            (message.lint, file)
        })
        .collect();
    let [(lint, file)] = found.as_slice() else {
        panic!("one finding is expected: {found:?}");
    };
    assert_eq!(lint.as_deref(), Some("task_left_running"));
    assert!(file.ends_with("src/link.rs"), "{file}");
}

#[test]
fn every_folder_has_bugs_and_look_alikes() {
    let fixtures = fixtures::all();
    let mut complaints = Vec::new();
    for folder in fixtures::folders() {
        let of_folder = || fixtures.iter().filter(|fixture| fixture.folder == folder);
        let bugs = of_folder().filter(|fixture| fixture.is_bug()).count();
        let look_alikes = of_folder().count() - bugs;
        if bugs < 4 || look_alikes < 4 {
            complaints.push(format!(
                "{folder}: {bugs} bugs, {look_alikes} look-alikes, of each at least 4 are needed"
            ));
        }
    }
    assert_none("folders", &complaints);
}

#[test]
fn every_fixture_is_well_formed() {
    let mut complaints = Vec::new();
    let mut names = BTreeSet::new();
    for fixture in fixtures::all() {
        let shown = fixture.shown();
        if !fixture.text.starts_with("//! ") {
            complaints.push(format!(
                "{shown}: must start with `//! ` and say what it shows"
            ));
        }
        if !names.insert(fixture.name.clone()) {
            complaints.push(format!("{shown}: another fixture has this name"));
        }
        complaints.extend(
            fixture
                .bad_marks
                .iter()
                .map(|bad| format!("{shown}:{}: {}", bad.line, bad.why)),
        );
        let of_folder = |mark: &&marks::Mark| mark.lint == fixture.folder;
        if fixture.is_bug() && !fixture.marks.iter().any(|mark| of_folder(&mark)) {
            complaints.push(format!("{shown}: no mark is of the folder's lint"));
        }
        let folders = fixtures::folders();
        for mark in &fixture.marks {
            if !folders.contains(&mark.lint) {
                complaints.push(format!(
                    "{shown}:{}: no folder for `{}`",
                    mark.line, mark.lint
                ));
            }
        }
    }
    assert_none("fixtures", &complaints);
}

#[test]
fn every_fixture_is_a_target_of_its_package() {
    let fixtures = fixtures::all();
    let packages = fixtures::packages();
    let mut complaints = Vec::new();
    for fixture in &fixtures {
        let owners = packages.iter().filter(|package| package.owns(fixture));
        if owners.count() != 1 {
            complaints.push(format!(
                "{}: its name must start with the prefix of exactly one package",
                fixture.shown()
            ));
        }
    }
    for package in &packages {
        let wanted = package.manifest_with(&fixtures);
        if bless() {
            fs::write(&package.manifest, wanted).unwrap();
        } else if wanted != package.text {
            complaints.push(format!(
                "{}: its list of targets is not that of its fixtures, run with BLESS=1",
                package.manifest.display()
            ));
        }
    }
    assert_none("targets", &complaints);
}

#[test]
fn no_expected_text_is_without_its_fixture() {
    let complaints: Vec<String> = fixtures::orphans()
        .into_iter()
        .map(|path| format!("{}: there is no such fixture", path.display()))
        .collect();
    assert_none("orphans", &complaints);
}

#[test]
fn every_lint_has_a_folder() {
    let folders = fixtures::folders();
    let lints = tool::lints();
    assert!(!lints.is_empty(), "`--list` names no lint");
    let complaints: Vec<String> = lints
        .iter()
        .filter(|lint| !folders.contains(*lint))
        .map(|lint| format!("ui-tests/{lint}/ is missing"))
        .collect();
    assert_none("lints", &complaints);
}

#[test]
fn the_fixtures_are_many() {
    let fixtures = fixtures::all();
    let bugs = fixtures.iter().filter(|fixture| fixture.is_bug()).count();
    let missed = fixtures
        .iter()
        .flat_map(|fixture| &fixture.marks)
        .filter(|mark| matches!(mark.kind, Kind::Missing))
        .count();
    println!(
        "{} fixtures, {bugs} with bugs, {missed} known misses",
        fixtures.len()
    );
    assert!(fixtures.len() >= 110);
}
