//! The labels of an overlap, in the order of its story.

use double_connect_analysis::facts::{Confidence, Holder, HolderKind, IdentityFact, Overlap};
use double_connect_analysis::source::Span;
use double_connect_clients::model::Service;

use super::{Words, doubt, holder, is_same_site, quoted};
use crate::context::Context;
use crate::diagnostic::{Label, LabelKind, Step};

/// How many calls of a chain get a label of their own.
const SHOWN_CALLS: usize = 3;

/// All labels, the primary one first and the rest in the order of the story; no two with the same span.
pub(super) fn labels(overlap: &Overlap, context: &Context) -> Vec<Label> {
    let mut story = Story {
        overlap,
        context,
        words: Words::of(overlap, context),
        labels: Vec::new(),
    };
    story.second_open();
    story.first_open();
    story.in_between();
    story.doubted();
    story.until_the_second();
    story.in_macros();
    story.labels
}

/// A story under construction.
struct Story<'a> {
    overlap: &'a Overlap,
    context: &'a Context<'a>,
    words: Words,
    labels: Vec<Label>,
}

impl Story<'_> {
    /// Adds a step; one at the place of an earlier step is joined to that one. The first one is the primary label.
    fn tell(&mut self, step: Step, span: Span, message: impl Into<String>) {
        let message = message.into();
        let kind = if self.labels.is_empty() {
            LabelKind::Primary
        } else {
            LabelKind::Secondary
        };
        match self.labels.iter_mut().find(|l| l.span == span) {
            Some(label) if label.message.split("; ").any(|part| part == message) => {}
            Some(label) => {
                label.message.push_str("; ");
                label.message.push_str(&message);
            }
            None => self.labels.push(Label {
                span,
                message,
                kind,
                step,
            }),
        }
    }

    /// The primary label: the second connect; where both connects are one call, how that is reached again.
    fn second_open(&mut self) {
        let overlap = self.overlap;
        let words = self.words;
        let mut text = format!(
            "second {} {} {} here",
            words.thing,
            words.identity(&overlap.identity),
            words.opens(overlap.confidence)
        );
        if is_same_site(overlap) {
            text.push_str(match overlap.confidence {
                _ if overlap.first.chain != overlap.second.chain => {
                    ", reached again at the second call"
                }
                _ if overlap.holders.iter().any(|h| h.kind.is_unjoined()) => {
                    ", reached again in the loop's next turn"
                }
                _ if overlap.side_by_side => ", reached again in another future of the same call",
                _ if self.is_in_macro() => ", reached again through the same macro call",
                Confidence::Likely => ", reached again at the next call",
                Confidence::Certain => ", reached again in the loop's next turn",
            });
        }
        self.tell(Step::SecondOpens, overlap.second.span, text);
    }

    /// Whether the way to both connects goes through a macro of the project: they may be two calls that it writes.
    fn is_in_macro(&self) -> bool {
        let second = &self.overlap.second;
        let mut way = second.chain.iter().chain([&second.span]);
        way.any(|span| self.context.expansion(*span).is_some())
    }

    /// Names the macro at places that stand for what it brings along.
    fn in_macros(&mut self) {
        for label in &mut self.labels {
            if let Some(name) = self.context.expansion(label.span) {
                label
                    .message
                    .push_str(&format!(", in this expansion of `{name}!`"));
            }
        }
    }

    /// The way to the first connection, where its client was made, where it opened, what holds it.
    fn first_open(&mut self) {
        let overlap = self.overlap;
        let Words {
            thing,
            act,
            acts,
            handle,
            ..
        } = self.words;
        let chain = &overlap.first.chain;
        let common = self.common_calls();
        self.chain(
            Step::WayToBoth,
            &chain[..common],
            &format!("both {acts} are reached through this call"),
        );
        self.chain(
            Step::WayToFirst,
            &chain[common..],
            &format!("the first {act} is reached through this call"),
        );
        match (overlap.first.created, overlap.second.created) {
            (Some(a), Some(b)) if a == b && overlap.identity == IdentityFact::SameHandle => {
                self.tell(Step::FirstMade, a, format!("the {handle} is made here"));
            }
            (Some(a), Some(b)) if a == b => {
                self.tell(
                    Step::FirstMade,
                    a,
                    format!("the {handle} is made here, anew each time"),
                );
            }
            (Some(a), _) => {
                self.tell(
                    Step::FirstMade,
                    a,
                    format!("the first {handle} is made here"),
                );
            }
            (None, _) => {}
        }
        if !is_same_site(overlap) {
            self.tell(
                Step::FirstOpens,
                overlap.first.span,
                format!(
                    "first {thing} {} here",
                    self.words.opens(Confidence::Certain)
                ),
            );
        }
        for holder in &overlap.holders {
            // What has no place of its own is told where the connection opens.
            self.tell(
                Step::Kept,
                holder.span.unwrap_or(overlap.first.span),
                self.keeps(holder),
            );
        }
    }

    /// Closes that have not closed, and the branch without a close.
    fn in_between(&mut self) {
        let overlap = self.overlap;
        let runner = overlap.holders.iter().map(|h| h.kind).find(|k| k.is_task());
        let is_amqp = self.context.service(overlap.first.model) == Service::Amqp;
        let packet = if is_amqp { "close" } else { "DISCONNECT" };
        for attempt in &overlap.attempts {
            self.tell(
                Step::NotClosed,
                attempt.span,
                holder::attempt(attempt.why, runner, packet),
            );
        }
        if let Some(span) = overlap.closed_elsewhere {
            self.tell(
                Step::NotClosed,
                span,
                format!(
                    "the first {} is closed here, but not on every way to the second {}",
                    self.words.thing, self.words.act
                ),
            );
        }
    }

    /// What the program may take for the end of the first connection.
    fn doubted(&mut self) {
        if let Some(doubt) = self.overlap.doubt.filter(|_| !self.overlap.side_by_side) {
            let text = doubt::seems(doubt, self.words);
            self.tell(Step::Doubted, doubt.span, text);
        }
    }

    /// What happens to the first connection's place at the second connect, the way there, and what comes too late.
    fn until_the_second(&mut self) {
        let overlap = self.overlap;
        // Where a task, a leak or a clone keeps the connection, the drop of what the slot held would close nothing.
        if overlap.holders.iter().all(|h| is_place(h.kind)) {
            if let Some(slot) = &overlap.overwritten {
                let name = quoted(&slot.name);
                let text = format!(
                    "the old value of `{name}` drops only after the new {} {}",
                    self.words.thing,
                    self.words.has_opened()
                );
                self.tell(Step::FirstEnds, slot.span, text);
            }
            if let Some(span) = overlap.shadowed_by {
                let variable = overlap
                    .holders
                    .iter()
                    .filter(|h| h.kind == HolderKind::Variable);
                let name = variable.filter_map(|h| h.name.as_deref()).next();
                let name = name.map_or_else(
                    || "the first one's variable".to_owned(),
                    |n| format!("`{}`", quoted(n)),
                );
                self.tell(
                    Step::Kept,
                    span,
                    format!("this declaration shadows {name} but does not drop it"),
                );
            }
        }
        if let Some(span) = overlap
            .second
            .created
            .filter(|s| Some(*s) != overlap.first.created)
        {
            let text = format!("the second {} is made here", self.words.handle);
            self.tell(Step::SecondMade, span, text);
        }
        if let Some(recall) = &overlap.recall {
            if let Some(after) = &recall.after {
                let name = quoted(&after.name);
                let text = format!("`{name}` lets go of the first client and ends no connection");
                self.tell(Step::NotClosed, after.span, text);
            }
            let name = quoted(&recall.function.name);
            let text = format!("`{name}` may be called again on the same value");
            self.tell(Step::WayToSecond, recall.function.span, text);
        }
        let common = self.common_calls();
        self.chain(
            Step::WayToSecond,
            &overlap.second.chain[common..],
            &format!("the second {} is reached through this call", self.words.act),
        );
        for holder in &overlap.holders {
            if let (Some(span), Some(text)) = (holder.until, holder::ends(holder, overlap)) {
                self.tell(Step::FirstEnds, span, text);
            }
        }
    }

    fn keeps(&self, holder: &Holder) -> String {
        holder::keeps(
            holder,
            self.overlap,
            self.context.is_polled(self.overlap.first.ty),
            self.words,
        )
    }

    /// How many calls, from the outermost one, lead to both connects.
    fn common_calls(&self) -> usize {
        self.overlap
            .first
            .chain
            .iter()
            .zip(&self.overlap.second.chain)
            .take_while(|(a, b)| a == b)
            .count()
    }

    /// Labels a chain of calls, outermost first; of a long one only its beginning, and how many follow.
    fn chain(&mut self, step: Step, calls: &[Span], text: &str) {
        let hidden = calls.len().saturating_sub(SHOWN_CALLS);
        for (i, span) in calls.iter().take(SHOWN_CALLS).enumerate() {
            let last = i + 1 == SHOWN_CALLS;
            match (i, hidden) {
                (0, _) => self.tell(step, *span, text),
                (_, n) if n > 0 && last => self.tell(
                    step,
                    *span,
                    format!("then through this call and {n} more below it"),
                ),
                _ => self.tell(step, *span, "then through this call"),
            }
        }
    }
}

/// Whether a holder is a place in the program that drops its value when it ends or is overwritten.
fn is_place(kind: HolderKind) -> bool {
    use HolderKind::{Collection, Field, Static, Temporary, Variable};
    matches!(kind, Variable | Temporary | Field | Collection | Static)
}
