//! Which bodies of a text can be left unparsed for now: found by the compiler's lexer, with the words that each contains.
//!
//! A body that declares nothing and invokes no macro of the project is needed by nobody but who follows the function.
//! Before the text is parsed such bodies are left out of it, and of what remains it is known where it was. This is a guess
//! from tokens: if the parser does not find each of them as the body of a function, the whole text is parsed.

mod lexer;
mod scan;
mod tokens;

use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::ir::FileWords;
use scan::Scanner;
pub(super) use tokens::{Comments, Kind, Tokens};

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

impl Unparsed {
    /// The same with offsets from a place before it on.
    pub(super) fn moved(&self, from: usize) -> Self {
        Unparsed {
            start: self.start.saturating_sub(from),
            open: self.open.saturating_sub(from),
            end: self.end.saturating_sub(from),
            words: self.words.clone(),
        }
    }
}

/// The tokens of an item, attributes and visibility included: indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ItemRange {
    pub(super) first: usize,
    /// Behind the last one.
    pub(super) end: usize,
}

/// What the tokens of a text tell.
#[derive(Debug)]
pub(super) struct Outline {
    /// The bodies that need not be parsed yet, in the order of the text.
    pub(super) bodies: Vec<Unparsed>,
    /// The comments between items, those of documentation too: ranges.
    comments: Vec<Range<usize>>,
    /// The items outside of bodies, those in others too, in the order of their beginnings.
    pub(super) items: Vec<ItemRange>,
    /// Whether a macro of the project that the text does not define is invoked anywhere.
    pub(super) invokes_macro: bool,
    /// All words of the text.
    pub(super) words: FileWords,
}

/// Makes the outline; `is_macro`: the names of the project's macros. Those that the text itself defines are known.
pub(super) fn outline(tokens: &Tokens<'_>, is_macro: &dyn Fn(&str) -> bool) -> Outline {
    let mut scanner = Scanner::new(tokens, is_macro);
    scanner.scan();
    Outline {
        words: FileWords {
            all: scanner.words(),
            path_starts: scanner
                .path_starts()
                .into_iter()
                .map(str::to_owned)
                .collect(),
        },
        bodies: scanner.bodies,
        comments: scanner.comments,
        items: scanner.items,
        invokes_macro: scanner.invokes_macro,
    }
}

impl Outline {
    /// The bodies in a piece of the text that begins and ends where items do.
    pub(super) fn bodies_in(&self, piece: &Range<usize>) -> &[Unparsed] {
        let from = self.bodies.partition_point(|b| b.open < piece.start);
        let to = self.bodies.partition_point(|b| b.open < piece.end);
        self.bodies.get(from..to).unwrap_or_default()
    }
}

/// A text from which pieces were left out, and where.
#[derive(Debug, Default)]
pub(super) struct Shortened {
    pub(super) text: String,
    /// For each cut its place in this text, and how many bytes of the whole one are missing before what comes then.
    cuts: Vec<(usize, usize)>,
}

impl Shortened {
    /// The place in the whole text of what begins at a place in this one.
    pub(super) fn start(&self, at: usize) -> usize {
        at + self.missing(|cut| cut <= at)
    }

    /// The place in the whole text of what ends at a place in this one.
    pub(super) fn end(&self, at: usize) -> usize {
        at + self.missing(|cut| cut < at)
    }

    fn missing(&self, is_before: impl Fn(usize) -> bool) -> usize {
        let before = self.cuts.partition_point(|(cut, _)| is_before(*cut));
        let last = before.checked_sub(1).and_then(|last| self.cuts.get(last));
        last.map_or(0, |(_, missing)| *missing)
    }
}

/// A piece of the text without what stands in its bodies, and a blank for the comments between items: documentation is
/// syntax, and nobody asks for it. The whole one is this piece for [`Shortened::start`].
pub(super) fn shortened(text: &str, piece: Range<usize>, outline: &Outline) -> Shortened {
    let bodies = outline.bodies_in(&piece).iter();
    let bodies = bodies.map(|b| (b.open + 1..b.end - 1, ""));
    let from = outline.comments.partition_point(|c| c.start < piece.start);
    let comments = outline.comments.get(from..).unwrap_or_default().iter();
    let comments = comments.take_while(|c| c.end <= piece.end);
    let comments = comments.map(|range| (range.clone(), " "));
    let mut ranges: Vec<(Range<usize>, &str)> = bodies.chain(comments).collect();
    ranges.sort_unstable_by_key(|(range, _)| range.start);
    let mut short = Shortened::default();
    let mut from = piece.start;
    for (range, instead) in ranges {
        let kept = text.get(from..range.start).unwrap_or_default();
        short.text.push_str(kept);
        short.text.push_str(instead);
        from = range.end;
        let missing = from - piece.start - short.text.len();
        short.cuts.push((short.text.len(), missing));
    }
    let kept = text.get(from..piece.end).unwrap_or_default();
    short.text.push_str(kept);
    short
}

#[cfg(test)]
mod tests;
