use double_connect_analysis::facts::{AttemptKind, Confidence, FunctionSpan, IdentityFact, Recall};
use double_connect_analysis::ir::Expansion;
use double_connect_clients::ClientSet;

use super::labels::labels;
use super::words::{CONNECTION, LINK, RECEIVER};
use super::*;
use crate::diagnostic::LabelKind;
use crate::test_facts::{at, attempt, holder, overlap, slot};

/// The labels of an overlap as `start: message`, in order.
fn told(overlap: &Overlap) -> Vec<String> {
    let clients = ClientSet::default();
    let labels = labels(overlap, &Context::new(&clients));
    assert_eq!(labels[0].kind, LabelKind::Primary);
    assert!(labels[1..].iter().all(|l| l.kind == LabelKind::Secondary));
    labels
        .iter()
        .map(|l| format!("{}: {}", l.span.start, l.message))
        .collect()
}

#[test]
fn the_story_is_told_in_order() {
    let mut it = overlap();
    it.first.chain = vec![at(5)];
    it.first.created = Some(at(8));
    it.holders = vec![holder(HolderKind::Variable, "client", 20)];
    it.holders[0].until = Some(at(200));
    it.attempts = vec![attempt(AttemptKind::NotAwaited, 30)];
    it.closed_elsewhere = Some(at(40));
    it.shadowed_by = Some(at(90));
    it.second.chain = vec![at(95)];
    assert_eq!(
        told(&it),
        [
            "100: second connection of `device-1` opens here",
            "5: the first connect is reached through this call",
            "8: the first client is made here",
            "10: first connection opens here",
            "20: `client` keeps it open until the end of its scope",
            "30: this future is never awaited",
            "40: the first connection is closed here, but not on every way to the second connect",
            "90: this declaration shadows `client` but does not drop it",
            "95: the second connect is reached through this call",
            "200: `client` drops only here",
        ]
    );
}

#[test]
fn no_two_labels_share_a_span() {
    let mut it = overlap();
    it.holders = vec![
        holder(HolderKind::Field, "", 10),
        holder(HolderKind::Field, "", 10),
    ];
    it.overwritten = Some(slot("self.client", 100));
    assert_eq!(
        told(&it),
        [
            "100: second connection of `device-1` opens here; the old value of `self.client` drops only after the new \
             connection has opened",
            "10: first connection opens here; this value holds the first connection",
        ]
    );
}

#[test]
fn the_same_call_says_how_it_is_reached_again() {
    let mut it = overlap();
    it.same_site = true;
    it.first.span = it.second.span;
    it.holders = vec![Holder {
        span: None,
        ..holder(HolderKind::Field, "self.client", 0)
    }];
    let holds = "; `self.client` still holds the first connection";
    let start = "100: second connection of `device-1`";
    assert_eq!(
        told(&it),
        [format!(
            "{start} opens here, reached again in the loop's next turn{holds}"
        )]
    );

    it.confidence = Confidence::Likely;
    assert_eq!(
        told(&it),
        [format!(
            "{start} may open here, reached again at the next call{holds}"
        )]
    );

    it.confidence = Confidence::Certain;
    it.first.chain = vec![at(1), at(2)];
    it.second.chain = vec![at(1), at(3)];
    assert_eq!(
        told(&it),
        [
            format!("{start} opens here, reached again at the second call{holds}"),
            "1: both connects are reached through this call".to_owned(),
            "2: the first connect is reached through this call".to_owned(),
            "3: the second connect is reached through this call".to_owned(),
        ]
    );
}

#[test]
fn an_overwritten_slot_is_not_said_to_live_on() {
    let mut it = overlap();
    it.holders = vec![holder(HolderKind::Variable, "state", 20)];
    it.holders[0].until = Some(at(200));
    it.overwritten = Some(slot("state.client", 90));
    assert_eq!(
        told(&it)[1..],
        [
            "10: first connection opens here",
            "20: `state` holds the first connection",
            "90: the old value of `state.client` drops only after the new connection has opened",
        ]
    );
    it.overwritten = Some(slot("states", 90));
    assert!(
        told(&it)
            .iter()
            .any(|l| l == "200: `state` drops only here")
    );
}

