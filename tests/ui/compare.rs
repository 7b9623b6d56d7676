//! What was found against what is expected.

use std::collections::BTreeSet;
use std::fs;

use crate::fixtures::Fixture;
use crate::marks::{Kind, Mark};
use crate::tool::Run;

/// Every difference between marks and findings.
pub(crate) fn marks(fixtures: &[Fixture], run: &Run) -> Vec<String> {
    let none = BTreeSet::new();
    fixtures
        .iter()
        .flat_map(|fixture| {
            let found = run.findings.get(&fixture.shown()).unwrap_or(&none);
            differences(&fixture.marks, found)
                .into_iter()
                .map(|(line, what)| format!("{}:{line}: {what}", fixture.shown()))
        })
        .collect()
}

/// The differences in one fixture, by line.
fn differences(marks: &[Mark], found: &BTreeSet<(usize, String)>) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    // What excluding peers are told is none of this run's findings.
    let excluding = |mark: &&Mark| matches!(mark.kind, Kind::Exclusive | Kind::ExclusiveMissing);
    let marks = || marks.iter().filter(|mark| !excluding(mark));
    for mark in marks() {
        let is_found = found.contains(&(mark.line, mark.lint.clone()));
        let what = match (mark.kind, is_found) {
            (Kind::Bug, false) => "not found",
            (Kind::Missing, true) => "now found: make it a plain mark",
            (Kind::Wrong, false) => "no longer reported: remove the mark",
            _ => continue,
        };
        all.push((mark.line, format!("{what}: {}", mark.lint)));
    }
    for (line, lint) in found {
        if !marks().any(|mark| mark.line == *line && mark.lint == *lint) {
            all.push((*line, format!("unexpected: {lint}")));
        }
    }
    all.sort();
    all
}

/// Every fixture whose messages are not those of its `.stderr` file; with `bless`, the files are rewritten instead.
pub(crate) fn texts(fixtures: &[Fixture], run: &Run, bless: bool) -> Vec<String> {
    let mut complaints = Vec::new();
    for fixture in fixtures {
        let actual = run
            .rendered
            .get(&fixture.shown())
            .map_or("", String::as_str);
        let path = fixture.expected();
        let expected = fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if actual == expected {
            continue;
        }
        if !bless {
            complaints.push(format!(
                "{}: messages differ from {}, look at them and run with BLESS=1\n{}",
                fixture.shown(),
                path.display(),
                first_difference(&expected, actual)
            ));
        } else if actual.is_empty() {
            fs::remove_file(&path).unwrap();
        } else {
            fs::write(&path, actual).unwrap();
        }
    }
    complaints
}

/// The first line in which two texts differ.
fn first_difference(expected: &str, actual: &str) -> String {
    let mut expected = expected.lines();
    let mut actual = actual.lines();
    for number in 1_usize.. {
        match (expected.next(), actual.next()) {
            (None, None) => break,
            (wanted, got) if wanted == got => {}
            (wanted, got) => {
                return format!(
                    "    line {number}\n    - {}\n    + {}",
                    wanted.unwrap_or("(end)"),
                    got.unwrap_or("(end)")
                );
            }
        }
    }
    "    they differ in white space at the end".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{differences, first_difference};
    use crate::marks;

    #[test]
    fn tells_every_kind_of_difference() {
        let (marks, _) = marks::parse(
            "//~ a_a\n//~ b_b\n//~ MISSING: c_c -- r\n//~ MISSING: d_d -- r\n//~ WRONG: e_e -- r\n//~ WRONG: f_f -- r\n",
        );
        let found = [(1, "a_a"), (3, "c_c"), (5, "e_e"), (7, "g_g"), (1, "h_h")];
        let found = found.map(|(line, lint)| (line, lint.to_owned())).into();
        let told: Vec<String> = differences(&marks, &found)
            .into_iter()
            .map(|(line, what)| format!("{line} {what}"))
            .collect();
        assert_eq!(
            told,
            [
                "1 unexpected: h_h",
                "2 not found: b_b",
                "3 now found: make it a plain mark: c_c",
                "6 no longer reported: remove the mark: f_f",
                "7 unexpected: g_g",
            ]
        );
    }

    #[test]
    fn tells_where_texts_part() {
        assert_eq!(
            first_difference("a\nb\n", "a\nc\n"),
            "    line 2\n    - b\n    + c"
        );
        assert_eq!(
            first_difference("a\n", "a\nb\n"),
            "    line 2\n    - (end)\n    + b"
        );
    }
}
