//! Fingerprints: by what a finding is known again after its lines have moved, its file was renamed or its code was
//! formatted anew.
//!
//! A fingerprint is made of the lint and, for each place of the finding, of the names of the function around it and of
//! what is called there: no path, no line, no white space, no comment, no arguments, no module.

use double_connect_analysis::facts::Facts;
use double_connect_analysis::source::Span;

/// The fingerprint of a lint's finding at some places, most telling first: 32 hexadecimal digits. Two findings of one
/// shape in one function have the same one.
pub(crate) fn fingerprint(facts: &Facts, lint: &str, places: &[Span]) -> String {
    let mut hash = Fnv::default();
    hash.part(lint);
    for place in places {
        hash.part(facts.function_at(*place).map_or("", |f| &f.name));
        for word in words(facts.sources.text(*place)) {
            hash.part(word);
        }
        hash.part("");
    }
    format!("{:032x}", hash.0)
}

/// A fingerprint of texts, for what is no finding: 32 hexadecimal digits, the same everywhere and in every version.
#[must_use]
pub fn fingerprint_of_texts(texts: &[&str]) -> String {
    let mut hash = Fnv::default();
    for text in texts {
        hash.part(text);
    }
    format!("{:032x}", hash.0)
}

/// The words of a call outside its brackets, comments and module paths: `a::B::new(x).c(y)` gives `B`, `new`, `c`.
fn words(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80;
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if is_word(&bytes[at]) {
            let end = at + bytes[at..].iter().take_while(|b| is_word(b)).count();
            let word = &text[at..end];
            let in_path = text[end..].trim_start().starts_with("::");
            let module = in_path && word.starts_with(|c: char| c.is_lowercase());
            if depth == 0 && !module {
                found.push(word);
            }
            at = end;
        } else {
            match bytes[at] {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
        }
    }
    found
}

/// FNV-1a of 128 bits: short, and the same everywhere and in every version.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    /// Takes in a text and its end.
    fn part(&mut self, text: &str) {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fnv, words};

    #[test]
    fn words_outlive_formatting_and_moves() {
        let plain = words("net::Client::new(options, |e| log(e)).connect()");
        assert_eq!(plain, ["Client", "new", "connect"]);
        let formatted = "Client::new(\n    options,\n    |e| { log(e) },\n)\n// so\n.connect(\n)";
        assert_eq!(words(formatted), plain);
        assert_eq!(
            words("crate::wire::link::Client :: new(o) /* so */ . connect()"),
            plain
        );
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let hash = |bytes: &[u8]| {
            let mut hash = Fnv::default();
            for byte in bytes {
                hash.0 = (hash.0 ^ u128::from(*byte))
                    .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
            }
            hash.0
        };
        // The published test vector of the 128-bit hash of "a".
        assert_eq!(hash(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        let mut one = Fnv::default();
        one.part("a");
        assert_eq!(one.0, hash(b"a\xff"));
    }
}
