//! The tokens of the function around a place: what may be said of a program from its text alone.
//!
//! Every question is answered narrowly: where something is not plain, the answer is the one that promises less.

use std::ops::Range;

use double_connect_analysis::facts::Facts;
use double_connect_analysis::source::Span;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A token that has no tokens inside, or the opening or closing delimiter of a group.
#[derive(Debug)]
struct Token {
    /// As written; of a delimiter the one character, empty for an invisible one.
    text: String,
    /// Where, in bytes of the file.
    at: Range<usize>,
    /// The groups around it, outermost first, by number.
    groups: Vec<u32>,
    /// Those of them that are blocks.
    blocks: Vec<u32>,
    is_ident: bool,
    is_literal: bool,
}

/// A function's tokens, its parameters among them.
#[derive(Debug)]
pub(super) struct Body {
    tokens: Vec<Token>,
    is_async: bool,
}

impl Body {
    /// The innermost function around a place. `None` where its text has no tokens, or the place is in a macro's.
    pub(super) fn around(facts: &Facts, place: Span) -> Option<Self> {
        let function = facts.function_at(place)?.span;
        let text = &facts.sources.file(function.file).text;
        let start = function.start as usize;
        let source = text.get(start..function.end as usize)?;
        let stream: TokenStream = source.parse().ok()?;
        let mut tokens = Vec::new();
        let mut count = 0;
        flatten(stream, &Around::default(), &mut count, &mut tokens);
        // The spans of this thread are of no use any more.
        let base = tokens.first()?.at.start;
        for token in &mut tokens {
            token.at = token.at.start - base + start..token.at.end - base + start;
        }
        proc_macro2::extra::invalidate_current_thread_spans();
        let words: Vec<&str> = text[..start].split_whitespace().rev().take(4).collect();
        let is_async = words.first() == Some(&"fn")
            && words[1..]
                .iter()
                .take_while(|word| ["async", "unsafe", "const"].contains(word))
                .any(|word| *word == "async");
        let body = Self { tokens, is_async };
        (!body.is_in_macro(place.start as usize)).then_some(body)
    }

