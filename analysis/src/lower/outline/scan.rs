//! The scan: items by their first words, the bodies of functions, and what stands between items.

use std::ops::Range;

use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};
use rustc_hash::FxHashSet;

use super::{Unparsed, word};
use crate::lower::guard::{Depth, Nesting};

/// Whether items begin with a word: a body that contains it may declare something.
fn begins_item(word: &str) -> bool {
    matches!(
        word,
        "const"
            | "enum"
            | "extern"
            | "fn"
            | "impl"
            | "macro_rules"
            | "mod"
            | "static"
            | "struct"
            | "trait"
            | "type"
            | "use"
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    /// A word with which items begin.
    Item,
    /// `!`.
    Bang,
    /// `(`, `[` or `{`.
    Open,
    Close,
    Literal,
    Other,
}

#[derive(Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// The number of a word.
    word: u32,
    /// Whether a comment stands before it.
    after_comment: bool,
}

pub(super) struct Scanner<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Index of the next token.
    at: usize,
    is_macro: &'t dyn Fn(&str) -> bool,
    /// The macros that the text defines.
    own: FxHashSet<&'t str>,
    pub(super) bodies: Vec<Unparsed>,
    pub(super) comments: Vec<Range<usize>>,
}

/// A text as tokens.
pub(in crate::lower) struct Tokens<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// How deep they nest.
    pub(in crate::lower) depth: Depth,
}

impl<'t> Tokens<'t> {
    /// Those of a text.
    pub(in crate::lower) fn of(text: &'t str) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 6);
        let mut start = 0;
        let mut after_comment = false;
        let mut nesting = Nesting::default();
        for token in tokenize(text, FrontmatterAllowed::No) {
            let end = start + token.len as usize;
            let name = text.get(start..end).unwrap_or("");
            let kind = match token.kind {
                TokenKind::Whitespace => None,
                TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => {
                    after_comment = true;
                    None
                }
                TokenKind::RawIdent => Some(Kind::Word),
                TokenKind::Ident if begins_item(name) => Some(Kind::Item),
                TokenKind::Ident => Some(Kind::Word),
                TokenKind::Bang => Some(Kind::Bang),
                TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::OpenBrace => {
                    Some(Kind::Open)
                }
                TokenKind::CloseParen | TokenKind::CloseBracket | TokenKind::CloseBrace => {
                    Some(Kind::Close)
                }
                TokenKind::Literal { .. } => Some(Kind::Literal),
                _ => Some(Kind::Other),
            };
            if let Some(kind) = kind {
                let first = text.as_bytes().get(start).copied().unwrap_or_default();
                let is_text = kind == Kind::Literal && !first.is_ascii_digit();
                if kind == Kind::Literal && !is_text {
                    // `a.0.1` is two fields.
                    let dots = name.bytes().filter(|byte| *byte == b'.');
                    dots.for_each(|dot| nesting.add(dot, "", false, start));
                }
                if !is_text {
                    let word = name.strip_prefix('\'').unwrap_or(name);
                    let before = start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
                    nesting.add(first, word, before == Some(&b'='), start);
                }
                let word = match kind {
                    Kind::Word | Kind::Item => word(name.strip_prefix("r#").unwrap_or(name)),
                    _ => 0,
                };
                tokens.push(Token {
                    kind,
                    start,
                    end,
                    word,
                    after_comment,
                });
                after_comment = false;
            }
            start = end;
        }
        Self {
            text,
            tokens,
            depth: nesting.depth(),
        }
    }

    /// The text.
    pub(in crate::lower) fn text(&self) -> &'t str {
        self.text
    }
}

impl<'t> Scanner<'t> {
    pub(super) fn new(tokens: Tokens<'t>, is_macro: &'t dyn Fn(&str) -> bool) -> Self {
        let Tokens { text, tokens, .. } = tokens;
        let mut scanner = Scanner {
            text,
            tokens,
            at: 0,
            is_macro,
            own: FxHashSet::default(),
            bodies: Vec::new(),
            comments: Vec::new(),
        };
        for at in 0..scanner.tokens.len() {
            if scanner.kind(at) == Some(Kind::Item)
                && scanner.is(at, "macro_rules")
                && scanner.is(at + 1, "!")
            {
                let name = scanner.word(at + 2);
                scanner.own.extend(name);
            }
        }
        scanner
    }

    /// Goes through the text.
    pub(super) fn scan(&mut self) {
        while self.at < self.tokens.len() {
            self.items();
            // A closing bracket too many: the parser will say so.
            self.at += 1;
        }
    }

    /// All words of the text, sorted, each once.
    pub(super) fn words(&self) -> Vec<u32> {
        self.words_in(0..self.tokens.len())
    }

    /// The words with which paths begin, each once.
    pub(super) fn path_starts(&self) -> Vec<&'t str> {
        let colons = |at: usize| self.is_colon(at) && self.is_colon(at + 1);
        let starts = |at: &usize| {
            matches!(self.kind(*at), Some(Kind::Word | Kind::Item))
                && colons(at + 1)
                && !at.checked_sub(2).is_some_and(colons)
        };
        let found = (0..self.tokens.len()).filter(starts);
        let mut found: Vec<&str> = found.filter_map(|at| self.word(at)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn is_colon(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|t| self.text.as_bytes().get(t.start) == Some(&b':'))
    }

