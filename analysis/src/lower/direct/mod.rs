//! Items read from tokens, without the parser.
//!
//! Most of what stands outside of bodies is simple: signatures, fields, headers, `use`. The tokens of the outline are
//! enough to lower it, at a fraction of what the parser costs. Whatever is not among the forms known here is given to
//! the parser, one item at a time; and the whole file, if the parser does not take that. So nothing may be accepted
//! here that the parser refuses, and what is accepted must become the same: a test compares both on all files of the
//! repository.
//!
//! Every function of [`Reader`] reads something from [`Reader::at`] on, and gives `None` where it does not know it.

mod attrs;
mod bounds;
mod function;
mod item;
mod keyword;
mod members;
#[cfg(test)]
mod tests;
mod ty;

use std::ops::Range;

use syn::parse::Parse;

use keyword::is_keyword;

use super::outline::{self, Comments, Kind, Outline, Shortened, Tokens};
use super::{FileCx, hygiene, span};
use crate::ir::ModuleIr;
use crate::source::Span;

/// The items of a file; `None` if they have to be read by the parser.
pub(super) fn module(cx: &FileCx<'_>, tokens: &Tokens<'_>, outline: &Outline) -> Option<ModuleIr> {
    if !tokens.sound {
        return None;
    }
    let mut reader = Reader {
        cx,
        tokens,
        outline,
        at: 0,
        documented: 0,
        refused: false,
    };
    let mut module = ModuleIr::default();
    reader.inner_attributes()?;
    reader.items(&mut module)?;
    let all = reader.at == tokens.all.len() && cx.met.get() == outline.bodies.len();
    all.then_some(module)
}

