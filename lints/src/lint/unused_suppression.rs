//! `unused_suppression`: a suppression that suppresses nothing.

use double_connect_analysis::source::Span;

use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::story::Report;
use crate::suppress::{Entry, one_place};

pub(crate) static LINT: Lint = Lint {
    name: "unused_suppression",
    level: Level::Warn,
    summary: "a suppression comment that suppresses nothing",
    explanation: include_str!("unused_suppression.md"),
    // It is about comments, not about connections: `suppress` makes its reports.
    check: |_, _| None,
};

/// The report of entries of one comment that have suppressed nothing; `all`: it has no other, and a suggestion takes it
/// out.
pub(crate) fn report(place: Span, unused: &[&Entry], all: bool) -> Report {
    let names: Vec<String> = unused.iter().map(|e| format!("`{}`", e.lint)).collect();
    let names = names.join(" and ");
    let help = (!all).then(|| format!("take {names} out of the list"));
    one_place(
        place,
        format!("this comment suppresses no finding of {names}"),
        "nothing is found here",
        help.into_iter().collect(),
    )
}
