//! The story of an overlap in labels: opened here, kept by this, not closed there, connected again here.
//!
//! Every lint tells it in the same way; a lint adds the end of the headline and the help.

use double_connect_analysis::facts::{Holder, HolderKind, Overlap, Slot};

use crate::context::Context;
use crate::diagnostic::Label;
use crate::notes::notes;

pub(crate) mod doubt;
mod holder;
mod labels;
mod words;

pub(crate) use words::Words;

/// How many characters of a name or identity are shown.
const SHOWN_CHARS: usize = 60;

/// What a lint says of an overlap; the registry adds name and level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// One line, lower case, no full stop.
    pub message: String,
    /// The labels, the primary one first.
    pub labels: Vec<Label>,
    /// At most two.
    pub notes: Vec<String>,
    /// At most two.
    pub help: Vec<String>,
}

impl Report {
    /// The report of an overlap. `tail` ends the headline: "while the first is still open".
    pub(crate) fn new(overlap: &Overlap, context: &Context, tail: &str, help: Vec<String>) -> Self {
        Report {
            message: headline(overlap, Words::of(overlap, context), tail),
            labels: labels::labels(overlap, context),
            notes: notes(overlap, context),
            help,
        }
    }
}

/// The one line: "second connection of `device-1` opens while …".
fn headline(overlap: &Overlap, words: Words, tail: &str) -> String {
    let again = if is_same_site(overlap) { " again" } else { "" };
    let second = if is_same_site(overlap) { "" } else { "second " };
    format!(
        "{second}{} {} {}{again} {tail}",
        words.thing,
        words.identity(&overlap.identity),
        words.opens(overlap.confidence)
    )
}

/// Whether both connections come from one call.
pub(crate) fn is_same_site(overlap: &Overlap) -> bool {
    overlap.same_site || overlap.first.span == overlap.second.span
}

/// What to call a task or thread.
pub(crate) fn task_or_thread(kind: HolderKind) -> &'static str {
    match kind {
        HolderKind::Thread | HolderKind::Unjoined => "thread",
        _ => "task",
    }
}

/// Whether what holds the first connection is the slot that is overwritten, or the variable that the slot is part of:
/// then it does not keep the connection longer than to the overwriting itself.
pub(crate) fn is_slot(holder: &Holder, slot: &Slot) -> bool {
    let in_place = matches!(
        holder.kind,
        HolderKind::Variable
            | HolderKind::Field
            | HolderKind::Static
            | HolderKind::Collection
            | HolderKind::Temporary
    );
    let same = holder.name.as_ref().is_none_or(|name| {
        slot.name
            .strip_prefix(name.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    });
    in_place && same
}

/// Text from the source as it can be shown: control and direction characters escaped, and not too long.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    let mut characters = text.chars();
    for c in characters.by_ref().take(SHOWN_CHARS) {
        let hides = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if c.is_control() || hides {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;
