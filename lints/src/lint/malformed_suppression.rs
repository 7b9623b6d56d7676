//! `malformed_suppression`: a suppression that cannot be read, and so suppresses nothing.

use double_connect_analysis::source::Span;

use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::story::Report;
use crate::suppress::{Mistake, one_place};

pub(crate) static LINT: Lint = Lint {
    name: "malformed_suppression",
    level: Level::Warn,
    summary: "a suppression comment that cannot be read and suppresses nothing",
    explanation: include_str!("malformed_suppression.md"),
    // It is about comments, not about connections: `suppress` makes its reports.
    check: |_, _| None,
};

/// The report of a mistake.
pub(crate) fn report(place: Span, mistake: Mistake) -> Report {
    one_place(
        place,
        mistake.text,
        "so it suppresses nothing",
        mistake.help.into_iter().collect(),
    )
}
