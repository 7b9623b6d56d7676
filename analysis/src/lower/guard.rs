//! How deep a text nests, estimated by a scan before anything that recurses sees it.
//!
//! The parser, the lowering and the drop of a syntax tree recurse: once per bracket, but also once per operator, method
//! call, `else if`, generic argument or keyword in a chain. The scan bounds the sum of both from above.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A text that nests deeper than this is refused.
pub(super) const LIMIT: u32 = 1_500;
/// Bytes of stack of the thread for deep texts: enough for [`LIMIT`] in unoptimised builds.
const STACK: usize = 256 << 20;

/// Bytes of stack that are enough to lower a text that nests so deep.
pub(super) fn stack_for(depth: u32) -> usize {
    STACK / LIMIT as usize * depth.min(LIMIT) as usize
}

/// Bytes of stack of a thread on which any text can be lowered.
pub const BIG_STACK: usize = STACK + (4 << 20);

/// What the scan saw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Depth {
    /// The deepest nesting.
    pub(super) depth: u32,
    /// Byte offset at which it is reached, or at which [`LIMIT`] is first passed.
    pub(super) at: usize,
}

/// One open bracket.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Tokens since the last `;`, `,` or end of a block that can each cost a recursion.
    chain: u32,
    /// Open angle brackets: a comma does not end those.
    angles: u32,
    /// Closures begun: a comma does not end those either.
    pipes: u32,
}

impl Level {
    fn depth(self) -> u32 {
        self.chain
            .saturating_add(self.angles)
            .saturating_add(self.pipes)
            .saturating_add(1)
    }
}

/// Whether a word can make the parser recurse.
fn is_recursive(word: &str) -> bool {
    matches!(
        word.as_bytes(),
        b"as"
            | b"async"
            | b"await"
            | b"box"
            | b"break"
            | b"const"
            | b"dyn"
            | b"else"
            | b"fn"
            | b"for"
            | b"if"
            | b"impl"
            | b"in"
            | b"let"
            | b"loop"
            | b"match"
            | b"move"
            | b"mut"
            | b"ref"
            | b"return"
            | b"static"
            | b"try"
            | b"unsafe"
            | b"while"
            | b"yield"
    )
}

/// How deep tokens nest that come one after the other.
#[derive(Default)]
pub(super) struct Nesting {
    worst: Depth,
    /// What is around the innermost bracket, and how deep that is.
    stack: Vec<(Level, u32)>,
    level: Level,
    below: u32,
    block_ended: bool,
}

impl Nesting {
    /// Adds a word, and where it begins.
    pub(super) fn add_word(&mut self, word: &str, start: usize) {
        if self.worst.depth > LIMIT {
            return;
        }
        if std::mem::take(&mut self.block_ended) && word != "else" {
            self.level = Level::default();
        }
        if is_recursive(word) {
            self.level.chain += 1;
        }
        self.look(start);
    }

    /// Adds a token that is no word: its first byte, whether `=` stands directly before it, and where it begins. Strings
    /// and comments count for nothing.
    pub(super) fn add(&mut self, byte: u8, after_equals: bool, start: usize) {
        if self.worst.depth > LIMIT {
            return;
        }
        let operator = is_operator(byte);
        let continues =
            matches!(byte, b')' | b']' | b'}' | b',' | b';') || operator && byte != b'#';
        if std::mem::take(&mut self.block_ended) && !continues {
            self.level = Level::default();
        }
        let level = &mut self.level;
        match byte {
            b'(' | b'[' | b'{' => {
                // A call or an index is a link of a chain itself.
                level.chain += u32::from(byte != b'{');
                self.below = self.below.saturating_add(level.depth());
                self.stack.push((*level, self.below));
                *level = Level::default();
            }
            b')' | b']' | b'}' => {
                if let Some((outer, _)) = self.stack.pop() {
                    *level = outer;
                    self.below = self.stack.last().map_or(0, |(_, below)| *below);
                }
                self.block_ended = byte == b'}';
            }
            b';' => *level = Level::default(),
            b',' => level.chain = 0,
            b'<' => level.angles += 1,
            b'>' if after_equals => *level = Level::default(),
            b'>' => {
                level.angles = level.angles.saturating_sub(1);
                level.chain += 1;
            }
            b'|' => level.pipes += 1,
            _ if operator => level.chain += 1,
            _ => {}
        }
        self.look(start);
    }

    /// Remembers the deepest nesting.
    fn look(&mut self, start: usize) {
        let depth = self.below.saturating_add(self.level.depth());
        if depth > self.worst.depth {
            self.worst = Depth { depth, at: start };
        }
    }

    /// How deep it was.
    pub(super) fn depth(&self) -> Depth {
        self.worst
    }
}

