//! Where statements, items, arms and arguments begin and end, seen by tokens alone: so that it is known inside macros
//! too, where no parser knows what stands there.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::tokens::{Kind, Tokens};

/// Words that begin an item or a `let`: a comma never ends those.
const DECLARING: &[&str] = &[
    "async", "auto", "const", "default", "enum", "extern", "fn", "impl", "let", "mod", "pub",
    "safe", "static", "struct", "trait", "type", "union", "unsafe", "use",
];
/// Words behind `}` with which the same thing goes on.
const GOING_ON: &[&str] = &["as", "else", "in", "where"];

/// Words that begin a statement which ends with its block.
const BLOCKS: &[&str] = &["const", "for", "if", "loop", "match", "unsafe", "while"];

/// A thing: the index of its first token, of the first one after its attributes, and of its last one.
#[derive(Clone, Copy, Debug)]
struct Thing {
    first: usize,
    head: usize,
    last: usize,
}

/// The things of a text, found when they are asked for: those of one bracket at once.
pub(super) struct Extents<'t> {
    tokens: &'t Tokens,
    /// By the index of the opening bracket; `None` is the whole text.
    things: FxHashMap<Option<usize>, Vec<Thing>>,
    /// For each token the opening bracket around it.
    around: Vec<Option<usize>>,
}

impl<'t> Extents<'t> {
    /// Nothing is looked at yet but the brackets.
    pub(super) fn new(tokens: &'t Tokens) -> Self {
        let mut stack = Vec::new();
        let around = (0..tokens.len())
            .map(|index| match tokens.kind(index) {
                Some(Kind::Open(..)) => {
                    let around = stack.last().copied();
                    stack.push(index);
                    around
                }
                Some(Kind::Close(_)) => {
                    stack.pop();
                    stack.last().copied()
                }
                _ => stack.last().copied(),
            })
            .collect();
        Self {
            tokens,
            things: FxHashMap::default(),
            around,
        }
    }

    /// The bytes of the thing that begins with a token, or among whose attributes (or directly behind them) it stands.
    pub(super) fn begun_by(&mut self, token: usize) -> Option<Range<usize>> {
        let thing = self.begun(token)?;
        Some(self.tokens.start(thing.first)..self.tokens.end(thing.last))
    }

    /// The bytes of the thing that a token (`;` or `,`) ends.
    pub(super) fn ended_by(&mut self, token: usize) -> Option<Range<usize>> {
        let things = self.beside(token);
        let index = things.partition_point(|thing| thing.last < token);
        let thing = things.get(index).copied().filter(|t| t.last == token)?;
        let separator = self.tokens.is_punct(token, ';') || self.tokens.is_punct(token, ',');
        separator.then(|| self.tokens.start(thing.first)..self.tokens.end(thing.last))
    }

    /// If the thing that begins with a token is `mod name;`: the names of the modules around it in this file, and its
    /// own.
    pub(super) fn declares(&mut self, token: usize) -> Option<Vec<String>> {
        let thing = self.begun(token)?;
        let name = |index: usize| match self.tokens.kind(index) {
            Some(Kind::Word(name)) if self.tokens.is_word(index.checked_sub(1)?, "mod") => {
                Some(name.trim_start_matches("r#").to_owned())
            }
            _ => None,
        };
        if !self.tokens.is_punct(thing.last, ';') {
            return None;
        }
        let mut path = vec![name(thing.last.checked_sub(1)?)?];
        let mut around = self.around[thing.first];
        while let Some(open) = around {
            path.extend(open.checked_sub(1).and_then(name));
            around = self.around[open];
        }
        path.reverse();
        Some(path)
    }

    fn begun(&mut self, token: usize) -> Option<Thing> {
        let things = self.beside(token);
        let after = things.partition_point(|thing| thing.first <= token);
        let thing = things.get(after.checked_sub(1)?).copied()?;
        (token <= thing.head).then_some(thing)
    }

    /// The things in the bracket in which a token stands.
    fn beside(&mut self, token: usize) -> &[Thing] {
        let Some(open) = self.around.get(token).copied() else {
            return &[];
        };
        let tokens = self.tokens;
        self.things
            .entry(open)
            .or_insert_with(|| things(tokens, open))
    }
}

