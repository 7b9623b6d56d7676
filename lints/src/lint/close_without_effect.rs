//! `close_without_effect`: a call that looks like a close, and is none, then a connect.

use double_connect_analysis::facts::{AttemptKind, HolderKind, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::{by_call, close_first, end_task, reuse};
use crate::story::{Report, quoted, task_or_thread};

pub(crate) static LINT: Lint = Lint {
    name: "close_without_effect",
    level: Level::Deny,
    summary: "a call that looks like a close but does not close the connection, then a connect",
    explanation: include_str!("close_without_effect.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let why = reason(overlap)?;
    let tail = match why {
        AttemptKind::NotAwaited => "after a close of the first that is never awaited",
        AttemptKind::QueuedUnpolled => "after a close of the first that is only queued",
        AttemptKind::QueuedReconnects => "while the first reconnects after its own close",
        AttemptKind::NoEffect => "after a call that does not close the first",
        AttemptKind::SenderDropped | AttemptKind::HandleDropped => {
            "after a drop that does not close the first"
        }
    };
    Some(Report::new(
        overlap,
        context,
        tail,
        help(why, overlap, context),
    ))
}

/// Why the close has not closed, if that is what the overlap comes from.
///
/// A dropped sender or task handle counts only where the owner of the connection stays behind in a plain place: where a
/// task, a leak or a clone keeps it, or an assignment drops it too late, that is the thing to mend.
fn reason(overlap: &Overlap) -> Option<AttemptKind> {
    let only_drops =
        |why: AttemptKind| matches!(why, AttemptKind::SenderDropped | AttemptKind::HandleDropped);
    if let Some(attempt) = overlap.attempts.iter().find(|a| !only_drops(a.why)) {
        return Some(attempt.why);
    }
    let plain = overlap.holders.iter().all(|h| {
        matches!(
            h.kind,
            HolderKind::Variable | HolderKind::Field | HolderKind::Temporary
        )
    });
    overlap
        .attempts
        .first()
        .map(|a| a.why)
        .filter(|_| plain && overlap.overwritten.is_none())
}

fn help(why: AttemptKind, overlap: &Overlap, context: &Context) -> Vec<String> {
    let task = overlap
        .holders
        .iter()
        .map(|h| h.kind)
        .find(|k| k.is_task())
        .unwrap_or(HolderKind::Task);
    let who = task_or_thread(task);
    let owner = overlap.holders.iter().find_map(|h| h.name.as_deref());
    match why {
        AttemptKind::NotAwaited => vec!["await the close before connecting".into()],
        AttemptKind::QueuedUnpolled => {
            let owner = owner.map_or_else(
                || "the event loop".to_owned(),
                |n| format!("`{}`", quoted(n)),
            );
            vec![format!(
                "drop {owner} before connecting, or poll it until it says that the connection is closed"
            )]
        }
        AttemptKind::QueuedReconnects => vec![
            format!(
                "let the {who} leave its loop on the disconnect, and wait for its `JoinHandle` before connecting"
            ),
            end_task(task),
        ],
        AttemptKind::NoEffect => vec![by_call_or_drop(overlap, context), reuse()],
        AttemptKind::SenderDropped | AttemptKind::HandleDropped => {
            let owner = owner.map_or_else(
                || "the value that owns the connection".to_owned(),
                |n| format!("`{}`", quoted(n)),
            );
            vec![format!(
                "drop {owner} before connecting: the connection closes with it"
            )]
        }
    }
}

/// The call that really closes, or the drop where there is none.
fn by_call_or_drop(overlap: &Overlap, context: &Context) -> String {
    let named = overlap.holders.iter().find_map(|h| h.name.as_deref());
    match context.closing_method(overlap.first.ty) {
        Some(_) => by_call(
            overlap,
            context,
            &named.map_or_else(
                || "the first client".to_owned(),
                |n| format!("`{}`", quoted(n)),
            ),
        ),
        None => close_first(overlap, context, named),
    }
}
