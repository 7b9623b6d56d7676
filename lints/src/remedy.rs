//! Help texts that several lints share.

use double_connect_analysis::facts::{HolderKind, Overlap};
use double_connect_clients::model::{DropEffect, When};

use crate::context::Context;
use crate::story::quoted;

/// How to close the first connection before the second connect: by its drop where that closes, else by the call that
/// its model names. `name` is what holds it, if it has a name.
pub(crate) fn close_first(overlap: &Overlap, context: &Context, name: Option<&str>) -> String {
    let whom = name.map_or_else(
        || "the first client".to_owned(),
        |n| format!("`{}`", quoted(n)),
    );
    if let (DropEffect::Closes, Some(name)) = (context.drop_effect(overlap.first.ty), name) {
        return format!("drop it before connecting: `drop({});`", quoted(name));
    }
    by_call(overlap, context, &whom)
}

/// As [`close_first`], by a call alone: for what a drop does not end.
pub(crate) fn by_call(overlap: &Overlap, context: &Context, whom: &str) -> String {
    match context.closing_method(overlap.first.ty) {
        Some((method, When::Await)) => {
            format!("call `{method}` on {whom} and await it before connecting")
        }
        Some((method, When::Call)) => format!("call `{method}` on {whom} before connecting"),
        None => format!("close the connection that {whom} holds before connecting"),
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
