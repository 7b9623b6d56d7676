//! Suppressions: comments that take a finding out of the report, each with its reason.
//!
//! `// double-connect: allow(lint, …) -- reason` stands for the line at whose end it is, or for the statement, item or
//! arm below it; `// double-connect: allow-file(lint, …) -- reason` for its file. A finding is meant by a comment that
//! stands at its second connect, or at a call through which that is reached.

mod parse;

use double_connect_analysis::comments::{Comment, Place};
use double_connect_analysis::facts::Facts;
use double_connect_analysis::source::Span;

use crate::diagnostic::Applicability;
use crate::levels::Levels;
use crate::lint::{malformed_suppression, unused_suppression};
use crate::story::Report;
use crate::{Label, LabelKind, Step, Suggestion};

use parse::{Parsed, Scope};

/// A suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The comment.
    pub span: Span,
    /// The lints that it names.
    pub entries: Vec<Entry>,
    /// Why the findings are right as they are.
    pub reason: String,
    /// The program text that it stands for.
    pub governs: Vec<Span>,
    /// Whether it stands for a whole file.
    pub whole_file: bool,
    /// Whether any function in that text was analysed: if none was (another target, another feature), that it
    /// suppresses nothing means nothing.
    pub is_read: bool,
}

/// A lint in a suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The lint.
    pub lint: &'static str,
    /// Its name in the comment.
    pub span: Span,
    /// How many findings it has suppressed.
    pub uses: usize,
}

/// Something about a suppression that is to be reported: the lint, the report, and places at which it may itself be
/// suppressed.
pub(crate) struct Complaint {
    pub(crate) lint: &'static str,
    pub(crate) report: Report,
    pub(crate) suggestion: Option<Suggestion>,
    pub(crate) sites: Vec<Span>,
}

/// Reads all suppressions, and says what is wrong with those that cannot be read.
pub(crate) fn read(facts: &Facts, names: &Levels) -> (Vec<Suppression>, Vec<Complaint>) {
    let mut suppressions = Vec::new();
    let mut complaints = Vec::new();
    for comment in &facts.comments {
        let Some(read) = parse::parse(&comment.text) else {
            continue;
        };
        let mut complain = |mistake: parse::Mistake| {
            complaints.push(Complaint {
                lint: malformed_suppression::LINT.name,
                report: malformed_suppression::report(part(comment, &mistake.range), mistake),
                suggestion: None,
                sites: sites(comment),
            });
        };
        let parsed = match read {
            Ok(parsed) => parsed,
            Err(mistake) => {
                complain(mistake);
                continue;
            }
        };
        if let Some(mistake) = misplaced(comment, &parsed) {
            complain(mistake);
            continue;
        }
        let mut entries = Vec::new();
        for (name, range) in parsed.lints {
            match names.resolve(&name) {
                Ok(lint) => entries.push(Entry {
                    lint,
                    span: part(comment, &range),
                    uses: 0,
                }),
                Err(unknown) => complain(parse::Mistake {
                    text: if Levels::is_group(&name) {
                        format!("`{name}` is a group: a suppression names the lint that it means")
                    } else {
                        format!("{unknown} in a suppression")
                    },
                    range,
                    help: unknown
                        .suggestion
                        .map(|known| format!("did you mean `{known}`?"))
                        .or_else(|| Some("`--list` has the names".to_owned())),
                }),
            }
        }
        if entries.is_empty() {
            continue;
        }
        let whole_file = parsed.scope == Scope::File;
        let governs = if whole_file {
            vec![Span {
                start: 0,
                end: facts.sources.file(comment.span.file).text.len() as u32,
                ..comment.span
            }]
        } else {
            comment.governs.clone()
        };
        suppressions.push(Suppression {
            span: comment.span,
            entries,
            reason: parsed.reason,
            is_read: governs.iter().any(|range| facts.is_read(*range)),
            governs,
            whole_file,
        });
    }
    (suppressions, complaints)
}

/// What is wrong with the place of a comment.
fn misplaced(comment: &Comment, parsed: &Parsed) -> Option<parse::Mistake> {
    let whole = 0..comment.text.len();
    match parsed.scope {
        Scope::File if !comment.at_top => Some(parse::Mistake {
            text: "`allow-file` stands below the file's first item".to_owned(),
            range: whole,
            help: Some("move it to the top of the file".to_owned()),
        }),
        Scope::Here if comment.place == Place::Nothing => Some(parse::Mistake {
            text: "there is nothing below this suppression".to_owned(),
            range: whole,
            help: Some(
                "it stands on the line, or above the statement or item, that it means".to_owned(),
            ),
        }),
        _ => None,
    }
}

