//! The story of an overlap in labels: opened here, kept by this, not closed there, connected again here.
//!
//! Every lint tells it in the same way; a lint adds the end of the headline and the help.

use double_connect_analysis::facts::{Confidence, Holder, HolderKind, IdentityFact, Overlap, Slot};
use double_connect_analysis::source::Span;
use double_connect_clients::model::Service;

use crate::context::Context;
use crate::diagnostic::{Label, LabelKind};
use crate::notes::notes;

mod holder;

/// How many calls of a chain get a label of their own.
const SHOWN_CALLS: usize = 3;
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
            message: headline(overlap, tail),
            labels: labels(overlap, context),
            notes: notes(overlap, context),
            help,
        }
    }
}

/// The one line: "second connection of `device-1` opens while …".
fn headline(overlap: &Overlap, tail: &str) -> String {
    let again = if is_same_site(overlap) { " again" } else { "" };
    let which = if is_same_site(overlap) {
        "connection"
    } else {
        "second connection"
    };
    format!(
        "{which} {} {}{again} {tail}",
        identity(&overlap.identity),
        opens(overlap.confidence)
    )
}

/// "opens", or what may be said where the order of calls is only possible.
fn opens(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "opens",
        Confidence::Likely => "may open",
    }
}

/// Whose connection.
fn identity(identity: &IdentityFact) -> String {
    match identity {
        IdentityFact::Constant(text) if !text.is_empty() => format!("of `{}`", quoted(text)),
        IdentityFact::SameValue(name) if !name.is_empty() => {
            format!("with the identity `{}`", quoted(name))
        }
        IdentityFact::SameHandle => "on the same handle".to_owned(),
        IdentityFact::Constant(_) | IdentityFact::SameValue(_) => {
            "with the same identity".to_owned()
        }
    }
}

/// Whether both connections come from one call.
pub(crate) fn is_same_site(overlap: &Overlap) -> bool {
    overlap.same_site || overlap.first.span == overlap.second.span
}

/// All labels, the primary one first and the rest in the order of the story; no two with the same span.
fn labels(overlap: &Overlap, context: &Context) -> Vec<Label> {
    let mut story = Story::new(overlap.second.span, primary(overlap));
    chains(overlap, &mut story);
    first(overlap, &mut story);
    for holder in &overlap.holders {
        if let Some(span) = holder.span {
            story.tell(span, holder::keeps(holder, overlap));
        }
    }
    for attempt in &overlap.attempts {
        let polled_by = overlap.holders.iter().map(|h| h.kind).find(|k| is_task(*k));
        let packet = if context.service(overlap.first.model) == Service::Amqp {
            "close"
        } else {
            "DISCONNECT"
        };
        story.tell(
            attempt.span,
            holder::attempt(attempt.why, polled_by, packet),
        );
    }
    if let Some(span) = overlap.branch {
        story.tell(
            span,
            "one way from here closes the first connection, the way to the second connect does not"
                .into(),
        );
    }
    if let Some(slot) = &overlap.overwritten {
        let name = quoted(&slot.name);
        story.tell(
            slot.span,
            format!("the old value of `{name}` drops only after the new connection has opened"),
        );
    }
    if let Some(span) = overlap.shadowed_by {
        story.tell(
            span,
            "this declaration only shadows the first one's variable, it does not drop it".into(),
        );
    }
    for holder in &overlap.holders {
        if let (Some(span), Some(text)) = (holder.until, holder::ends(holder, overlap)) {
            story.tell(span, text);
        }
    }
    story.labels
}

/// The label of the second connect; where both connects are one call, it says how that is reached again.
fn primary(overlap: &Overlap) -> String {
    let text = format!(
        "second connection {} {} here",
        identity(&overlap.identity),
        opens(overlap.confidence)
    );
    if !is_same_site(overlap) {
        return text;
    }
    let again = if overlap.first.chain != overlap.second.chain {
        "at the second call"
    } else if overlap.confidence == Confidence::Likely {
        "at the next call"
    } else {
        "in the loop's next turn"
    };
    let mut text = format!("{text}, reached again {again}");
    hold_without_place(overlap, &mut text);
    text
}

/// The labels of the first connection: where its handle was made, where it opened.
fn first(overlap: &Overlap, story: &mut Story) {
    let (first, second) = (&overlap.first, &overlap.second);
    match (first.created, second.created) {
        (Some(a), Some(b)) if a == b => {
            let anew = if overlap.identity == IdentityFact::SameHandle {
                ""
            } else {
                ", anew each time"
            };
            story.tell(a, format!("the client is made here{anew}"));
        }
        (a, b) => {
            if let Some(span) = a {
                story.tell(span, "the first client is made here".into());
            }
            if let Some(span) = b {
                story.tell(span, "the second client is made here".into());
            }
        }
    }
    if !is_same_site(overlap) {
        let mut text = "first connection opens here".to_owned();
        hold_without_place(overlap, &mut text);
        story.tell(first.span, text);
    }
}

/// Adds what holds the first connection where there is no place to put a label.
fn hold_without_place(overlap: &Overlap, text: &mut String) {
    for holder in overlap.holders.iter().filter(|h| h.span.is_none()) {
        let keeps = holder::keeps(holder, overlap);
        if !text.contains(&keeps) {
            text.push_str("; ");
            text.push_str(&keeps);
        }
    }
}

/// The labels of the calls through which the two connects are reached: the common ones once, then each one's own.
fn chains(overlap: &Overlap, story: &mut Story) {
    let (first, second) = (&overlap.first.chain, &overlap.second.chain);
    let common = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    chain(
        &first[..common],
        "both connects are reached through this call",
        story,
    );
    chain(
        &first[common..],
        "the first connect is reached through this call",
        story,
    );
    chain(
        &second[common..],
        "the second connect is reached through this call",
        story,
    );
}

/// Labels a chain of calls, outermost first; of a long one only its beginning, and how many follow.
fn chain(calls: &[Span], text: &str, story: &mut Story) {
    for (i, span) in calls.iter().take(SHOWN_CALLS).enumerate() {
        let hidden = calls.len().saturating_sub(SHOWN_CALLS);
        let text = match (i, hidden) {
            (0, _) => text.to_owned(),
            (_, 1) if i + 1 == SHOWN_CALLS => {
                "then through this call and one more below it".to_owned()
            }
            (_, n) if n > 1 && i + 1 == SHOWN_CALLS => {
                format!("then through this call and {n} more below it")
            }
            _ => "then through this call".to_owned(),
        };
        story.tell(*span, text);
    }
}

/// Labels under construction.
struct Story {
    labels: Vec<Label>,
}

impl Story {
    /// Begins with the primary label.
    fn new(span: Span, message: String) -> Self {
        Story {
            labels: vec![Label {
                span,
                message,
                kind: LabelKind::Primary,
            }],
        }
    }

    /// Adds a step; one at the place of an earlier step is joined to that one.
    fn tell(&mut self, span: Span, message: String) {
        match self.labels.iter_mut().find(|l| l.span == span) {
            Some(label) if label.message.split("; ").any(|part| part == message) => {}
            Some(label) => {
                label.message.push_str("; ");
                label.message.push_str(&message);
            }
            None => self.labels.push(Label {
                span,
                message,
                kind: LabelKind::Secondary,
            }),
        }
    }
}

/// Whether it is a task or a thread.
pub(crate) fn is_task(kind: HolderKind) -> bool {
    matches!(kind, HolderKind::Task | HolderKind::Thread)
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
