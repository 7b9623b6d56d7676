//! What is known of the clients, and what real code looks like: each of it has its fixtures.
//!
//! `ui-tests/knowledge.toml` and `ui-tests/constructs.toml` say which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::fixtures::{self, Fixture};
use crate::marks::Kind;

/// What shows a row of what is known.
#[derive(Deserialize)]
#[serde(untagged)]
enum Shown {
    /// Fixtures.
    By(Vec<String>),
    /// None, and why.
    Not(String),
}

/// What shows a construct.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Construct {
    /// Texts of which each of the fixtures has one.
    shows: Vec<String>,
    /// Fixtures with a bug that is found.
    bugs: Vec<String>,
    /// Fixtures without one.
    look_alikes: Vec<String>,
}

/// Tables by their names.
type Tables<T> = BTreeMap<String, T>;

/// A file of `ui-tests/`.
fn read<T: DeserializeOwned>(name: &str) -> T {
    let text = fs::read_to_string(fixtures::root().join(name)).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The fixtures by their names.
fn by_name(all: &[Fixture]) -> BTreeMap<&str, &Fixture> {
    all.iter().map(|f| (f.name.as_str(), f)).collect()
}

/// Whether a fixture says that the tool is wrong about it.
fn is_wrong(fixture: &Fixture) -> bool {
    let wrong = |kind: &Kind| matches!(kind, Kind::Missing | Kind::Wrong | Kind::ExclusiveMissing);
    fixture.marks.iter().any(|mark| wrong(&mark.kind))
}

#[test]
fn what_is_known_is_shown() {
    let all = fixtures::all();
    let fixtures = by_name(&all);
    let tables: Tables<Tables<Shown>> = read("knowledge.toml");
    let mut complaints = Vec::new();
    let (mut rows, mut wrong) = (0, 0);
    let mut used = BTreeSet::new();
    for (table, row, shown) in tables
        .iter()
        .flat_map(|(table, rows)| rows.iter().map(move |(row, shown)| (table, row, shown)))
    {
        let names = match shown {
            Shown::By(names) if !names.is_empty() => names,
            Shown::Not(why) if why.contains(' ') => continue,
            _ => {
                complaints.push(format!("{table}, {row}: fixtures, or why there are none"));
                continue;
            }
        };
        rows += 1;
        let mut row_is_wrong = false;
        for name in names {
            used.insert(name.as_str());
            match fixtures.get(name.as_str()) {
                Some(fixture) => row_is_wrong |= is_wrong(fixture),
                None => complaints.push(format!("{table}, {row}: no fixture `{name}`")),
            }
        }
        wrong += usize::from(row_is_wrong);
    }
    println!("{rows} rows with fixtures, {wrong} of them with a mark of a miss or a false report");
    assert!(
        wrong * 20 < rows,
        "{wrong} of {rows} rows are missed or wrong"
    );
    let is_row = |name: &str| {
        let number = name.rsplit('_').next().unwrap_or_default();
        let mut chars = number.chars();
        name.split('_').count() == 2
            && chars.next().is_some_and(|c| c.is_ascii_lowercase())
            && chars.next().is_some_and(|c| c.is_ascii_digit())
            && number.len() <= 3
    };
    let forgotten = fixtures
        .keys()
        .filter(|name| is_row(name) && !used.contains(*name));
    complaints.extend(forgotten.map(|name| format!("`{name}` is of no row")));
    crate::assert_none("knowledge.toml", &complaints);
}

#[test]
fn what_real_code_looks_like_is_shown() {
    let all = fixtures::all();
    let fixtures = by_name(&all);
    let constructs: Tables<Construct> = read("constructs.toml");
    let mut complaints = Vec::new();
    for (construct, shown) in &constructs {
        let mut look = |names: &[String], bug: bool| {
            if names.is_empty() {
                complaints.push(format!("{construct}: a bug and a look-alike are needed"));
            }
            for name in names {
                let Some(fixture) = fixtures.get(name.as_str()) else {
                    complaints.push(format!("{construct}: no fixture `{name}`"));
                    continue;
                };
                if fixture.is_bug() != bug || is_wrong(fixture) {
                    complaints.push(format!(
                        "{construct}: `{name}` is not what it is said to be"
                    ));
                }
                if !shown
                    .shows
                    .iter()
                    .any(|text| fixture.text.contains(text.as_str()))
                {
                    complaints.push(format!("{construct}: `{name}` does not look so"));
                }
            }
        };
        look(&shown.bugs, true);
        look(&shown.look_alikes, false);
    }
    assert!(constructs.len() >= 18, "the design names eighteen");
    crate::assert_none("constructs.toml", &complaints);
}