/// Where a report about a comment may be suppressed: at the comment, and where the comment itself stands.
fn sites(comment: &Comment) -> Vec<Span> {
    let starts = comment.governs.iter().map(|range| Span {
        end: range.start,
        ..*range
    });
    std::iter::once(comment.span).chain(starts).collect()
}

/// Whether a finding is suppressed; the suppression that stands nearest to it is then used once more.
pub(crate) fn suppress(
    suppressions: &mut [Suppression],
    lint: &str,
    sites: &[Span],
    own: Option<Span>,
) -> bool {
    let covers = |suppression: &Suppression| {
        let size = |range: &Span| range.end - range.start;
        let near = suppression
            .governs
            .iter()
            .filter(|range| sites.iter().any(|site| contains(**range, *site)));
        let near = near.map(size).min();
        // A comment may speak of itself.
        near.or_else(|| (own == Some(suppression.span)).then_some(0))
    };
    let names = |suppression: &Suppression| suppression.entries.iter().any(|e| e.lint == lint);
    let nearest = suppressions
        .iter_mut()
        .filter(|suppression| names(suppression))
        .filter_map(|suppression| covers(suppression).map(|size| (size, suppression)))
        .min_by_key(|(size, suppression)| (*size, suppression.span));
    let Some((_, suppression)) = nearest else {
        return false;
    };
    let own = suppression.entries.iter_mut().filter(|e| e.lint == lint);
    own.for_each(|entry| entry.uses += 1);
    true
}

/// Whether a place begins in a range.
fn contains(range: Span, place: Span) -> bool {
    range.file == place.file
        && range.start <= place.start
        && (place.start < range.end || place.start == range.start)
}

/// The entries that suppress nothing, as complaints. Those about suppressions themselves are left alone.
pub(crate) fn unused(facts: &Facts, suppressions: &[Suppression]) -> Vec<Complaint> {
    let about_comments = [
        unused_suppression::LINT.name,
        malformed_suppression::LINT.name,
    ];
    let mut complaints = Vec::new();
    for suppression in suppressions.iter().filter(|s| s.is_read) {
        let unused: Vec<&Entry> = suppression
            .entries
            .iter()
            .filter(|e| e.uses == 0 && !about_comments.contains(&e.lint))
            .collect();
        let index = facts
            .comments
            .binary_search_by_key(&suppression.span, |c| c.span);
        let comment = index.ok().map(|index| &facts.comments[index]);
        let (Some(first), Some(comment)) = (unused.first(), comment) else {
            continue;
        };
        let all = unused.len() == suppression.entries.len();
        complaints.push(Complaint {
            lint: unused_suppression::LINT.name,
            report: unused_suppression::report(first.span, &unused, all),
            suggestion: all.then(|| removal(facts, suppression)),
            sites: sites(comment),
        });
    }
    complaints
}

/// Takes a comment out, with its line if it has it alone.
fn removal(facts: &Facts, suppression: &Suppression) -> Suggestion {
    let text = &facts.sources.file(suppression.span.file).text;
    let Span { file, start, end } = suppression.span;
    let before = &text[..start as usize];
    let lead = before.len() - before.trim_end_matches([' ', '\t']).len();
    let after = &text[end as usize..];
    let line_end = after
        .strip_prefix("\r\n")
        .or_else(|| after.strip_prefix('\n'));
    let alone = before[..before.len() - lead].ends_with('\n') || before.len() == lead;
    let tail = match line_end {
        Some(rest) if alone => after.len() - rest.len(),
        _ => 0,
    };
    let span = Span {
        file,
        start: start - lead as u32,
        end: end + tail as u32,
    };
    Suggestion {
        message: "take the comment out".to_owned(),
        edits: vec![(span, String::new())],
        applicability: Applicability::MachineApplicable,
    }
}

/// The span of a part of a comment's text.
fn part(comment: &Comment, range: &std::ops::Range<usize>) -> Span {
    Span {
        file: comment.span.file,
        start: comment.text_start + range.start as u32,
        end: comment.text_start + range.end as u32,
    }
}

/// A report with one place.
pub(crate) fn one_place(place: Span, message: String, label: &str, help: Vec<String>) -> Report {
    Report {
        message,
        labels: vec![Label {
            span: place,
            message: label.to_owned(),
            kind: LabelKind::Primary,
            step: Step::SecondOpens,
        }],
        notes: Vec::new(),
        help,
    }
}

pub(crate) use parse::Mistake;

#[cfg(test)]
mod tests;
