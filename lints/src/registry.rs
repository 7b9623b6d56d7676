//! All lints, and the one walk that turns facts into diagnostics.

use double_connect_analysis::facts::{Confidence, Facts, OpenSite, Overlap};
use double_connect_analysis::source::Span;
use double_connect_clients::ClientSet;

use crate::context::Context;
use crate::diagnostic::{Diagnostic, Level};
use crate::fingerprint::fingerprint;
use crate::levels::Levels;
use crate::lint;
use crate::story::Report;
use crate::suggest;
use crate::suppress::{self, Complaint, Suppression};

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

/// Every lint, the most specific first: an overlap belongs to the first one that accepts it, and `connect_while_open`
/// accepts all. Those behind it are about other things than overlaps.
pub static LINTS: &[&Lint] = &[
    &lint::drop_then_connect::LINT,
    &lint::duplicate_identity::LINT,
    &lint::attempt_outlives_timeout::LINT,
    &lint::link_attached_twice::LINT,
    &lint::close_without_effect::LINT,
    &lint::reconnect_without_evidence::LINT,
    &lint::reconnect_beside_auto_reconnect::LINT,
    &lint::task_left_running::LINT,
    &lint::kept_while_open::LINT,
    &lint::overwrite_while_open::LINT,
    &lint::shadowed_while_open::LINT,
    &lint::connect_while_open::LINT,
    &lint::reconnect_without_backoff::LINT,
    &lint::malformed_suppression::LINT,
    &lint::unused_suppression::LINT,
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

/// What came of the lints.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is to be reported: the findings, one an overlap, sorted by the place of the second connect, then of the
    /// first one; then connects that are tried again at once; then what there is to say of suppressions.
    pub diagnostics: Vec<Diagnostic>,
    /// All suppressions that can be read, sorted by place, with how often each was used.
    pub suppressions: Vec<Suppression>,
}

/// Turns facts into diagnostics, with the same levels everywhere.
#[must_use]
pub fn check(facts: &Facts, clients: &ClientSet, levels: &Levels) -> Vec<Diagnostic> {
    check_by_place(facts, clients, &|_| levels).diagnostics
}

/// Whether an overlap is told by another one: of two connections side by side each can be the second one, and the one
/// that stands last is reported.
fn is_mirrored(overlap: &Overlap, all: &[Overlap]) -> bool {
    let (first, second) = (overlap.first.span, overlap.second.span);
    overlap.side_by_side
        && all.iter().any(|other| {
            other.side_by_side
                && (other.second.span, other.first.span) == (first, second)
                && first > second
        })
}

/// Turns facts into diagnostics, with the levels that hold at each one's primary place.
///
/// An overlap whose lint is allowed is not handed on to a less specific one: to allow a lint is to accept the finding.
/// Suppressions count whatever the level, so that no flag makes one unused.
#[must_use]
pub fn check_by_place<'l>(
    facts: &Facts,
    clients: &ClientSet,
    levels: &dyn Fn(Span) -> &'l Levels,
) -> Checked {
    let context = Context::new(clients).with_expansions(&facts.expansions);
    let (mut suppressions, mut complaints) = suppress::read(facts, &default_levels());
    let mut overlaps: Vec<&Overlap> = facts.overlaps.iter().collect();
    overlaps.retain(|overlap| !is_mirrored(overlap, &facts.overlaps));
    overlaps.sort_by(|a, b| (&a.second, &a.first).cmp(&(&b.second, &b.first)));
    let mut diagnostics = Vec::new();
    for overlap in overlaps {
        let Some((lint, mut report)) = claim(overlap, &context) else {
            continue;
        };
        let second = std::iter::once(overlap.second.span).chain(overlap.second.chain.clone());
        let sites: Vec<Span> = second.collect();
        if suppress::suppress(&mut suppressions, lint.name, &sites, None) {
            continue;
        }
        let levels = levels(overlap.second.span);
        let level = levels.level(lint.name);
        if level == Level::Allow || !levels.is_sure_enough(overlap.confidence) {
            continue;
        }
        let outermost = |site: &OpenSite| site.chain.first().copied();
        let places: Vec<Span> = [&overlap.second, &overlap.first]
            .into_iter()
            .flat_map(|site| std::iter::once(site.span).chain(outermost(site)))
            .collect();
        let suggestions = suggest::suggestions(overlap, &context, facts, &mut report.help);
        diagnostics.push(Diagnostic {
            lint: lint.name,
            level,
            message: report.message,
            labels: report.labels,
            notes: report.notes,
            help: report.help,
            suggestions,
            confidence: overlap.confidence,
            fingerprint: fingerprint(facts, lint.name, &places),
        });
    }
    for open in &facts.retries {
        let name = lint::reconnect_without_backoff::LINT.name;
        let sites: Vec<Span> = std::iter::once(open.span)
            .chain(open.chain.clone())
            .collect();
        let level = levels(open.span).level(name);
        if suppress::suppress(&mut suppressions, name, &sites, None) || level == Level::Allow {
            continue;
        }
        let report = lint::reconnect_without_backoff::report(open, &context);
        diagnostics.push(Diagnostic {
            lint: name,
            level,
            message: report.message,
            fingerprint: fingerprint(facts, name, &sites),
            labels: report.labels,
            notes: report.notes,
            help: report.help,
            suggestions: Vec::new(),
            confidence: Confidence::Certain,
        });
    }
    complaints.extend(suppress::unused(facts, &suppressions));
    complaints.sort_by_key(|complaint| complaint.sites.first().copied());
    for complaint in complaints {
        let Complaint {
            lint,
            report,
            suggestion,
            sites,
        } = complaint;
        let own = sites.first().copied();
        let Some(place) = own else { continue };
        let level = levels(place).level(lint);
        if suppress::suppress(&mut suppressions, lint, &sites, own) || level == Level::Allow {
            continue;
        }
        diagnostics.push(Diagnostic {
            lint,
            level,
            message: report.message,
            fingerprint: fingerprint(facts, lint, &sites),
            labels: report.labels,
            notes: report.notes,
            help: report.help,
            suggestions: suggestion.into_iter().collect(),
            confidence: Confidence::Certain,
        });
    }
    Checked {
        diagnostics,
        suppressions,
    }
}

/// The first lint that accepts an overlap, and what it says.
fn claim(overlap: &Overlap, context: &Context) -> Option<(&'static Lint, Report)> {
    LINTS
        .iter()
        .find_map(|lint| (lint.check)(overlap, context).map(|report| (*lint, report)))
}

#[cfg(test)]
mod tests;