/// Scans a text. Linear in its length; strings and comments count for nothing.
pub(super) fn depth(text: &str) -> Depth {
    let bytes = text.as_bytes();
    let mut nesting = Nesting::default();
    let mut i = 0;
    while i < bytes.len() && nesting.worst.depth <= LIMIT {
        let start = i;
        let byte = bytes[i];
        if byte.is_ascii_whitespace() {
            i += 1;
            continue;
        }
        if let Some(end) = skip_comment(bytes, i).or_else(|| skip_text(bytes, i)) {
            i = end;
            continue;
        }
        let word_end = word(bytes, i);
        i = word_end.max(i + 1);
        if word_end > start {
            nesting.add_word(text.get(start..word_end).unwrap_or(""), start);
        } else {
            let after_equals = bytes.get(start.wrapping_sub(1)) == Some(&b'=');
            nesting.add(byte, after_equals, start);
        }
    }
    nesting.worst
}

/// How deep tokens nest, counted as for a text; the invisible brackets of fragments count as parentheses.
pub(super) fn depth_of_tokens(tokens: &TokenStream) -> u32 {
    let mut text = String::new();
    let mut open = vec![(tokens.clone().into_iter(), "")];
    while let Some((trees, close)) = open.last_mut() {
        match trees.next() {
            Some(TokenTree::Group(group)) => {
                let (start, end) = match group.delimiter() {
                    Delimiter::Parenthesis | Delimiter::None => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                };
                text.push_str(start);
                open.push((group.stream().into_iter(), end));
            }
            Some(TokenTree::Literal(_)) => text.push_str("1 "),
            Some(TokenTree::Punct(punct)) if punct.as_char() == '\'' => text.push('a'),
            Some(TokenTree::Punct(punct)) => {
                text.push(punct.as_char());
                if punct.spacing() == Spacing::Alone {
                    text.push(' ');
                }
            }
            Some(TokenTree::Ident(ident)) => {
                text.push_str(&ident.to_string());
                text.push(' ');
            }
            None => {
                text.push_str(close);
                open.pop();
            }
        }
    }
    depth(&text).depth
}

fn is_operator(byte: u8) -> bool {
    matches!(
        byte,
        b'!' | b'&'
            | b'*'
            | b'-'
            | b'+'
            | b'/'
            | b'%'
            | b'^'
            | b'='
            | b'.'
            | b'?'
            | b':'
            | b'<'
            | b'>'
            | b'|'
            | b'@'
            | b'#'
            | b'~'
            | b'$'
    )
}

/// The end of the identifier or number at `i`; `i` if there is none.
fn word(bytes: &[u8], i: usize) -> usize {
    let more = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_' || **b >= 0x80;
    i + bytes[i..].iter().take_while(more).count()
}

fn skip_comment(bytes: &[u8], i: usize) -> Option<usize> {
    if bytes[i] != b'/' {
        return None;
    }
    match bytes.get(i + 1)? {
        b'/' => Some(i + bytes[i..].iter().take_while(|b| **b != b'\n').count()),
        b'*' => {
            let mut open = 1_u32;
            let mut at = i + 2;
            while open > 0 && at < bytes.len() {
                match (bytes[at], bytes.get(at + 1)) {
                    (b'/', Some(b'*')) => (open, at) = (open + 1, at + 2),
                    (b'*', Some(b'/')) => (open, at) = (open - 1, at + 2),
                    _ => at += 1,
                }
            }
            Some(at)
        }
        _ => None,
    }
}

/// The end of the string, character or raw string that starts at `i`.
fn skip_text(bytes: &[u8], i: usize) -> Option<usize> {
    let mut at = i;
    if bytes[i].is_ascii_alphabetic() {
        // A prefix: b, c, r, br, cr. Anything else before a quote is an identifier.
        at += bytes[i..]
            .iter()
            .take(2)
            .take_while(|b| matches!(b, b'b' | b'c' | b'r'))
            .count();
        if at == i {
            return None;
        }
        let raw = bytes[i..at].contains(&b'r');
        let hashes = bytes[at..].iter().take_while(|b| **b == b'#').count();
        if raw && bytes.get(at + hashes) == Some(&b'"') {
            let close: Vec<u8> = std::iter::once(b'"')
                .chain(std::iter::repeat_n(b'#', hashes))
                .collect();
            let from = at + hashes + 1;
            let found = bytes[from..].windows(close.len()).position(|w| w == close);
            return Some(found.map_or(bytes.len(), |p| from + p + close.len()));
        }
    }
    match bytes.get(at)? {
        b'"' => {
            at += 1;
            while at < bytes.len() && bytes[at] != b'"' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            Some((at + 1).min(bytes.len()))
        }
        b'\'' => {
            if bytes.get(at + 1) == Some(&b'\\') {
                let rest = bytes.get(at + 3..)?;
                return Some(
                    at + 3
                        + rest
                            .iter()
                            .take_while(|b| !matches!(b, b'\'' | b'\n'))
                            .count()
                        + 1,
                );
            }
            // One character and a quote; else it is a lifetime.
            let width = match bytes.get(at + 1)? {
                0..0x80 => 1,
                0x80..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            };
            (bytes.get(at + 1 + width) == Some(&b'\'')).then_some(at + width + 2)
        }
        _ => None,
    }
    .map(|end| end.min(bytes.len()))
}
