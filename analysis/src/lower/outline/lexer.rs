//! The compiler's lexer, with a short cut for what most of a text is: ASCII words, white space and punctuation.

use ra_ap_rustc_lexer::{FrontmatterAllowed, Token, TokenKind, tokenize};

/// The tokens of a text as the compiler's lexer gives them; a run of white space may come as several.
pub(super) struct Lexer<'t> {
    text: &'t str,
    /// Where the next token begins.
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The token here if the first bytes tell what it is: its kind and length.
    fn short(&self, rest: &[u8]) -> Option<(TokenKind, usize)> {
        let first = *rest.first()?;
        if class(first) == SPACE {
            return Some((TokenKind::Whitespace, run(rest, SPACE)));
        }
        if class(first) == WORD && !first.is_ascii_digit() {
            let end = run(rest, WORD);
            // A prefix of a literal, or a word that goes on with other letters.
            let goes_on = match rest.get(end) {
                Some(next) => matches!(next, b'#' | b'"' | b'\'') || !next.is_ascii(),
                None => false,
            };
            return (!goes_on).then_some((TokenKind::Ident, end));
        }
        let kind = match first {
            b';' => TokenKind::Semi,
            b',' => TokenKind::Comma,
            b'.' => TokenKind::Dot,
            b'(' => TokenKind::OpenParen,
            b')' => TokenKind::CloseParen,
            b'{' => TokenKind::OpenBrace,
            b'}' => TokenKind::CloseBrace,
            b'[' => TokenKind::OpenBracket,
            b']' => TokenKind::CloseBracket,
            b'?' => TokenKind::Question,
            b':' => TokenKind::Colon,
            b'=' => TokenKind::Eq,
            b'!' => TokenKind::Bang,
            b'<' => TokenKind::Lt,
            b'>' => TokenKind::Gt,
            b'-' => TokenKind::Minus,
            b'&' => TokenKind::And,
            b'|' => TokenKind::Or,
            b'+' => TokenKind::Plus,
            b'*' => TokenKind::Star,
            _ => return None,
        };
        Some((kind, 1))
    }
}

impl Iterator for Lexer<'_> {
    type Item = (TokenKind, usize);

    /// The next token's kind and its length in bytes.
    fn next(&mut self) -> Option<(TokenKind, usize)> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (kind, len) = match self.short(rest) {
            Some(token) => token,
            None => {
                let rest = self.text.get(self.at..)?;
                let Token { kind, len } = tokenize(rest, FrontmatterAllowed::No).next()?;
                (kind, len as usize)
            }
        };
        self.at += len;
        Some((kind, len))
    }
}

const SPACE: u8 = 1;
const WORD: u8 = 2;

/// What each byte is, looked up: this is asked of every byte of a text.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let is = byte as u8;
        classes[byte] = match is {
            b' ' | b'\t'..=b'\r' => SPACE,
            b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => WORD,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// How many bytes at the beginning are of a class.
fn run(text: &[u8], of: u8) -> usize {
    let end = text.iter().position(|byte| class(*byte) != of);
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};

    use super::Lexer;

    /// Kinds and lengths, runs of white space in one.
    fn joined(tokens: impl Iterator<Item = (TokenKind, usize)>) -> Vec<(TokenKind, usize)> {
        let mut joined: Vec<(TokenKind, usize)> = Vec::new();
        for (kind, len) in tokens {
            match joined.last_mut() {
                Some((TokenKind::Whitespace, all)) if kind == TokenKind::Whitespace => *all += len,
                _ => joined.push((kind, len)),
            }
        }
        joined
    }

    #[test]
    fn tokens_are_those_of_the_compiler() {
        let texts = [
            "",
            "a b_1 _ __ r#fn r#\"x\"# b\"y\" br#\"z\"# c\"\" b'a' k#x f\"oo\" foo'a' x#y",
            "größe naïve x\u{a0}y a\u{2028} \u{2029}b \t\r\n\u{b}\u{c} ;,.(){}[]@#~?:$=!<>-&|+*/^%",
            "'a 'b' '\\n' 'r#a 1 1.0 1e3 0x_f 1..2 a.0.1 #\"x\"# ## \"a\\\"\" // c\n/* /* */ */ ///d\n",
            "\u{1f600} a\u{1f600} \0 \\ `x` \u{200d} a\u{301}",
            "a\"b",
            "/* a",
            "--- a\n---\n",
        ];
        let own = [include_str!("lexer.rs"), include_str!("tokens.rs")];
        for text in texts.into_iter().chain(own) {
            let theirs = tokenize(text, FrontmatterAllowed::No);
            let theirs = joined(theirs.map(|token| (token.kind, token.len as usize)));
            assert_eq!(joined(Lexer::new(text)), theirs, "{text}");
        }
    }
}
