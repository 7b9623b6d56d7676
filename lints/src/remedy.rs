//! Help texts that several lints share.

use double_connect_analysis::facts::{HolderKind, IdentityFact, Overlap};
use double_connect_clients::model::{DropEffect, When};

use crate::context::Context;
use crate::story::{Words, quoted};

/// How to close the first connection before the second connect: by its drop where that closes, else by the call that
/// its model names. `name` is what holds it, if it has a name.
pub(crate) fn close_first(overlap: &Overlap, context: &Context, name: Option<&str>) -> String {
    let whom = name.map_or_else(
        || "the first client".to_owned(),
        |n| format!("`{}`", quoted(n)),
    );
    let drops = context.drop_effect(overlap.first.ty) == DropEffect::Closes;
    match name.map(quoted) {
        // A handle on which a second connection is wanted cannot be dropped.
        Some(name) if drops && overlap.identity != IdentityFact::SameHandle => drop_value(&name),
        _ => by_call(overlap, context, &whom),
    }
}

/// How to drop the value of a variable or field: out of a field nothing can be moved, so there it is emptied.
pub(crate) fn drop_value(name: &str) -> String {
    if is_variable(name) {
        format!("drop `{name}` before connecting: `drop({name});`")
    } else {
        format!("empty `{name}` before connecting: `{name} = None;` where it is an `Option`")
    }
}

/// Whether a name is a plain variable's, not a field's or an expression.
pub(crate) fn is_variable(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// As [`close_first`], by a call alone: for what a drop does not end.
pub(crate) fn by_call(overlap: &Overlap, context: &Context, whom: &str) -> String {
    let Words { thing, doing, .. } = Words::of(overlap, context);
    match context.closing_method(overlap.first.ty) {
        Some((method, When::Await)) => {
            format!("call `{method}` on {whom} and await it before {doing}")
        }
        Some((method, When::Call)) => format!("call `{method}` on {whom} before {doing}"),
        None => format!("close the {thing} that {whom} holds before {doing}"),
    }
}

/// The other way out: no second connection at all.
pub(crate) fn reuse() -> String {
    "or go on with the first connection: ask for a new one only when the last one is gone"
        .to_owned()
}

/// How to end what runs the first connection.
pub(crate) fn end_task(kind: HolderKind) -> String {
    match kind {
        HolderKind::Thread => {
            "give the thread a way to stop, keep its `JoinHandle`, and stop and `join()` it before connecting"
        }
        _ => "keep the task's `JoinHandle`, and `abort()` and await it before connecting",
    }
    .to_owned()
}

/// How to see to it that what ends by itself has ended.
pub(crate) fn wait_for(kind: HolderKind) -> String {
    match kind {
        HolderKind::Unjoined => "keep the thread's `JoinHandle`, and `join()` it before connecting",
        _ => "keep the task's `JoinHandle`, and await it before connecting",
    }
    .to_owned()
}

/// The other way out, where two connections are wanted at once.
pub(crate) fn own_identity() -> String {
    "or give each client an identity of its own".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_emptied_and_a_variable_dropped() {
        assert_eq!(
            drop_value("_old"),
            "drop `_old` before connecting: `drop(_old);`"
        );
        assert!(
            drop_value("self.client")
                .starts_with("empty `self.client` before connecting: `self.client = None;`")
        );
        assert!(!is_variable("clients[0]"));
    }
}
