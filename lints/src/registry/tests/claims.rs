//! Which lint claims which overlap, and the form of what it says.

use double_connect_analysis::facts::{AttemptKind, Confidence, Holder, HolderKind, IdentityFact};

use double_connect_clients::TypeId;

use super::super::*;
use crate::test_facts::{at, attempt, doubt, given_up, holder, open, overlap, slot};

/// An overlap of links of a type.
fn link(package: &str, ty: &str, on: Overlap) -> Overlap {
    let clients = ClientSet::builtin();
    let model = clients
        .for_dependency(package, None)
        .expect("a model of the package");
    let index = clients.model(model).type_index(ty).expect("a type of it");
    let site = |site: OpenSite| OpenSite {
        ty: TypeId { model, index },
        model,
        ..site
    };
    Overlap {
        first: site(on.first),
        second: site(on.second),
        ..on
    }
}

/// Overlaps, each with the lint that claims it and the end of the message.
fn cases() -> Vec<(&'static str, &'static str, Overlap)> {
    use AttemptKind::*;
    use HolderKind::*;
    let held = |kind, name: &str| Overlap {
        holders: vec![holder(kind, name, 20)],
        ..overlap()
    };
    let tried = |why, on: Overlap| Overlap {
        attempts: vec![attempt(why, 30)],
        ..on
    };
    let over = |name: &str, on: Overlap| Overlap {
        overwritten: Some(slot(name, 99)),
        ..on
    };
    let shadowed = |on: Overlap| Overlap {
        shadowed_by: Some(at(98)),
        ..on
    };
    let failed = |comes_back, on: Overlap| Overlap {
        doubt: Some(doubt(comes_back)),
        ..on
    };
    let timed_out = |on: Overlap| Overlap {
        doubt: Some(given_up()),
        ..on
    };
    let unused = |name: &str| Overlap {
        holders: vec![Holder {
            uses: 0,
            ..holder(Variable, name, 20)
        }],
        ..overlap()
    };
    vec![
        (
            "duplicate_identity",
            "while the program `reader` holds the first",
            held(Program, "reader"),
        ),
        (
            "drop_then_connect",
            "right after a drop that has only asked for the close",
            held(Closing, ""),
        ),
        (
            "drop_then_connect",
            "right after a drop that has only asked for the detach",
            link("fe2o3-amqp", "Sender", held(Closing, "")),
        ),
        (
            "attempt_outlives_timeout",
            "beside an attempt that has only timed out",
            timed_out(held(Unjoined, "")),
        ),
        (
            "attempt_outlives_timeout",
            "beside an attempt that has only timed out",
            timed_out(over("self.c", held(Field, "self.c"))),
        ),
        (
            "link_attached_twice",
            "while the first is still attached",
            link("fe2o3-amqp", "Sender", held(Variable, "c")),
        ),
        (
            "link_attached_twice",
            "while the first is still attached",
            link(
                "azure_messaging_eventhubs",
                "EventReceiver",
                tried(NotAwaited, held(Variable, "c")),
            ),
        ),
        (
            "close_without_effect",
            "after a close of the first that is never awaited",
            tried(NotAwaited, held(Variable, "c")),
        ),
        (
            "close_without_effect",
            "after a close of the first that is only queued",
            tried(QueuedUnpolled, held(Variable, "el")),
        ),
        (
            "close_without_effect",
            "while the first reconnects after its own close",
            tried(QueuedReconnects, held(Task, "")),
        ),
        (
            "close_without_effect",
            "after a call that does not close the first",
            over("self.c", tried(NoEffect, held(Field, "self.c"))),
        ),
        (
            "close_without_effect",
            "after a call that does not close the first",
            shadowed(tried(NoEffect, unused("_c"))),
        ),
        (
            "close_without_effect",
            "after a drop that does not close the first",
            tried(SenderDropped, held(Variable, "el")),
        ),
        (
            "close_without_effect",
            "after a call that does not close the first",
            failed(true, tried(NoEffect, held(Variable, "c"))),
        ),
        (
            "reconnect_without_evidence",
            "after a failure that does not prove the first to be gone",
            failed(false, over("self.c", held(Field, "self.c"))),
        ),
        (
            "reconnect_without_evidence",
            "after a failure that does not prove the first to be gone",
            failed(false, held(Leak, "")),
        ),
        (
            "reconnect_beside_auto_reconnect",
            "beside the first, which reconnects by itself",
            failed(true, over("self.c", held(Field, "self.c"))),
        ),
        (
            "reconnect_beside_auto_reconnect",
            "beside the first, which reconnects by itself",
            failed(true, held(Task, "")),
        ),
        (
            "task_left_running",
            "while a task still holds the first",
            tried(SenderDropped, held(Task, "")),
        ),
        (
            "task_left_running",
            "while a task still holds the first",
            tried(HandleDropped, held(Task, "")),
        ),
        (
            "task_left_running",
            "while a thread still holds the first",
            over("self.c", held(Thread, "")),
        ),
        (
            "task_left_running",
            "while a task still holds the first",
            shadowed(held(Task, "")),
        ),
        (
            "kept_while_open",
            "while the client's background task keeps the first open",
            failed(true, held(Background, "")),
        ),
        (
            "kept_while_open",
            "while the leaked first one is still open",
            held(Leak, ""),
        ),
        (
            "kept_while_open",
            "while `CLIENT` still holds the first",
            held(Static, "CLIENT"),
        ),
        (
            "kept_while_open",
            "while `all` still holds the first",
            held(Collection, "all"),
        ),
        (
            "kept_while_open",
            "while a clone still holds the first",
            over("self.c", held(Clone, "")),
        ),
        (
            "kept_while_open",
            "while the first keeps itself open",
            tried(SenderDropped, held(Itself, "")),
        ),
        (
            "kept_while_open",
            "while the client's background task keeps the first open",
            tried(SenderDropped, held(Background, "")),
        ),
        (
            "overwrite_while_open",
            "before `self.c` drops the first",
            over("self.c", held(Field, "self.c")),
        ),
        (
            "overwrite_while_open",
            "before `map` drops the first",
            over("map", held(Collection, "map")),
        ),
        (
            "overwrite_while_open",
            "before `CLIENT` drops the first",
            over("CLIENT", held(Static, "CLIENT")),
        ),
        (
            "overwrite_while_open",
            "before `el` drops the first",
            over("el", tried(SenderDropped, held(Variable, "el"))),
        ),
        (
            "shadowed_while_open",
            "while the shadowed `c` still holds the first",
            shadowed(held(Variable, "c")),
        ),
        (
            "shadowed_while_open",
            "while the unused `_old` still holds the first",
            unused("_old"),
        ),
        (
            "connect_while_open",
            "while the first is still open",
            held(Variable, "c"),
        ),
        (
            "connect_while_open",
            "while the first is still open",
            held(Field, "self.c"),
        ),
        (
            "connect_while_open",
            "while the first is still open",
            held(Temporary, ""),
        ),
        (
            "connect_while_open",
            "while the first is still open",
            Overlap {
                identity: IdentityFact::SameHandle,
                ..held(Variable, "c")
            },
        ),
    ]
}

