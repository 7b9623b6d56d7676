//! The scan: items by their first words, the bodies of functions, and what stands between items.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::tokens::{Comments, Kind, Tokens};
use super::{ItemRange, Unparsed};

pub(super) struct Scanner<'t> {
    tokens: &'t Tokens<'t>,
    /// Index of the next token.
    at: usize,
    is_macro: &'t dyn Fn(&str) -> bool,
    /// The macros that the text defines.
    own: FxHashSet<&'t str>,
    pub(super) bodies: Vec<Unparsed>,
    pub(super) comments: Vec<Range<usize>>,
    /// The items outside of bodies.
    pub(super) items: Vec<ItemRange>,
    /// Whether a macro of other files is invoked anywhere.
    pub(super) invokes_macro: bool,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(tokens: &'t Tokens<'t>, is_macro: &'t dyn Fn(&str) -> bool) -> Self {
        let mut scanner = Scanner {
            tokens,
            at: 0,
            is_macro,
            own: FxHashSet::default(),
            bodies: Vec::new(),
            comments: Vec::new(),
            items: Vec::new(),
            invokes_macro: false,
        };
        for at in 1..tokens.all.len() {
            if scanner.kind(at) == Some(Kind::Bang) {
                if scanner.is(at - 1, "macro_rules") {
                    let name = scanner.word(at + 1);
                    scanner.own.extend(name);
                }
                scanner.invokes_macro |= scanner.word(at - 1).is_some_and(is_macro);
            }
        }
        scanner
    }

    /// Goes through the text.
    pub(super) fn scan(&mut self) {
        while self.at < self.tokens.all.len() {
            self.items();
            // A closing bracket too many: the parser will say so.
            self.at += 1;
        }
    }

    /// All words of the text, sorted, each once.
    pub(super) fn words(&self) -> Vec<u32> {
        self.words_in(0..self.tokens.all.len())
    }

    /// The words with which paths begin, each once.
    pub(super) fn path_starts(&self) -> Vec<&'t str> {
        let colons = |at: usize| self.is_colon(at) && self.is_colon(at + 1);
        let mut found = Vec::new();
        for at in 1..self.tokens.all.len() {
            // Most tokens are no colons.
            if colons(at) && !at.checked_sub(3).is_some_and(colons) {
                found.extend(self.word(at - 1));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn is_colon(&self, at: usize) -> bool {
        self.tokens.is(at, b':')
    }

    fn source(&self, at: usize) -> &'t str {
        self.tokens.source(at)
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.source(at) == text
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.kind(at)
    }

    fn word(&self, at: usize) -> Option<&'t str> {
        self.tokens.word(at)
    }

    /// Goes behind a bracket and what it encloses; behind the text if nothing closes it.
    fn skip_group(&mut self) {
        let close = self.tokens.close(self.at);
        self.at = close.map_or(self.tokens.all.len(), |close| close + 1);
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
        let token = self.tokens.get(self.at);
        let Some(token) = token.filter(|t| t.comments != Comments::None) else {
            return;
        };
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let range = before.map_or(0, |t| t.end)..token.start;
        self.comments.push(range.start as usize..range.end as usize);
    }

    fn item(&mut self) {
        let (index, first) = (self.items.len(), self.at);
        self.items.push(ItemRange { first, end: first });
        self.pass_item();
        if let Some(item) = self.items.get_mut(index) {
            item.end = self.at;
        }
    }

    fn pass_item(&mut self) {
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
        while let Some(token) = self.tokens.get(self.at) {
            match (token.kind, token.first) {
                (Kind::Open, b'{') if angles == 0 => return true,
                (Kind::Open, _) => {
                    self.skip_group();
                    continue;
                }
                (Kind::Close, _) => return false,
                (Kind::Other, b'<') => angles += 1,
                (Kind::Other, b'>') if !self.is_arrow() => angles = angles.saturating_sub(1),
                (Kind::Other, b';') => {
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
        let before = self.at.checked_sub(1);
        before.is_some_and(|before| {
            self.tokens.is_joint(before)
                && (self.tokens.is(before, b'-') || self.tokens.is(before, b'='))
        })
    }

    /// An item without bodies of functions that could be left out.
    fn skip_item(&mut self, is_const: bool) {
        let to_semicolon = is_const || matches!(self.source(self.at), "use" | "static" | "type");
        while let Some(kind) = self.kind(self.at) {
            match kind {
                Kind::Close => return,
                Kind::Open => {
                    let brace = self.tokens.is(self.at, b'{');
                    self.skip_group();
                    if brace && !to_semicolon {
                        return;
                    }
                }
                _ => {
                    let end = self.tokens.is(self.at, b';');
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
        let (start, open, end) = (
            first.start as usize,
            brace.start as usize,
            last.end as usize,
        );
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
        let tokens = self.tokens.all.get(tokens).unwrap_or_default();
        // Most words come again and again: what is seen once need not be sorted twice.
        let size = (tokens.len() / 2).next_power_of_two().clamp(16, 4096);
        let mut seen = vec![u64::MAX; size];
        let mut words = Vec::new();
        for token in tokens {
            if !matches!(token.kind, Kind::Word | Kind::Item) {
                continue;
            }
            let slot = seen.get_mut(token.word as usize & (size - 1));
            if let Some(slot) = slot.filter(|slot| **slot != u64::from(token.word)) {
                *slot = u64::from(token.word);
                words.push(token.word);
            }
        }
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
