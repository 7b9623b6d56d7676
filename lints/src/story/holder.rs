//! Wording of what keeps a connection open, and of closes that do not close.

use double_connect_analysis::facts::{AttemptKind, Holder, HolderKind, Overlap};

use super::{Words, is_slot, quoted, task_or_thread};

/// What a holder does, as a label at its place. `polled` says whether the connection lives by being polled.
pub(super) fn keeps(holder: &Holder, overlap: &Overlap, polled: bool, words: Words) -> String {
    let Words { thing, open, .. } = words;
    let name = |other: &str| {
        holder
            .name
            .as_ref()
            .map_or_else(|| other.to_owned(), |n| format!("`{}`", quoted(n)))
    };
    match holder.kind {
        _ if overlap
            .overwritten
            .as_ref()
            .is_some_and(|slot| is_slot(holder, slot)) =>
        {
            format!("{} holds the first {thing}", name("this value"))
        }
        HolderKind::Variable => format!(
            "{} keeps it {open} until the end of its scope",
            name("this value")
        ),
        HolderKind::Temporary => {
            format!("this temporary keeps it {open} until the end of its statement")
        }
        HolderKind::Field => format!("{} still holds the first {thing}", name("a field")),
        HolderKind::Collection => format!(
            "{} holds the first {thing} from here on",
            name("this collection")
        ),
        HolderKind::Clone => match &holder.name {
            Some(n) => format!(
                "`{}` is a clone and keeps the first {thing} {open}",
                quoted(n)
            ),
            None => format!("this clone keeps the first {thing} {open}"),
        },
        HolderKind::Static => format!(
            "{} holds the first {thing}, and a static never drops",
            name("this static")
        ),
        HolderKind::Leak => format!("the first {thing} is leaked here and never closes"),
        HolderKind::Itself => {
            format!("what is kept here holds the first {thing} itself, so it never drops")
        }
        HolderKind::Task if polled => "this task goes on polling the connection".to_owned(),
        HolderKind::Thread if polled => "this thread goes on polling the connection".to_owned(),
        HolderKind::Task => format!("this task goes on and keeps the first {thing} {open}"),
        HolderKind::Thread => format!("this thread goes on and keeps the first {thing} {open}"),
        HolderKind::Unawaited | HolderKind::Unjoined => format!(
            "this {} may still run then, and hold the first {thing}",
            task_or_thread(holder.kind)
        ),
        HolderKind::Closing => {
            format!(
                "this drop only asks for the end of the first {thing}, which comes some time later"
            )
        }
        HolderKind::Program => format!("{} is a program of its own", name("this program")),
        HolderKind::Background => {
            format!("the client's background task keeps the first {thing} {open}")
        }
    }
}

/// What to say where a holder's scope ends; nothing for holders that do not end with a scope.
pub(super) fn ends(holder: &Holder, overlap: &Overlap) -> Option<String> {
    let scoped = matches!(
        holder.kind,
        HolderKind::Variable | HolderKind::Temporary | HolderKind::Clone
    );
    if !scoped
        || overlap
            .overwritten
            .as_ref()
            .is_some_and(|slot| is_slot(holder, slot))
    {
        return None;
    }
    Some(match (&holder.name, holder.kind) {
        (Some(n), _) => format!("`{}` drops only here", quoted(n)),
        (None, HolderKind::Temporary) => "the temporary drops only here".to_owned(),
        (None, _) => "the value drops only here".to_owned(),
    })
}

/// Why a close has not closed. `polled_by` is the task or thread that holds the connection; `packet` is what a close
/// sends.
pub(super) fn attempt(why: AttemptKind, polled_by: Option<HolderKind>, packet: &str) -> String {
    let who = polled_by.map_or("task", task_or_thread);
    match why {
        AttemptKind::NotAwaited => "this future is never awaited".to_owned(),
        AttemptKind::QueuedUnpolled => {
            format!("this only queues a {packet}; nothing polls the connection to send it")
        }
        AttemptKind::QueuedReconnects => {
            format!(
                "this only queues a {packet}; the {who} that polls the event loop reconnects after it"
            )
        }
        AttemptKind::NoEffect => "this call does not close the connection".to_owned(),
        AttemptKind::SenderDropped => "this drops only a sender, not the connection".to_owned(),
        AttemptKind::HandleDropped => {
            format!("this drops only the {who}'s handle; the {who} goes on")
        }
    }
}