    /// The index of the first token at or behind a byte of the file.
    fn index(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.at.start < at)
    }

    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &token.text)
    }

    fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |index| self.text(index))
    }

    /// The groups around a byte of the file.
    fn groups(&self, at: usize) -> &[u32] {
        // A token's own groups are those around it; the next one may be the end of the group that the byte is in.
        let next = self.tokens.get(self.index(at));
        next.map_or(&[], |token| &token.groups)
    }

    fn is_in_macro(&self, at: usize) -> bool {
        let groups = self.groups(at);
        let opens = |index: usize| {
            let token = &self.tokens[index];
            let number = token.groups.len();
            ["(", "[", "{"].contains(&token.text.as_str())
                && self.before(index) == "!"
                && groups.get(number).copied() == self.inside(index)
        };
        (0..self.tokens.len()).any(opens)
    }

    /// The number of the group that a delimiter opens.
    fn inside(&self, index: usize) -> Option<u32> {
        let depth = self.tokens[index].groups.len();
        self.tokens.get(index + 1)?.groups.get(depth).copied()
    }

    /// Whether an `.await` may stand at a place: it is in an `async fn`, and in no closure or block of its own there.
    pub(super) fn can_await(&self, at: usize) -> bool {
        let start = self.tokens.iter().position(|t| t.text == "{");
        let before = start.unwrap_or(0)..self.index(at);
        self.is_async && !before.clone().any(|index| self.is_boundary(index))
    }

    /// Whether another body may begin at a token: a closure, an async block, a function.
    fn is_boundary(&self, index: usize) -> bool {
        ["|", "async", "move", "fn"].contains(&self.text(index))
    }

    /// Where the statement begins in which a byte of the file is, if it begins with `let` and its pattern has the byte.
    pub(super) fn let_of(&self, at: usize) -> Option<usize> {
        let index = (0..=self.index(at))
            .rev()
            .find(|index| ["let", ";", "=", "}"].contains(&self.text(*index)))?;
        let before = self.before(index);
        (self.text(index) == "let" && [";", "{", "}"].contains(&before))
            .then(|| self.tokens[index].at.start)
    }

    /// Where the statement ends in which a byte of the file is: behind its semicolon, 0 if it has none.
    pub(super) fn end_of_statement(&self, at: usize) -> usize {
        let groups = self.groups(at);
        let rest = &self.tokens[self.index(at)..];
        let mut inside = rest.iter().take_while(|t| t.groups.starts_with(groups));
        inside
            .find(|t| t.text == ";" && t.groups == groups)
            .map_or(0, |t| t.at.end)
    }

    /// Whether behind a byte of the file a name means another variable, or none: its block declares it anew before the
    /// name is used, or never uses it.
    pub(super) fn is_free_behind(&self, at: usize, name: &str) -> bool {
        let from = self.index(at);
        let next = (from..self.tokens.len()).find(|index| self.is_use(*index, name));
        let Some(use_) = next.map(|index| self.tokens[index].at.start) else {
            return true;
        };
        let Some(declared) = self.let_of(use_).filter(|declared| *declared >= at) else {
            return false;
        };
        let end = self.end_of_statement(declared);
        self.same_block(declared, at) && !self.mentions(use_ + name.len()..end, name)
    }

    /// Whether nothing that was made of a variable in a range of the file lives on: no statement that uses it has a
    /// result.
    pub(super) fn is_forgotten(&self, range: Range<usize>, name: &str) -> bool {
        // The statement that declares it is none of these.
        let from = self.end_of_statement(range.start);
        let words = ["let", "=", "match", "for", "return", "break"];
        let (start, end) = (self.index(from), self.index(range.end));
        let ends = |index: &usize| [";", "{", "}"].contains(&self.text(*index));
        let mut parts = Vec::new();
        let mut first = start;
        for index in (start..end).filter(ends).chain([end]) {
            parts.push(first..index);
            first = index + 1;
        }
        !parts.into_iter().any(|part| {
            part.clone().any(|index| self.is_use(index, name))
                && part.clone().any(|index| words.contains(&self.text(index)))
        })
    }

    /// Whether two bytes of the file are in one block.
    pub(super) fn same_block(&self, a: usize, b: usize) -> bool {
        self.groups(a) == self.groups(b)
    }

    /// Whether a range of the file names a variable, in a format string too.
    pub(super) fn mentions(&self, range: Range<usize>, name: &str) -> bool {
        self.range(range).any(|index| self.is_use(index, name))
    }

    fn range(&self, range: Range<usize>) -> Range<usize> {
        self.index(range.start)..self.index(range.end)
    }

    fn is_use(&self, index: usize, name: &str) -> bool {
        let Some(token) = self.tokens.get(index) else {
            return false;
        };
        let named = token.is_ident && token.text == name && self.before(index) != ".";
        named || token.is_literal && token.text.contains(&format!("{{{name}"))
    }

    /// Whether the value of a variable certainly still is in it after a range of the file, in which it is declared or
    /// was used before: it is only borrowed there, for the time of a statement, and no other body has it.
    pub(super) fn only_borrows(&self, range: Range<usize>, name: &str) -> bool {
        let here = self.tokens.get(self.index(range.end));
        let here = here.map_or(&[][..], |token| &token.blocks);
        let mut indices = self.range(range.clone());
        let and = |index| self.text(index) == "&" && self.text(index + 1) == "&";
        if indices.clone().any(|i| self.is_boundary(i) || and(i)) {
            return false;
        }
        indices.all(|index| !self.is_use(index, name) || self.is_plain_use(index, here))
    }

    fn is_plain_use(&self, index: usize, here: &[u32]) -> bool {
        let token = &self.tokens[index];
        if token.is_literal {
            return false;
        }
        let (next, after) = (self.text(index + 1), self.text(index + 2));
        let borrowed = self.before(index) == "&"
            || self.before(index) == "mut" && index > 1 && self.text(index - 2) == "&";
        let assigned = next == "=" && after != "=" && after != ">";
        // A method may consume the value. It does not where the code goes on with the variable holding it: that is what
        // the analysis found of a way on which this call is.
        let always = here.starts_with(&token.blocks);
        let called = next == "." && after != "." && (always || after.starts_with("is_"));
        borrowed || assigned || called
    }

    /// Whether a range of the file can be run while nothing borrows a place, `client` or `self.client`: it names nothing
    /// that was made of the place before. `place` is the text of the place.
    pub(super) fn is_independent(&self, range: Range<usize>, place: &str) -> bool {
        let mut tainted: Vec<&str> = Vec::new();
        let start = self.tokens.iter().position(|t| t.text == "{").unwrap_or(0);
        let end = self.index(range.start);
        let mut from = start;
        for index in start..end {
            if ![";", "{", "}"].contains(&self.text(index)) {
                continue;
            }
            let part = from..index;
            from = index + 1;
            if !part.clone().any(|i| self.touches(i, place, &tainted)) {
                continue;
            }
            if part.clone().any(|i| self.text(i) == "match") {
                return false;
            }
            let split = part
                .clone()
                .find(|i| ["=", "in"].contains(&self.text(*i)))
                .unwrap_or(part.end);
            let given = split..part.end;
            if given.into_iter().any(|i| self.touches(i, place, &tainted)) {
                // What it is bound to.
                tainted.extend(self.variables(part.start..split));
            } else if split == part.end {
                // What may have taken it in: `list.push(client.id())`.
                let takes = |i: &usize| self.text(i + 1) == "." || self.before(*i) == "mut";
                let words = part.filter(takes).map(|i| i..i + 1);
                tainted.extend(words.flat_map(|word| self.variables(word)));
            }
        }
        let mut value = self.range(range);
        !value.any(|index| {
            let own = self.text(index) != "self" && self.touches(index, place, &[]);
            own || tainted.contains(&self.text(index)) && self.before(index) != "."
        })
    }

    /// The words in a range of tokens that may be variables.
    fn variables(&self, tokens: Range<usize>) -> impl Iterator<Item = &str> {
        let own = |i: &usize| self.tokens[*i].is_ident && self.before(*i) != ".";
        let words = tokens.filter(own).map(|i| self.text(i));
        words.filter(|word| !["let", "mut", "self", "if", "while", "for"].contains(word))
    }

    /// Whether a token names a place, something that has it inside, or one of some words.
    fn touches(&self, index: usize, place: &str, words: &[&str]) -> bool {
        let word = self.text(index);
        if !self.tokens[index].is_ident || self.before(index) == "." {
            return false;
        }
        if words.contains(&word) {
            return true;
        }
        let (root, field) = place.split_once('.').unwrap_or((place, ""));
        if word != root {
            return false;
        }
        // `self.other` is not `self.client`; `self` and `self.method()` may have to do with it.
        let (dot, name, then) = (
            self.text(index + 1),
            self.text(index + 2),
            self.text(index + 3),
        );
        let first = field.split('.').next().unwrap_or("");
        first.is_empty() || dot != "." || name == first || then == "("
    }
}