fn things(tokens: &Tokens, open: Option<usize>) -> Vec<Thing> {
    let (mut index, end, braces) = match open.and_then(|open| Some((open, tokens.kind(open)?))) {
        Some((open, Kind::Open(bracket, close))) => (open + 1, *close, *bracket == '{'),
        _ => (0, tokens.len(), true),
    };
    let mut found = Vec::new();
    while index < end {
        if let Some(after) = tokens.after_inner_attribute(index) {
            index = after;
            continue;
        }
        let head = tokens.after_attributes(index);
        let last = last_token(tokens, head, end, braces).max(index);
        found.push(Thing {
            first: index,
            head: head.min(last),
            last,
        });
        index = last + 1;
    }
    found
}

/// The last token of the thing that begins (without attributes) with a token; `end` is one past the last that it may
/// have.
fn last_token(tokens: &Tokens, first: usize, end: usize, braces: bool) -> usize {
    let declares = braces
        && matches!(tokens.kind(first), Some(Kind::Word(word)) if DECLARING.contains(&word.as_str()));
    let is_let = tokens.is_word(first, "let");
    let blocks = declares
        || tokens.is_punct(first, '\'')
        || matches!(tokens.kind(first), Some(Kind::Open('{', _)))
        || matches!(tokens.kind(first), Some(Kind::Word(word)) if BLOCKS.contains(&word.as_str()));
    let mut index = first;
    while index < end {
        match tokens.kind(index) {
            Some(Kind::Punct(';')) => return index,
            Some(Kind::Punct(',')) if !declares => return index,
            Some(Kind::Punct('|')) if begins_closure(tokens, index, first) => {
                index = closing_pipe(tokens, index, end);
            }
            Some(Kind::Punct('<')) if is_turbofish(tokens, index) => {
                index = closing_angle(tokens, index, end);
            }
            Some(Kind::Open(bracket, close)) => {
                let ends = blocks || ends_thing(tokens, index);
                index = *close;
                let block = braces && *bracket == '{' && !is_let;
                if block && index + 1 < end && !goes_on(tokens, index + 1, ends) {
                    // A comma behind an arm's block belongs to the arm.
                    return index;
                }
            }
            _ => {}
        }
        index += 1;
    }
    end.saturating_sub(1)
}

/// Whether a brace opens the braces of a macro or an arm's block: with its end the thing ends.
fn ends_thing(tokens: &Tokens, brace: usize) -> bool {
    let is = |back: usize, c| {
        brace
            .checked_sub(back)
            .is_some_and(|index| tokens.is_punct(index, c))
    };
    is(1, '!') || (is(1, '>') && is(2, '='))
}

/// Whether, behind braces, a token belongs to the same thing. `block`: they are a block in the place of a statement,
/// after which an operator begins a new one; else they may be part of an expression or a pattern.
fn goes_on(tokens: &Tokens, index: usize, block: bool) -> bool {
    match tokens.kind(index) {
        Some(Kind::Word(word)) => GOING_ON.contains(&word.as_str()) || (!block && word == "if"),
        Some(Kind::Punct('#' | '\'')) => false,
        // `=` and `|`: the braces were those of a pattern, `if let A { b } | C { b } = d`.
        Some(Kind::Punct(c)) => !block || ".?=|;,".contains(*c),
        Some(Kind::Literal | Kind::Open(..) | Kind::Close(_)) | None => false,
    }
}

/// Whether a `|` begins the parameters of a closure: no value stands before it.
fn begins_closure(tokens: &Tokens, index: usize, first: usize) -> bool {
    if index == first {
        return true;
    }
    match tokens.kind(index - 1) {
        Some(Kind::Word(word)) => ["move", "async", "return", "static"].contains(&word.as_str()),
        Some(Kind::Punct(c)) => *c != '?' && *c != '|',
        _ => false,
    }
}

fn closing_pipe(tokens: &Tokens, open: usize, end: usize) -> usize {
    let mut index = open + 1;
    while index < end && !tokens.is_punct(index, '|') {
        if let Some(Kind::Open(_, close)) = tokens.kind(index) {
            index = *close;
        }
        index += 1;
    }
    index
}

fn is_turbofish(tokens: &Tokens, index: usize) -> bool {
    index >= 2 && tokens.is_punct(index - 1, ':') && tokens.is_punct(index - 2, ':')
}

fn closing_angle(tokens: &Tokens, open: usize, end: usize) -> usize {
    let mut depth = 0_usize;
    for index in open..end {
        if tokens.is_punct(index, '<') {
            depth += 1;
        } else if tokens.is_punct(index, '>') && !tokens.is_punct(index - 1, '-') {
            depth -= 1;
            if depth == 0 {
                return index;
            }
        }
    }
    open
}