#[test]
fn each_lint_claims_its_own_cases() {
    for (lint, tail, overlap) in cases() {
        let facts = Facts {
            overlaps: vec![overlap.clone()],
            ..Facts::default()
        };
        let found = check(&facts, &ClientSet::builtin(), &default_levels());
        let [one] = found.as_slice() else {
            panic!("{lint}: {found:?} of {overlap:?}")
        };
        let level = find(lint).map(|l| l.level);
        assert_eq!((one.lint, Some(one.level)), (lint, level), "{overlap:?}");
        assert!(one.message.ends_with(tail), "{lint}: {}", one.message);
    }
    let of_overlaps =
        |name: &str| !name.ends_with("_suppression") && name != "reconnect_without_backoff";
    for lint in LINTS.iter().filter(|l| of_overlaps(l.name)) {
        assert!(
            cases().iter().any(|(name, ..)| *name == lint.name),
            "{} has no case",
            lint.name
        );
    }
}

#[test]
fn every_report_keeps_to_the_form() {
    for (lint, _, overlap) in cases() {
        for overlap in [
            Overlap {
                confidence: Confidence::Likely,
                ..overlap.clone()
            },
            Overlap {
                reconnects: true,
                same_site: true,
                closed_elsewhere: Some(at(40)),
                ..overlap.clone()
            },
            overlap,
        ] {
            let facts = Facts {
                overlaps: vec![overlap.clone()],
                ..Facts::default()
            };
            let found = check(&facts, &ClientSet::builtin(), &default_levels());
            let one = &found[0];
            let texts: Vec<&String> = one
                .labels
                .iter()
                .map(|l| &l.message)
                .chain(&one.notes)
                .chain(&one.help)
                .collect();
            for text in texts.iter().copied().chain([&one.message]) {
                assert!(
                    !text.is_empty() && !text.contains('\n') && !text.ends_with('.'),
                    "{lint}: {text}"
                );
                assert!(!text.contains("  "), "{lint}: {text}");
            }
            assert!(
                one.message.starts_with(|c: char| c.is_lowercase()),
                "{}",
                one.message
            );
            assert!(
                (1..=2).contains(&one.help.len()) && one.notes.len() <= 2,
                "{lint}: {one:?}"
            );
            assert_eq!(
                one.message.contains(" may "),
                overlap.confidence == Confidence::Likely,
                "{}",
                one.message
            );
            let mut spans: Vec<_> = one.labels.iter().map(|l| l.span).collect();
            assert_eq!(spans[0], overlap.second.span);
            spans.sort();
            spans.dedup();
            assert_eq!(
                spans.len(),
                one.labels.len(),
                "{lint}: two labels share a span"
            );
        }
    }
}