#[test]
fn every_holder_and_attempt_has_words_of_its_own() {
    use HolderKind::*;
    let kinds = [
        Variable, Temporary, Field, Collection, Clone, Static, Leak, Itself, Task, Thread,
        Background,
    ];
    let mut texts: Vec<String> = kinds
        .iter()
        .map(|k| holder::keeps(&holder(*k, "x", 1), &overlap(), true, CONNECTION))
        .collect();
    use AttemptKind::*;
    let whys = [
        NotAwaited,
        QueuedUnpolled,
        QueuedReconnects,
        NoEffect,
        SenderDropped,
        HandleDropped,
    ];
    texts.extend(
        whys.iter()
            .map(|w| holder::attempt(*w, Some(Thread), "DISCONNECT")),
    );
    for text in &texts {
        assert!(!text.ends_with('.') && !text.contains('\n'), "{text}");
    }
    let count = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), count);
    assert!(
        holder::attempt(QueuedReconnects, Some(Thread), "DISCONNECT")
            .contains("the thread that polls")
    );
    assert!(holder::attempt(QueuedReconnects, None, "close").contains("queues a close; the task"));
}

#[test]
fn identities_are_named_as_they_are_known() {
    assert_eq!(
        CONNECTION.identity(&IdentityFact::Constant("a".into())),
        "of `a`"
    );
    assert_eq!(
        CONNECTION.identity(&IdentityFact::SameValue("cfg.id".into())),
        "with the identity `cfg.id`"
    );
    let named = IdentityFact::Constant("a".into());
    assert_eq!(LINK.identity(&named), "named `a`");
    assert_eq!(RECEIVER.identity(&named), "of epoch `a`");
    assert_eq!(
        CONNECTION.identity(&IdentityFact::SameHandle),
        "on the same handle"
    );
    assert_eq!(
        CONNECTION.identity(&IdentityFact::Constant(String::new())),
        "with the same identity"
    );
}

#[test]
fn nothing_from_the_source_reaches_a_terminal_raw() {
    assert_eq!(
        quoted("a\u{1b}[31m\nb\u{202e}"),
        "a\\u{1b}[31m\\nb\\u{202e}"
    );
    assert_eq!(quoted("é"), "é");
    let long = quoted(&"x".repeat(1000));
    assert_eq!(long.chars().count(), SHOWN_CHARS + 1);
    assert!(long.ends_with('…'));
    assert_eq!(
        quoted(&"x".repeat(SHOWN_CHARS)).chars().count(),
        SHOWN_CHARS
    );
}

#[test]
fn a_long_chain_is_cut_and_says_so() {
    let mut it = overlap();
    it.second.chain = (1..=5).map(at).collect();
    assert_eq!(
        told(&it)[2..],
        [
            "1: the second connect is reached through this call",
            "2: then through this call",
            "3: then through this call and 2 more below it",
        ]
    );
}

#[test]
fn a_slot_that_closes_nothing_is_no_part_of_the_story() {
    let mut it = overlap();
    it.holders = vec![holder(HolderKind::Task, "", 20)];
    it.overwritten = Some(slot("self.client", 90));
    it.shadowed_by = Some(at(95));
    assert_eq!(
        told(&it)[1..],
        [
            "10: first connection opens here",
            "20: this task goes on and keeps the first connection open"
        ]
    );
}

#[test]
fn a_call_that_the_code_does_not_show_is_told() {
    let function = |name: &str, start| FunctionSpan {
        span: at(start),
        name: name.to_owned(),
    };
    let mut it = overlap();
    it.confidence = Confidence::Likely;
    it.holders = vec![holder(HolderKind::Task, "", 20)];
    it.recall = Some(Recall {
        function: function("Link::start", 5),
        after: Some(function("Link::stop", 50)),
    });
    assert_eq!(
        told(&it),
        [
            "100: second connection of `device-1` may open here",
            "10: first connection opens here",
            "20: this task goes on and keeps the first connection open",
            "50: `Link::stop` lets go of the first client and ends no connection",
            "5: `Link::start` may be called again on the same value",
        ]
    );
}

#[test]
fn what_a_macro_writes_is_said_to_be_its() {
    let clients = ClientSet::default();
    let mut it = overlap();
    it.same_site = true;
    it.first.span = it.second.span;
    it.first.chain = vec![at(1)];
    it.second.chain = vec![at(1)];
    let expansions = [Expansion {
        span: at(1),
        name: "open".to_owned(),
    }];
    let context = Context::new(&clients).with_expansions(&expansions);
    let told: Vec<String> = labels(&it, &context)
        .into_iter()
        .map(|l| l.message)
        .collect();
    assert!(
        told[0].contains("reached again through the same macro call"),
        "{told:?}"
    );
    let call = "both connects are reached through this call, in this expansion of `open!`";
    assert!(told.iter().any(|l| l == call), "{told:?}");
}
