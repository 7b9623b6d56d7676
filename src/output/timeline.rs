//! The lives of both connections as two lanes, a step of the story a row.

use double_connect_analysis::source::Span;
use double_connect_lints::Step;

use super::Message;

/// What a lane shows in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// There is no connection yet.
    None,
    /// The connection opens here.
    Opens,
    /// The connection is open.
    Open,
    /// The connection is open, and this has not closed it.
    NotClosed,
    /// The connection closes here.
    Closes,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row<'m> {
    /// The first connection's lane.
    pub(crate) first: Mark,
    /// The second connection's lane.
    pub(crate) second: Mark,
    /// Where.
    pub(crate) span: Span,
    /// What.
    pub(crate) text: &'m str,
}

impl Row<'_> {
    /// Whether both connections are open in this row.
    pub(crate) fn both_open(&self) -> bool {
        let open = |mark| matches!(mark, Mark::Opens | Mark::Open | Mark::NotClosed);
        open(self.first) && open(self.second)
    }
}

/// The rows of a finding; none if it is not about two connections.
pub(crate) fn rows(message: &Message) -> Vec<Row<'_>> {
    let story = message.story();
    if story.len() < 2 {
        return Vec::new();
    }
    let mut opened = story.iter().any(|label| label.step == Step::FirstOpens);
    let mut rows = Vec::new();
    let (mut first, mut second) = (Mark::None, Mark::None);
    for label in story {
        // One call opens both connections: the first time before anything can keep what it opens.
        if !opened
            && label.step > Step::FirstOpens
            && let Some(span) = message.primary()
        {
            (opened, first) = (true, Mark::Open);
            rows.push(Row {
                first: Mark::Opens,
                second: Mark::None,
                span,
                text: "first connection opens here",
            });
        }
        let mut row = Row {
            first,
            second,
            span: label.span,
            text: &label.message,
        };
        match label.step {
            Step::FirstOpens => (row.first, first) = (Mark::Opens, Mark::Open),
            Step::NotClosed => row.first = Mark::NotClosed,
            Step::SecondOpens => (row.second, second) = (Mark::Opens, Mark::Open),
            // What ends later was not what kept it.
            Step::FirstEnds if first == Mark::Open => {
                (row.first, first) = (Mark::Closes, Mark::None)
            }
            _ => {}
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use double_connect_analysis::source::{FileId, Span};
    use double_connect_lints::{Label, LabelKind, Step};

    use super::{Mark, rows};
    use crate::output::{Message, Severity};

    fn message(steps: &[Step]) -> Message {
        let mut message = Message::new(Severity::Error, "m");
        message.labels = steps
            .iter()
            .enumerate()
            .map(|(index, step)| Label {
                span: Span {
                    file: FileId(0),
                    start: index as u32,
                    end: index as u32 + 1,
                },
                message: format!("{step:?}"),
                kind: if index == 0 {
                    LabelKind::Primary
                } else {
                    LabelKind::Secondary
                },
                step: *step,
            })
            .collect();
        message
    }

    fn marks(steps: &[Step]) -> Vec<(Mark, Mark, bool)> {
        let message = message(steps);
        let rows = rows(&message);
        rows.iter()
            .map(|row| (row.first, row.second, row.both_open()))
            .collect()
    }

    #[test]
    fn lanes_follow_the_story() {
        use Mark::{Closes, None, NotClosed, Open, Opens};
        assert_eq!(
            marks(&[
                Step::SecondOpens,
                Step::FirstMade,
                Step::FirstOpens,
                Step::Kept,
                Step::NotClosed,
                Step::FirstEnds
            ]),
            [
                (None, None, false),
                (Opens, None, false),
                (Open, None, false),
                (NotClosed, None, false),
                (Open, Opens, true),
                (Closes, Open, false),
            ]
        );
    }

    #[test]
    fn one_call_for_both_opens_twice() {
        use Mark::{Closes, None, Open, Opens};
        assert_eq!(
            marks(&[
                Step::SecondOpens,
                Step::WayToFirst,
                Step::Kept,
                Step::FirstEnds,
                Step::FirstEnds
            ]),
            [
                (None, None, false),
                (Opens, None, false),
                (Open, None, false),
                (Open, Opens, true),
                (Closes, Open, false),
                (None, Open, false),
            ]
        );
    }

    #[test]
    fn what_is_not_about_connections_has_no_lanes() {
        assert_eq!(marks(&[Step::SecondOpens]), []);
    }
}