/// Whether a file takes `select!` from the `futures` crates, as [`super::uses::imports_futures_select`] says of its
/// syntax tree.
pub(super) fn imports_futures_select(tokens: &Tokens<'_>) -> bool {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::Open => {
                // Only what the file itself declares counts.
                at = tokens.close(at).unwrap_or(tokens.all.len());
            }
            Kind::Item if tokens.source(at) == "use" => {
                let mut name = at + 1;
                if tokens.is(name, b':') {
                    name += 2;
                }
                let end = (at..tokens.all.len()).find(|at| tokens.is(*at, b';'));
                let end = end.unwrap_or(tokens.all.len());
                let is_leaf = |at: usize| {
                    tokens.source(at) == "select"
                        && !tokens.is(at + 1, b':')
                        && tokens.source(at - 1) != "as"
                };
                if tokens.source(name).starts_with("futures") && (name + 1..end).any(is_leaf) {
                    return true;
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    false
}

struct Reader<'r, 't> {
    cx: &'r FileCx<'t>,
    tokens: &'r Tokens<'t>,
    outline: &'r Outline,
    /// Index of the next token.
    at: usize,
    /// The token before which documentation may stand.
    documented: usize,
    /// The parser has refused an item, and so the file.
    refused: bool,
}

impl<'t> Reader<'_, 't> {
    // Tokens.

    fn source(&self) -> &'t str {
        self.tokens.source(self.at)
    }

    fn is(&self, punct: u8) -> bool {
        self.tokens.is(self.at, punct)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.tokens.kind(self.at), Some(Kind::Word | Kind::Item)) && self.source() == word
    }

    fn is_literal(&self) -> bool {
        self.tokens.kind(self.at) == Some(Kind::Literal)
    }

    fn is_lifetime(&self) -> bool {
        self.is(b'\'')
    }

    /// Whether `::` comes.
    fn is_colons(&self) -> bool {
        self.is(b':') && self.tokens.is(self.at + 1, b':') && self.tokens.is_joint(self.at)
    }

    /// Whether a `:` comes that is none of `::`.
    fn is_colon(&self) -> bool {
        self.is(b':') && !(self.tokens.is(self.at + 1, b':') && self.tokens.is_joint(self.at))
    }

    /// Whether `->` comes.
    fn is_arrow(&self) -> bool {
        self.is(b'-') && self.tokens.is(self.at + 1, b'>') && self.tokens.is_joint(self.at)
    }

    /// Goes on by a token.
    fn pass(&mut self) -> Option<()> {
        let token = self.tokens.get(self.at)?;
        if token.comments >= Comments::Outer && self.at != self.documented {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// Passes this punctuation if it comes.
    fn passes(&mut self, punct: u8) -> Option<bool> {
        let here = self.is(punct);
        if here {
            self.pass()?;
        }
        Some(here)
    }

    fn expect(&mut self, punct: u8) -> Option<()> {
        self.is(punct).then_some(())?;
        self.pass()
    }

    fn passes_word(&mut self, word: &str) -> Option<bool> {
        let here = self.is_word(word);
        if here {
            self.pass()?;
        }
        Some(here)
    }

    fn expect_word(&mut self, word: &str) -> Option<()> {
        self.is_word(word).then_some(())?;
        self.pass()
    }

    fn expect_colon(&mut self) -> Option<()> {
        self.is_colon().then_some(())?;
        self.pass()
    }

    fn expect_colons(&mut self) -> Option<()> {
        self.is_colons().then_some(())?;
        self.pass()?;
        self.pass()
    }

    /// An identifier that is no keyword.
    fn name(&mut self) -> Option<String> {
        let word = self.tokens.word(self.at)?;
        if is_keyword(self.source()) {
            return None;
        }
        self.pass()?;
        Some(hygiene::plain(word).to_owned())
    }

    /// Where tokens stand, both of them included.
    fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |t| t.start);
        let end = self.tokens.get(last).map_or(start, |t| t.end);
        Span {
            file: self.cx.file,
            start: self.cx.base + start,
            end: self.cx.base + end,
        }
    }

    /// Where what was read since a token stands.
    fn span_from(&self, first: usize) -> Span {
        self.span(first, self.at.saturating_sub(1).max(first))
    }

    // What the parser reads.

    /// The item here, which the parser reads, and what to make of it.
    fn by_parser<P: Parse, R>(&mut self, lower: impl FnOnce(&FileCx<'_>, &P) -> R) -> Option<R> {
        if self.refused {
            return None;
        }
        let items = &self.outline.items;
        let found = items.partition_point(|item| item.first <= self.at);
        let item = items.get(found.checked_sub(1)?)?;
        let last = self.tokens.get(item.end.checked_sub(1)?)?;
        let piece = self.tokens.get(self.at)?.start as usize..last.end as usize;
        let lowered = (item.end > self.at).then(|| self.piece(piece, lower));
        self.at = item.end;
        // What is around it need not be tried.
        self.refused = !matches!(lowered, Some(Some(_)));
        lowered.flatten()
    }

    /// A piece of the text that the parser reads, and what to make of it.
    fn piece<P: Parse, R>(
        &self,
        piece: Range<usize>,
        lower: impl FnOnce(&FileCx<'_>, &P) -> R,
    ) -> Option<R> {
        let short = outline::shortened(self.tokens.text(), piece.clone(), self.outline);
        let bodies = self.outline.bodies_in(&piece);
        let cx = self.cx.for_piece(&piece, &short, bodies);
        let parsed = syn::parse_str::<P>(&short.text).ok()?;
        let lowered = lower(&cx, &parsed);
        if cx.met.get() != bodies.len() {
            return None;
        }
        self.cx.met.set(self.cx.met.get() + bodies.len());
        for problem in cx.problems.into_inner() {
            self.cx.problem(problem.span, problem.message);
        }
        Some(lowered)
    }
}

impl<'t> FileCx<'t> {
    /// For a piece of what this is for, from which some bodies are left out.
    fn for_piece<'p>(
        &self,
        piece: &Range<usize>,
        short: &'p Shortened,
        bodies: &[outline::Unparsed],
    ) -> FileCx<'p>
    where
        't: 'p,
    {
        let lines = span::Lines::of(&short.text);
        let base = self.base + piece.start as u32;
        let mut cx = FileCx::new(self.file, self.text, lines, base, self.edition);
        cx.futures_select = self.futures_select;
        cx.shortened = Some(short);
        cx.unparsed = bodies
            .iter()
            .map(|body| body.moved(piece.start))
            .map(|body| (body.open as u32, body))
            .collect();
        cx
    }
}
