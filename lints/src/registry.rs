//! All lints, and the one walk that turns facts into diagnostics.

use double_connect_analysis::facts::{Facts, Overlap};
use double_connect_clients::ClientSet;

use crate::context::Context;
use crate::diagnostic::{Diagnostic, Level};
use crate::levels::Levels;
use crate::lint;
use crate::story::Report;

/// A lint.
#[derive(Clone, Copy, Debug)]
pub struct Lint {
    /// Its name, to be read after `allow`; also the name of its file.
    pub name: &'static str,
    /// Its level where none is configured.
    pub level: Level,
    /// What it finds, in one line without a full stop.
    pub summary: &'static str,
    /// Its page, in Markdown, with fixed headings.
    pub explanation: &'static str,
    /// Looks at an overlap: the report if it is this lint's case.
    pub check: fn(&Overlap, &Context) -> Option<Report>,
}

/// Every lint, the most specific first: an overlap belongs to the first one that accepts it, and the last accepts all.
pub static LINTS: &[&Lint] = &[
    &lint::close_without_effect::LINT,
    &lint::task_left_running::LINT,
    &lint::kept_while_open::LINT,
    &lint::overwrite_while_open::LINT,
    &lint::shadowed_while_open::LINT,
    &lint::connect_while_open::LINT,
];

/// The lint of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Lint> {
    LINTS.iter().copied().find(|lint| lint.name == name)
}

/// Every lint at the level that it has where none is configured.
#[must_use]
pub fn default_levels() -> Levels {
    Levels::new(LINTS.iter().map(|lint| (lint.name, lint.level)))
}

/// Turns facts into diagnostics: one an overlap, sorted by the place of the second connect, then of the first one.
///
/// An overlap whose lint is allowed is not handed on to a less specific one: to allow a lint is to accept the finding.
#[must_use]
pub fn check(facts: &Facts, clients: &ClientSet, levels: &Levels) -> Vec<Diagnostic> {
    let context = Context::new(clients);
    let mut overlaps: Vec<&Overlap> = facts.overlaps.iter().collect();
    overlaps.sort_by(|a, b| (&a.second, &a.first).cmp(&(&b.second, &b.first)));
    overlaps
        .into_iter()
        .filter_map(|overlap| {
            let (lint, report) = claim(overlap, &context)?;
            let level = levels.level(lint.name);
            (level != Level::Allow).then(|| Diagnostic {
                lint: lint.name,
                level,
                message: report.message,
                labels: report.labels,
                notes: report.notes,
                help: report.help,
                suggestions: Vec::new(),
                confidence: overlap.confidence,
            })
        })
        .collect()
}

/// The first lint that accepts an overlap, and what it says.
fn claim(overlap: &Overlap, context: &Context) -> Option<(&'static Lint, Report)> {
    LINTS
        .iter()
        .find_map(|lint| (lint.check)(overlap, context).map(|report| (*lint, report)))
}

#[cfg(test)]
mod tests;