/// The groups around a token.
#[derive(Clone, Debug, Default)]
struct Around {
    groups: Vec<u32>,
    blocks: Vec<u32>,
}

impl Around {
    fn token(&self, text: impl ToString, at: Range<usize>) -> Token {
        Token {
            text: text.to_string(),
            at,
            groups: self.groups.clone(),
            blocks: self.blocks.clone(),
            is_ident: false,
            is_literal: false,
        }
    }
}

/// All tokens in order, with the groups around each. What closes a group still is in it.
fn flatten(stream: TokenStream, around: &Around, count: &mut u32, out: &mut Vec<Token>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push(around.token(open, group.span_open().byte_range()));
                let mut inside = around.clone();
                *count += 1;
                inside.groups.push(*count);
                if group.delimiter() == Delimiter::Brace {
                    inside.blocks.push(*count);
                }
                flatten(group.stream(), &inside, count, out);
                out.push(inside.token(close, group.span_close().byte_range()));
            }
            TokenTree::Ident(ident) => out.push(Token {
                is_ident: true,
                ..around.token(&ident, ident.span().byte_range())
            }),
            TokenTree::Punct(punct) => {
                out.push(around.token(punct.as_char(), punct.span().byte_range()));
            }
            TokenTree::Literal(literal) => out.push(Token {
                is_literal: true,
                ..around.token(&literal, literal.span().byte_range())
            }),
        }
    }
}
