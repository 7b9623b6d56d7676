//! `connect_while_open`: the general case.

use double_connect_analysis::facts::{Confidence, HolderKind, IdentityFact, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::{close_first, reuse};
use crate::story::{Report, is_same_site};

pub(crate) static LINT: Lint = Lint {
    name: "connect_while_open",
    level: Level::Deny,
    summary: "a connect that can be reached while a connection of the same identity is open",
    explanation: include_str!("connect_while_open.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let name = overlap.holders.iter().find_map(|h| h.name.as_deref());
    let temporary = overlap
        .holders
        .iter()
        .all(|h| h.kind == HolderKind::Temporary);
    let close = if overlap.closed_elsewhere.is_some() {
        "close the first connection on every way to this connect".to_owned()
    } else if temporary {
        "end the statement that holds the first connection before connecting: bind what is needed of it with `let`".to_owned()
    } else {
        close_first(overlap, context, name)
    };
    let other = if overlap.identity == IdentityFact::SameHandle || !is_same_site(overlap) {
        reuse()
    } else {
        "or connect once, before the code that is repeated, and use that connection in it"
            .to_owned()
    };
    // One constructor has made both, to be open side by side.
    let made_together = overlap.confidence == Confidence::Likely && overlap.recall.is_none();
    let help = if made_together {
        vec![own_identity(), reuse()]
    } else if overlap.side_by_side {
        vec![own_identity(), one_after_the_other()]
    } else {
        vec![close, other]
    };
    Some(Report::new(
        overlap,
        context,
        "while the first is still open",
        help,
    ))
}

fn own_identity() -> String {
    "give each client an identity of its own".to_owned()
}

fn one_after_the_other() -> String {
    "or await the first future to its end, and let its connection be closed, before the second begins".to_owned()
}
