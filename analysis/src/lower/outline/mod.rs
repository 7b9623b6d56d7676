//! Which bodies of a text can be left unparsed for now: found by the compiler's lexer, with the words that each contains.
//!
//! A body that declares nothing and invokes no macro of the project is needed by nobody but who follows the function.
//! Before the text is parsed such bodies are replaced by blanks, so that everything else keeps its place. This is a guess
//! from tokens: if the parser does not find each of them as the body of a function, the whole text is parsed.

mod scan;

use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;

use rustc_hash::FxHasher;

use scan::Scanner;

/// A word as a number. Two words may have the same one; who looks for a word then finds more than there is.
pub(crate) fn word(name: &str) -> u32 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// A body that need not be parsed yet. Offsets are those of the text that the parser sees.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unparsed {
    /// Where the function begins: `fn`, or what stands before it of `const async unsafe extern`.
    pub(super) start: usize,
    /// The opening brace.
    pub(super) open: usize,
    /// Behind the closing brace.
    pub(super) end: usize,
    /// The words in it, sorted, each once.
    pub(super) words: Vec<u32>,
}

/// What the tokens of a text tell.
#[derive(Debug)]
pub(super) struct Outline {
    /// The bodies that need not be parsed yet, in the order of the text.
    pub(super) bodies: Vec<Unparsed>,
    /// The comments between items, those of documentation too: ranges.
    comments: Vec<Range<usize>>,
    /// All words of the text, sorted, each once.
    pub(super) words: Vec<u32>,
}

/// Makes the outline; `is_macro`: the names of the project's macros. Those that the text itself defines are known.
pub(super) fn outline(text: &str, is_macro: &dyn Fn(&str) -> bool) -> Outline {
    let mut scanner = Scanner::new(text, is_macro);
    scanner.scan();
    Outline {
        words: scanner.words(),
        bodies: scanner.bodies,
        comments: scanner.comments,
    }
}

/// The text with blanks in place of what stands in the bodies, and of the comments between items: documentation is
/// syntax, and nobody asks for it.
pub(super) fn blanked(text: &str, outline: &Outline) -> String {
    let bodies = outline.bodies.iter().map(|b| b.open + 1..b.end - 1);
    let mut ranges: Vec<Range<usize>> = bodies.chain(outline.comments.iter().cloned()).collect();
    ranges.sort_unstable_by_key(|range| range.start);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges {
        out.push_str(text.get(from..range.start).unwrap_or_default());
        let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
        let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
        out.extend(bytes.iter().copied().map(blank));
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
