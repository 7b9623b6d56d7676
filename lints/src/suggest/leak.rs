//! A drop instead of a leak.

use double_connect_analysis::facts::{Facts, HolderKind, Overlap};
use double_connect_analysis::source::Span;
use double_connect_clients::model::DropEffect;

use super::{Change, Words, is_statement};
use crate::context::Context;
use crate::diagnostic::Applicability;

/// What leaks its argument, as it is written; `drop` takes the same argument.
const LEAKS: [&str; 4] = [
    "std::mem::forget",
    "core::mem::forget",
    "mem::forget",
    "forget",
];

/// `drop(client)` for `mem::forget(client)`. Whoever leaks a handle had a reason: it may not be what is wanted.
pub(super) fn drop_instead(overlap: &Overlap, context: &Context, facts: &Facts) -> Option<Change> {
    let [holder] = overlap.holders.as_slice() else {
        return None;
    };
    let place = holder.span.filter(|_| holder.kind == HolderKind::Leak)?;
    let call = facts.sources.text(place);
    let path = LEAKS.iter().find(|path| {
        call.strip_prefix(**path)
            .is_some_and(|rest| rest.starts_with('('))
    })?;
    let closes = context.drop_effect(overlap.first.ty) == DropEffect::Closes;
    if !closes || !is_statement(facts, place) {
        return None;
    }
    let path = Span {
        end: place.start + path.len() as u32,
        ..place
    };
    Some(Change {
        edit: (path, "drop".to_owned()),
        applicability: Applicability::MaybeIncorrect,
        words: Words::Besides(
            "drop the handle instead of leaking it: the connection closes with it",
        ),
    })
}
