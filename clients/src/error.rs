//! What can be wrong with a model file.

use std::ops::Range;

/// What is wrong with a model file: the kind, a message and the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct ModelError {
    /// The file, as it was named.
    pub file: String,
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// Byte range in the file's text, 0-based, half open.
    pub span: (usize, usize),
    /// What kind of mistake it is.
    pub kind: ModelErrorKind,
    /// What is wrong and, where there is one, the remedy.
    pub message: String,
}

/// The kinds of mistake in a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModelErrorKind {
    /// It is not TOML.
    Syntax,
    /// A table or key that the schema does not know.
    UnknownKey,
    /// A value that is none of those a key can have.
    UnknownValue,
    /// A value of the wrong TOML type.
    WrongType,
    /// A mandatory key is missing, or a key without which another one says nothing.
    Missing,
    /// Two keys that exclude each other.
    Contradiction,
    /// Not an access path, or one that starts at the wrong end.
    AccessPath,
    /// Not a semver requirement.
    Versions,
    /// Not the path of a type, function, field or variant.
    Path,
    /// A type that the file does not declare.
    UndeclaredType,
    /// Said twice.
    Duplicate,
    /// Its versions meet those of another model of the same package.
    Overlap,
}

/// A mistake with its place in the text, before the file's name and the line are known.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    pub(crate) kind: ModelErrorKind,
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
}

impl Mistake {
    /// Makes it complete: finds line and column in `text`.
    pub(crate) fn locate(self, file: &str, text: &str) -> ModelError {
        let start = floor(text, self.span.start);
        let end = floor(text, self.span.end).max(start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        ModelError {
            file: file.to_owned(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            span: (start, end),
            kind: self.kind,
            message: self.message,
        }
    }
}

/// The greatest character boundary of `text` that is not after `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The candidate that `given` is most likely a misspelling of.
pub(crate) fn nearest<'a>(
    given: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let given_folded = fold(given);
    candidates
        .into_iter()
        .map(|candidate| (distance(&given_folded, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.len().min(given.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Spelling without case, `_` and `-`.
fn fold(word: &str) -> Vec<char> {
    word.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .take(64)
        .collect()
}

/// How many insertions, removals, replacements and swaps of neighbours turn `a` into `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