    fn source(&self, at: usize) -> &'t str {
        let token = self.tokens.get(at);
        token.map_or("", |t| self.text.get(t.start..t.end).unwrap_or(""))
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.source(at) == text
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The identifier at an index, without `r#`.
    fn word(&self, at: usize) -> Option<&'t str> {
        matches!(self.kind(at)?, Kind::Word | Kind::Item).then(|| {
            let word = self.source(at);
            word.strip_prefix("r#").unwrap_or(word)
        })
    }

    /// Goes behind a bracket and what it encloses.
    fn skip_group(&mut self) {
        let mut depth = 0_usize;
        while let Some(kind) = self.kind(self.at) {
            match kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    /// Items up to the bracket that closes what they are in.
    fn items(&mut self) {
        while self.kind(self.at).is_some_and(|kind| kind != Kind::Close) {
            self.item();
        }
        self.pass_comments();
    }

    /// Notes that only comments and white space stand before the token here, outside of all items.
    fn pass_comments(&mut self) {
        let Some(token) = self.tokens.get(self.at).filter(|t| t.after_comment) else {
            return;
        };
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let range = before.map_or(0, |t| t.end)..token.start;
        self.comments.push(range);
    }

    fn item(&mut self) {
        let mut start = None;
        loop {
            self.pass_comments();
            let first = self.at;
            match self.source(first) {
                "#" => {
                    self.at += 1;
                    if self.is(self.at, "!") {
                        self.at += 1;
                    }
                    if self.is(self.at, "[") {
                        self.skip_group();
                    }
                }
                "pub" => {
                    self.at += 1;
                    if self.is(self.at, "(") {
                        self.skip_group();
                    }
                }
                "default" => self.at += 1,
                "const" | "async" | "unsafe" | "safe" | "extern" => {
                    start = start.or(Some(first));
                    self.at += 1;
                    if self.kind(self.at) == Some(Kind::Literal) {
                        self.at += 1;
                    }
                }
                "fn" if self.kind(first + 1) == Some(Kind::Word) => {
                    return self.function(start.unwrap_or(first));
                }
                "mod" if self.is(first + 2, "{") => {
                    self.at += 2;
                    return self.members();
                }
                "impl" | "trait" => {
                    self.at += 1;
                    return if self.find_brace() {
                        self.members();
                    };
                }
                _ => {
                    let is_const = start.is_some_and(|start| self.is(start, "const"));
                    return self.skip_item(is_const);
                }
            }
        }
    }

    /// The items between braces.
    fn members(&mut self) {
        self.at += 1;
        self.items();
        self.at += 1;
    }

    /// Goes to the brace at which a header ends; says whether there is one. Braces in type arguments are none.
    fn find_brace(&mut self) -> bool {
        let mut angles = 0_usize;
        while let Some(kind) = self.kind(self.at) {
            match (kind, self.source(self.at)) {
                (Kind::Open, "{") if angles == 0 => return true,
                (Kind::Open, _) => {
                    self.skip_group();
                    continue;
                }
                (Kind::Close, _) => return false,
                (_, "<") => angles += 1,
                (_, ">") if !self.is_arrow() => angles = angles.saturating_sub(1),
                (_, ";") => {
                    self.at += 1;
                    return false;
                }
                _ => {}
            }
            self.at += 1;
        }
        false
    }

    /// Whether the `>` here is the end of `->` or `=>`.
    fn is_arrow(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let here = self.tokens.get(self.at);
        before.zip(here).is_some_and(|(before, here)| {
            before.end == here.start && matches!(self.source(self.at - 1), "-" | "=")
        })
    }

    /// An item without bodies of functions that could be left out.
    fn skip_item(&mut self, is_const: bool) {
        let to_semicolon = is_const || matches!(self.source(self.at), "use" | "static" | "type");
        while let Some(kind) = self.kind(self.at) {
            match kind {
                Kind::Close => return,
                Kind::Open => {
                    let brace = self.is(self.at, "{");
                    self.skip_group();
                    if brace && !to_semicolon {
                        return;
                    }
                }
                _ => {
                    let end = self.is(self.at, ";");
                    self.at += 1;
                    if end {
                        return;
                    }
                }
            }
        }
    }

    fn function(&mut self, start: usize) {
        if !self.find_brace() {
            return;
        }
        let open = self.at;
        self.skip_group();
        let inside = open + 1..self.at.saturating_sub(1);
        let (Some(first), Some(brace), Some(last)) = (
            self.tokens.get(start),
            self.tokens.get(open),
            self.tokens.get(inside.end),
        ) else {
            return;
        };
        let (start, open, end) = (first.start, brace.start, last.end);
        if !self.is(inside.end, "}") || inside.clone().any(|at| self.declares(at)) {
            return;
        }
        let words = self.words_in(inside);
        self.bodies.push(Unparsed {
            start,
            open,
            end,
            words,
        });
    }

    /// The words among tokens, sorted, each once.
    fn words_in(&self, tokens: Range<usize>) -> Vec<u32> {
        let tokens = self.tokens.get(tokens).unwrap_or_default().iter();
        let words = tokens.filter(|t| matches!(t.kind, Kind::Word | Kind::Item));
        let mut words: Vec<u32> = words.map(|t| t.word).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whether something may begin here that is known outside of the body, or a macro of the project is invoked.
    fn declares(&self, at: usize) -> bool {
        if self.kind(at + 1) == Some(Kind::Bang) {
            let invoked = |name| self.own.contains(name) || (self.is_macro)(name);
            return self.is(at, "#") || self.word(at).is_some_and(invoked);
        }
        match self.kind(at) {
            Some(Kind::Item) => true,
            // Items in some places only.
            Some(Kind::Word) if self.kind(at + 1) == Some(Kind::Word) => {
                matches!(self.source(at), "union" | "macro")
            }
            _ => false,
        }
    }
}
