//! Changes that mend a finding.
//!
//! A change is machine-applicable only where the program must compile afterwards and nothing but the lives of the two
//! connections changes. What that needs is read off the text around it, and read narrowly: wherever something is not
//! plain, the change may be incorrect.

mod body;
mod close;
mod leak;
mod overwrite;
mod shadow;
#[cfg(test)]
mod tests;

use double_connect_analysis::facts::{Facts, Overlap};
use double_connect_analysis::source::Span;

use crate::context::Context;
use crate::diagnostic::{Applicability, Suggestion};

/// A change of the source, before its words are known.
#[derive(Debug)]
struct Change {
    /// A span and its new text.
    edit: (Span, String),
    applicability: Applicability,
    words: Words,
}

/// What a change says beside the help texts of its lint.
#[derive(Clone, Debug)]
enum Words {
    /// What the first of them says, which is taken out.
    First,
    /// This instead of them.
    Instead(String),
    /// This besides.
    Besides(&'static str),
}

/// The changes for an overlap; most have none.
pub(crate) fn suggestions(
    overlap: &Overlap,
    context: &Context,
    facts: &Facts,
    help: &mut Vec<String>,
) -> Vec<Suggestion> {
    let find = [
        overwrite::drop_variable,
        overwrite::empty_option,
        shadow::drop_shadowed,
        close::await_close,
        close::drop_owner,
        leak::drop_instead,
    ];
    let Some(change) = find.iter().find_map(|find| find(overlap, context, facts)) else {
        return Vec::new();
    };
    let message = match change.words {
        Words::First if help.is_empty() => return Vec::new(),
        Words::First => help.remove(0),
        Words::Instead(text) => {
            help.clear();
            text
        }
        Words::Besides(text) => text.to_owned(),
    };
    vec![Suggestion {
        message,
        edits: vec![change.edit],
        applicability: change.applicability,
    }]
}

/// Machine-applicable if something is plain.
fn applicability(plain: bool) -> Applicability {
    if plain {
        Applicability::MachineApplicable
    } else {
        Applicability::MaybeIncorrect
    }
}

/// A statement in front of a byte of a file, on a line of its own where the text behind it has one.
fn insert_before(facts: &Facts, place: Span, statement: &str) -> (Span, String) {
    let before = &facts.sources.file(place.file).text[..place.start as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = &before[line..];
    let lead = if indent.trim().is_empty() { indent } else { "" };
    let empty = Span {
        end: place.start,
        ..place
    };
    (empty, format!("{statement}\n{lead}"))
}

/// The text of a file before a place.
fn text_before(facts: &Facts, place: Span) -> &str {
    &facts.sources.file(place.file).text[..place.start as usize]
}

/// Whether the second connection opens in a range of a file, or in a call there.
fn opens_in(overlap: &Overlap, place: Span) -> bool {
    let sites = std::iter::once(&overlap.second.span).chain(&overlap.second.chain);
    let inside =
        |site: &Span| site.file == place.file && place.start <= site.start && site.end <= place.end;
    sites.into_iter().any(inside)
}

/// Whether a statement begins at a place.
fn is_statement(facts: &Facts, place: Span) -> bool {
    text_before(facts, place)
        .trim_end()
        .ends_with([';', '{', '}'])
}
