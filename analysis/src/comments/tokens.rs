//! The tokens of a text in one flat list, with byte offsets into the file.

use std::str::FromStr;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree, token_stream};

/// What kind of token it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or keyword.
    Word(String),
    /// A literal.
    Literal,
    /// One character of punctuation.
    Punct(char),
    /// An opening bracket and the index of the closing one.
    Open(char, usize),
    /// A closing bracket and the index of the opening one.
    Close(usize),
}

/// All tokens of a text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<(Kind, usize, usize)>,
    /// Where the text starts and ends.
    from: usize,
    to: usize,
}

/// White space and comments between two tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset one past its last byte.
    pub(super) end: usize,
    /// Index of the token after it.
    pub(super) before_token: usize,
}

impl Tokens {
    /// Lexes a text that starts at `base` in its file; `None` if it is no sequence of tokens with matching brackets.
    pub(super) fn read(text: &str, base: usize) -> Option<Self> {
        let stream = TokenStream::from_str(text).ok();
        let mut tokens = Self {
            list: Vec::new(),
            from: base,
            to: base + text.len(),
        };
        if let Some(stream) = stream {
            tokens.flatten(stream, base);
        }
        proc_macro2::extra::invalidate_current_thread_spans();
        (!tokens.list.is_empty()).then_some(tokens)
    }

    fn flatten(&mut self, stream: TokenStream, base: usize) {
        let mut stack: Vec<(token_stream::IntoIter, Option<(usize, Span)>)> =
            vec![(stream.into_iter(), None)];
        while let Some((iter, open)) = stack.last_mut() {
            let Some(tree) = iter.next() else {
                if let Some((index, close)) = open.take() {
                    let here = self.list.len();
                    if let Kind::Open(_, partner) = &mut self.list[index].0 {
                        *partner = here;
                    }
                    self.push(Kind::Close(index), close, base);
                }
                stack.pop();
                continue;
            };
            match tree {
                TokenTree::Group(group) => {
                    let bracket = match group.delimiter() {
                        Delimiter::Parenthesis => '(',
                        Delimiter::Bracket => '[',
                        Delimiter::Brace => '{',
                        Delimiter::None => ' ',
                    };
                    let index = self.list.len();
                    self.push(Kind::Open(bracket, index), group.span_open(), base);
                    let close = group.span_close();
                    stack.push((group.stream().into_iter(), Some((index, close))));
                }
                TokenTree::Ident(word) => {
                    self.push(Kind::Word(word.to_string()), word.span(), base)
                }
                TokenTree::Punct(punct) => {
                    self.push(Kind::Punct(punct.as_char()), punct.span(), base)
                }
                TokenTree::Literal(literal) => self.push(Kind::Literal, literal.span(), base),
            }
        }
    }

    fn push(&mut self, kind: Kind, span: Span, base: usize) {
        let range = span.byte_range();
        let at = |offset: usize| (base + offset).min(self.to);
        self.list.push((kind, at(range.start), at(range.end)));
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The kind of a token; `None` past the end.
    pub(super) fn kind(&self, index: usize) -> Option<&Kind> {
        self.list.get(index).map(|(kind, ..)| kind)
    }

    /// Whether a token is this word.
    pub(super) fn is_word(&self, index: usize, word: &str) -> bool {
        matches!(self.kind(index), Some(Kind::Word(text)) if text == word)
    }

    /// Whether a token is this character.
    pub(super) fn is_punct(&self, index: usize, c: char) -> bool {
        self.kind(index) == Some(&Kind::Punct(c))
    }

    /// Whether a token closes a bracket.
    pub(super) fn is_close(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(Kind::Close(_)))
    }

    /// Offset of a token's first byte.
    pub(super) fn start(&self, index: usize) -> usize {
        self.list.get(index).map_or(self.to, |(_, start, _)| *start)
    }

    /// Offset one past a token's last byte.
    pub(super) fn end(&self, index: usize) -> usize {
        self.list.get(index).map_or(self.to, |(_, _, end)| *end)
    }

    /// All stretches without tokens, in order.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        // A documentation comment is several tokens that lie over each other.
        let mut covered = self.from;
        let ends = self.list.iter().map(|(_, start, end)| (*start, *end));
        for (index, (start, end)) in ends.chain([(self.to, self.to)]).enumerate() {
            if covered < start {
                gaps.push(Gap {
                    start: covered,
                    end: start,
                    before_token: index,
                });
            }
            covered = covered.max(end);
        }
        gaps
    }

    /// The index after the attributes (of the kind `#[…]`) that start at an index.
    pub(super) fn after_attributes(&self, mut index: usize) -> usize {
        while self.is_punct(index, '#') {
            match self.kind(index + 1) {
                Some(Kind::Open('[', close)) => index = close + 1,
                _ => break,
            }
        }
        index
    }

    /// The index after the inner attribute (`#![…]`, `//!`) that starts at an index, if one does.
    pub(super) fn after_inner_attribute(&self, index: usize) -> Option<usize> {
        match self.kind(index + 2) {
            Some(Kind::Open('[', close))
                if self.is_punct(index, '#') && self.is_punct(index + 1, '!') =>
            {
                Some(close + 1)
            }
            _ => None,
        }
    }

    /// Whether only inner attributes (`#![…]`, `//!`) stand before a token.
    pub(super) fn is_top(&self, token: usize) -> bool {
        let mut index = 0;
        while index < token {
            match self.after_inner_attribute(index) {
                Some(after) => index = after,
                None => return false,
            }
        }
        true
    }
}