#[test]
fn diagnostics_are_sorted_by_place_whatever_the_order_of_facts() {
    let made = |second, first| Overlap {
        second: open(second),
        first: open(first),
        holders: vec![holder(HolderKind::Variable, "c", 20)],
        ..overlap()
    };
    let facts = Facts {
        overlaps: vec![made(90, 50), made(30, 10), made(90, 10)],
        ..Facts::default()
    };
    let found = check(&facts, &ClientSet::builtin(), &default_levels());
    let places: Vec<_> = found
        .iter()
        .map(|d| (d.labels[0].span.start, d.labels[1].span.start))
        .collect();
    assert_eq!(places, [(30, 10), (90, 10), (90, 50)]);
}

#[test]
fn an_allowed_lint_is_silent_and_hands_nothing_on() {
    for (lint, _, overlap) in cases() {
        let facts = Facts {
            overlaps: vec![overlap],
            ..Facts::default()
        };
        let clients = ClientSet::builtin();
        let mut levels: Vec<_> = LINTS.iter().map(|l| (l.name, Level::Warn)).collect();
        let found = check(&facts, &clients, &Levels::new(levels.clone()));
        assert_eq!((found.len(), found[0].level), (1, Level::Warn));
        levels.push((lint, Level::Allow));
        assert_eq!(check(&facts, &clients, &Levels::new(levels)), []);
    }
}

#[test]
fn of_two_side_by_side_the_last_one_in_the_text_is_reported() {
    let mut later = Overlap {
        side_by_side: true,
        holders: vec![holder(HolderKind::Variable, "c", 20)],
        ..overlap()
    };
    let mut earlier = later.clone();
    std::mem::swap(&mut earlier.first, &mut earlier.second);
    let reported = |overlaps: &[&Overlap]| {
        let facts = Facts {
            overlaps: overlaps.iter().map(|o| (*o).clone()).collect(),
            ..Facts::default()
        };
        let found = check(&facts, &ClientSet::default(), &default_levels());
        let primary = found.iter().filter_map(|d| d.labels.first());
        primary.map(|label| label.span).collect::<Vec<_>>()
    };
    assert_eq!(reported(&[&earlier, &later]), [later.second.span]);
    assert_eq!(reported(&[&earlier]), [earlier.second.span]);

    // One after the other they are two bugs: each turn of a loop meets what the last one left.
    later.side_by_side = false;
    earlier.side_by_side = false;
    let both = reported(&[&earlier, &later]);
    assert_eq!(both, [earlier.second.span, later.second.span]);
}
