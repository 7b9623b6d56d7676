//! Suppressions over facts made by hand.

use double_connect_analysis::comments::{Comment, Place};
use double_connect_analysis::facts::{Confidence, Facts, FunctionSpan, HolderKind, Overlap};
use double_connect_analysis::source::{FileId, SourceFile, Span};
use double_connect_clients::ClientSet;

use crate::registry::{Checked, check_by_place, default_levels};
use crate::test_facts::{at, holder, open, overlap};
use crate::{Level, Levels};

/// A finding of `connect_while_open` at 100, reached through a call at 150, in a function that is all of the file.
fn facts(comments: Vec<Comment>) -> Facts {
    let mut facts = Facts {
        overlaps: vec![Overlap {
            second: double_connect_analysis::facts::OpenSite {
                chain: vec![at(150)],
                ..open(100)
            },
            holders: vec![holder(HolderKind::Variable, "c", 20)],
            ..overlap()
        }],
        bodies: vec![FunctionSpan {
            span: range(0, 400),
            name: "f".to_owned(),
        }],
        comments,
        ..Facts::default()
    };
    facts
        .sources
        .add(SourceFile::new("a.rs".into(), " ".repeat(400)));
    facts
}

fn range(start: u32, end: u32) -> Span {
    Span {
        file: FileId(0),
        start,
        end,
    }
}

fn comment(start: u32, text: &str, governs: Span) -> Comment {
    Comment {
        span: range(start, start + text.len() as u32 + 3),
        text: text.to_owned(),
        text_start: start + 3,
        place: Place::Thing,
        governs: vec![governs],
        at_top: false,
    }
}

fn run(comments: Vec<Comment>) -> (Checked, Vec<(&'static str, Span)>) {
    let levels = default_levels();
    let checked = check_by_place(&facts(comments), &ClientSet::default(), &|_| &levels);
    let found = checked.diagnostics.iter();
    let found = found.map(|d| (d.lint, d.labels[0].span)).collect();
    (checked, found)
}

const ALLOW: &str = "double-connect: allow(connect_while_open) -- r";

#[test]
fn the_connect_and_each_call_on_the_way_are_places_of_a_finding() {
    for governs in [range(90, 120), range(100, 101), range(140, 200)] {
        let (checked, found) = run(vec![comment(60, ALLOW, governs)]);
        assert_eq!(found, [], "{governs:?}");
        assert_eq!(checked.suppressions[0].entries[0].uses, 1);
        assert_eq!(checked.suppressions[0].reason, "r");
    }
}

#[test]
fn elsewhere_it_is_unused_and_can_be_taken_out() {
    let (checked, found) = run(vec![comment(60, ALLOW, range(101, 150))]);
    let name = ALLOW.find("connect_").map_or(0, |at| at as u32) + 63;
    let place = range(name, name + 18);
    assert_eq!(
        found,
        [
            ("connect_while_open", at(100)),
            ("unused_suppression", place)
        ]
    );
    let suggestion = &checked.diagnostics[1].suggestions[0];
    // All of the file is white space on one line: the comment goes with what stands before it.
    assert_eq!(
        suggestion.edits,
        [(range(0, 63 + ALLOW.len() as u32), String::new())]
    );
}

#[test]
fn another_lints_suppression_does_not_count() {
    let text = "double-connect: allow(kept_while_open, connect-while-open) -- r";
    let (checked, found) = run(vec![comment(60, text, range(90, 120))]);
    let lints: Vec<_> = found.iter().map(|(lint, _)| *lint).collect();
    assert_eq!(lints, ["unused_suppression"]);
    let one = &checked.diagnostics[0];
    assert!(one.message.contains("`kept_while_open`"), "{one:?}");
    assert!(one.suggestions.is_empty() && !one.help.is_empty());
}

#[test]
fn the_nearest_of_two_is_used() {
    let (checked, found) = run(vec![
        comment(2, ALLOW, range(50, 300)),
        comment(60, ALLOW, range(90, 120)),
    ]);
    let uses: Vec<_> = checked
        .suppressions
        .iter()
        .map(|s| s.entries[0].uses)
        .collect();
    assert_eq!(uses, [0, 1]);
    assert_eq!(found.len(), 1);
}

#[test]
fn a_level_does_not_make_it_unused() {
    let levels = Levels::new([
        ("connect_while_open", Level::Allow),
        ("unused_suppression", Level::Warn),
    ]);
    let facts = facts(vec![comment(60, ALLOW, range(90, 120))]);
    let checked = check_by_place(&facts, &ClientSet::default(), &|_| &levels);
    assert_eq!(checked.diagnostics, []);
}

#[test]
fn code_that_was_not_read_is_not_judged() {
    let mut facts = facts(vec![comment(60, ALLOW, range(300, 350))]);
    facts.bodies[0].span.end = 200;
    let levels = default_levels();
    let checked = check_by_place(&facts, &ClientSet::default(), &|_| &levels);
    assert_eq!(checked.diagnostics.len(), 1);
    assert!(!checked.suppressions[0].is_read);
}

#[test]
fn unused_can_itself_be_allowed() {
    let text = "double-connect: allow(kept_while_open, unused_suppression) -- r";
    let (_, found) = run(vec![comment(60, text, range(300, 350))]);
    assert_eq!(found, [("connect_while_open", at(100))]);
}

#[test]
fn what_cannot_be_read_suppresses_nothing_and_is_told() {
    for text in [
        "double-connect: allow(connect_while_open)",
        "double-connect: allow(conect_while_open) -- r",
        "double-connect: allow-file(connect_while_open) -- r",
        "double-connect: ignore(connect_while_open) -- r",
        "double-connect: allow(all) -- r",
    ] {
        let (checked, found) = run(vec![comment(60, text, range(90, 120))]);
        let lints: Vec<_> = found.iter().map(|(lint, _)| *lint).collect();
        assert_eq!(
            lints,
            ["connect_while_open", "malformed_suppression"],
            "{text}"
        );
        let help = &checked.diagnostics[1].help;
        let question = help
            .iter()
            .any(|h| h == "did you mean `connect_while_open`?");
        assert_eq!(question, text.contains("conect_"), "{help:?}");
    }
}

#[test]
fn the_top_of_a_file_stands_for_all_of_it() {
    let text = "double-connect: allow-file(connect_while_open) -- r";
    let top = Comment {
        at_top: true,
        ..comment(2, text, range(90, 91))
    };
    let (checked, found) = run(vec![top]);
    assert_eq!(found, []);
    assert!(checked.suppressions[0].whole_file);
}

#[test]
fn a_finding_that_is_not_sure_enough_is_left_out_but_uses_its_suppression() {
    let mut levels = default_levels();
    levels.set_confidence(Confidence::Certain);
    let mut facts = facts(Vec::new());
    facts.overlaps[0].confidence = Confidence::Likely;
    let checked = check_by_place(&facts, &ClientSet::default(), &|_| &levels);
    assert_eq!(checked.diagnostics, []);
    facts.comments = vec![comment(60, ALLOW, range(90, 120))];
    let checked = check_by_place(&facts, &ClientSet::default(), &|_| &levels);
    assert_eq!(checked.diagnostics, []);
    assert_eq!(checked.suppressions[0].entries[0].uses, 1);
}
