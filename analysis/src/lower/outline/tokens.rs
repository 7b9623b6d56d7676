//! A text as tokens of the compiler's lexer: lexed once, for the outline, the depth of nesting and the items.

use ra_ap_rustc_lexer::{DocStyle, LiteralKind, TokenKind};

use super::lexer::Lexer;
use super::word;
use crate::lower::guard::{Depth, Nesting};

/// Whether items begin with a word: a body that contains it may declare something.
fn begins_item(word: &str) -> bool {
    // As bytes they are told apart by length and letter, not one after the other.
    matches!(
        word.as_bytes(),
        b"const"
            | b"enum"
            | b"extern"
            | b"fn"
            | b"impl"
            | b"macro_rules"
            | b"mod"
            | b"static"
            | b"struct"
            | b"trait"
            | b"type"
            | b"use"
    )
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    Word,
    /// A word with which items begin.
    Item,
    /// `!`.
    Bang,
    /// `(`, `[` or `{`.
    Open,
    Close,
    Literal,
    /// Other punctuation, one character each, and lifetimes.
    Other,
    /// What the parser would not read, or may read otherwise.
    Bad,
}

/// The comments between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) enum Comments {
    None,
    /// Comments that are no documentation.
    Plain,
    /// Documentation of what comes now, an attribute for the parser.
    Outer,
    /// Documentation that the parser may refuse here.
    Odd,
}

#[derive(Clone, Copy, Debug)]
pub(in crate::lower) struct Token {
    pub(in crate::lower) kind: Kind,
    /// What stands before it.
    pub(in crate::lower) comments: Comments,
    /// The first byte.
    pub(in crate::lower) first: u8,
    /// Offsets in the text.
    pub(in crate::lower) start: u32,
    pub(in crate::lower) end: u32,
    /// The number of a word; of an opening bracket the index of the one that closes it, if there is one behind it.
    pub(in crate::lower) word: u32,
}

/// A text as tokens.
pub(in crate::lower) struct Tokens<'t> {
    text: &'t str,
    pub(in crate::lower) all: Vec<Token>,
    /// How deep they nest.
    pub(in crate::lower) depth: Depth,
    /// Whether each bracket has its counterpart, and there is nothing that the parser would not read anywhere.
    pub(in crate::lower) sound: bool,
}

impl<'t> Tokens<'t> {
    /// Those of a text, of less than 4 GiB.
    pub(in crate::lower) fn of(text: &'t str) -> Self {
        let mut all: Vec<Token> = Vec::with_capacity(text.len() / 6);
        let mut start = 0;
        let mut comments = Comments::None;
        let mut nesting = Nesting::default();
        // Indices of brackets that are open.
        let mut open: Vec<u32> = Vec::new();
        let mut sound = true;
        for (token, len) in Lexer::new(text) {
            let end = start + len;
            let name = || text.get(start..end).unwrap_or("");
            let Some(kind) = kind(token, name) else {
                if !matches!(token, TokenKind::Whitespace) {
                    comments = comments.max(comment(token, name()));
                }
                start = end;
                continue;
            };
            let first = text.as_bytes().get(start).copied().unwrap_or_default();
            let mut number = 0;
            match kind {
                Kind::Word | Kind::Item => {
                    let name = name();
                    nesting.add_word(name, start);
                    let raw = matches!(token, TokenKind::RawIdent);
                    number = word(if raw {
                        name.get(2..).unwrap_or("")
                    } else {
                        name
                    });
                }
                Kind::Literal if first.is_ascii_digit() => {
                    // `a.0.1` is two fields.
                    let dots = name().bytes().filter(|byte| *byte == b'.');
                    dots.for_each(|dot| nesting.add(dot, false, start));
                    nesting.add(first, false, start);
                }
                Kind::Literal => {}
                // A lifetime may have the name of a keyword.
                _ if first == b'\'' => nesting.add_word(name().get(1..).unwrap_or(""), start),
                _ => {
                    let before = start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
                    nesting.add(first, before == Some(&b'='), start);
                }
            }
            match kind {
                Kind::Open => open.push(all.len() as u32),
                Kind::Close => {
                    let here = all.len() as u32;
                    let open = open.pop().and_then(|at| all.get_mut(at as usize));
                    sound &= open.as_ref().is_some_and(|open| {
                        matches!(
                            (open.first, first),
                            (b'(', b')') | (b'[', b']') | (b'{', b'}')
                        )
                    });
                    if let Some(open) = open {
                        open.word = here;
                    }
                }
                Kind::Bad => sound = false,
                _ => {}
            }
            all.push(Token {
                kind,
                comments,
                first,
                start: start as u32,
                end: end as u32,
                word: number,
            });
            comments = Comments::None;
            start = end;
        }
        Self {
            text,
            all,
            depth: nesting.depth(),
            // Documentation of nothing is a mistake.
            sound: sound && open.is_empty() && comments < Comments::Outer,
        }
    }

    /// The text.
    pub(in crate::lower) fn text(&self) -> &'t str {
        self.text
    }

    pub(in crate::lower) fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at)
    }

    pub(in crate::lower) fn kind(&self, at: usize) -> Option<Kind> {
        self.all.get(at).map(|token| token.kind)
    }

    /// What is written for a token; empty behind the last one.
    pub(in crate::lower) fn source(&self, at: usize) -> &'t str {
        self.all.get(at).map_or("", |t| {
            let range = t.start as usize..t.end as usize;
            self.text.get(range).unwrap_or("")
        })
    }

    /// The identifier at an index, without `r#`.
    pub(in crate::lower) fn word(&self, at: usize) -> Option<&'t str> {
        matches!(self.kind(at)?, Kind::Word | Kind::Item).then(|| {
            let word = self.source(at);
            word.strip_prefix("r#").unwrap_or(word)
        })
    }

    /// Whether a token is this punctuation, alone or as a part of a longer one.
    pub(in crate::lower) fn is(&self, at: usize, punct: u8) -> bool {
        self.all.get(at).is_some_and(|t| {
            t.first == punct
                && matches!(t.kind, Kind::Other | Kind::Open | Kind::Close | Kind::Bang)
        })
    }

    /// The index of the bracket that closes the one at an index.
    pub(in crate::lower) fn close(&self, open: usize) -> Option<usize> {
        let token = self.all.get(open).filter(|t| t.kind == Kind::Open)?;
        (token.word > 0).then_some(token.word as usize)
    }

    /// Whether two tokens stand side by side, as in `::`.
    pub(in crate::lower) fn is_joint(&self, at: usize) -> bool {
        let next = self.all.get(at + 1);
        let both = self.all.get(at).zip(next);
        both.is_some_and(|(first, second)| first.end == second.start)
    }
}

/// The kind of a token; `None` for white space and comments.
fn kind<'t>(kind: TokenKind, name: impl Fn() -> &'t str) -> Option<Kind> {
    Some(match kind {
        TokenKind::Whitespace
        | TokenKind::LineComment { .. }
        | TokenKind::BlockComment {
            terminated: true, ..
        } => return None,
        TokenKind::RawIdent => Kind::Word,
        TokenKind::Ident if begins_item(name()) => Kind::Item,
        TokenKind::Ident => Kind::Word,
        TokenKind::Bang => Kind::Bang,
        TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::OpenBrace => Kind::Open,
        TokenKind::CloseParen | TokenKind::CloseBracket | TokenKind::CloseBrace => Kind::Close,
        TokenKind::Literal { kind, .. } => match kind {
            LiteralKind::Int {
                empty_int: true, ..
            }
            | LiteralKind::Float {
                empty_exponent: true,
                ..
            }
            | LiteralKind::Char { terminated: false }
            | LiteralKind::Byte { terminated: false }
            | LiteralKind::Str { terminated: false }
            | LiteralKind::ByteStr { terminated: false }
            | LiteralKind::CStr { terminated: false }
            | LiteralKind::RawStr { n_hashes: None }
            | LiteralKind::RawByteStr { n_hashes: None }
            | LiteralKind::RawCStr { n_hashes: None } => Kind::Bad,
            _ => Kind::Literal,
        },
        TokenKind::Lifetime {
            starts_with_number: false,
        } => Kind::Other,
        TokenKind::Semi
        | TokenKind::Comma
        | TokenKind::Dot
        | TokenKind::At
        | TokenKind::Pound
        | TokenKind::Tilde
        | TokenKind::Question
        | TokenKind::Colon
        | TokenKind::Dollar
        | TokenKind::Eq
        | TokenKind::Lt
        | TokenKind::Gt
        | TokenKind::Minus
        | TokenKind::And
        | TokenKind::Or
        | TokenKind::Plus
        | TokenKind::Star
        | TokenKind::Slash
        | TokenKind::Caret
        | TokenKind::Percent => Kind::Other,
        _ => Kind::Bad,
    })
}

/// What white space or a comment is for the token that follows.
fn comment(kind: TokenKind, text: &str) -> Comments {
    match kind {
        TokenKind::LineComment { doc_style } | TokenKind::BlockComment { doc_style, .. } => {
            match doc_style {
                None => Comments::Plain,
                // A carriage return may be refused in documentation.
                Some(DocStyle::Outer) if !text.contains('\r') => Comments::Outer,
                Some(_) => Comments::Odd,
            }
        }
        _ => Comments::None,
    }
}
