//! The text of a suppression: `double-connect: allow(lint, …) -- reason`.

use std::ops::Range;

/// The length of `double-connect`, with which the text of each comment begins.
const NAME: usize = "double-connect".len();

/// How far a suppression reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// What the comment stands at.
    Here,
    /// The file.
    File,
}

/// A suppression as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) scope: Scope,
    /// Names of lints as written, each with its bytes in the text. Never empty.
    pub(super) lints: Vec<(String, Range<usize>)>,
    /// Never empty.
    pub(super) reason: String,
}

/// Why a comment cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// One line, lower case, no full stop.
    pub(crate) text: String,
    /// Which bytes of the comment's text are wrong.
    pub(crate) range: Range<usize>,
    /// What to do.
    pub(crate) help: Option<String>,
}

const FORM: &str = "write `double-connect: allow(lint_name) -- why this is right as it is`";

fn mistake(text: impl Into<String>, range: Range<usize>) -> Mistake {
    Mistake {
        text: text.into(),
        range,
        help: Some(FORM.to_owned()),
    }
}

/// Reads the text of a comment that begins with the tool's name. `None` if it only speaks of the tool.
pub(super) fn parse(text: &str) -> Option<Result<Parsed, Mistake>> {
    let rest = text.get(NAME..)?;
    let Some(body) = rest.trim_start().strip_prefix(':') else {
        let word = rest.trim_start();
        let meant = rest.starts_with(char::is_whitespace) && word.starts_with("allow");
        let list = word.trim_start_matches(|c: char| c.is_alphabetic() || c == '-');
        return (meant && list.trim_start().starts_with('('))
            .then(|| Err(mistake("a suppression without its colon", 0..NAME)));
    };
    Some(body_of(text, text.len() - body.len()))
}

fn body_of(text: &str, start: usize) -> Result<Parsed, Mistake> {
    let skip = |at: usize| at + (text[at..].len() - text[at..].trim_start().len());
    let word_start = skip(start);
    let word_length = text[word_start..]
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(text.len() - word_start);
    let word = word_start..word_start + word_length;
    let scope = match text[word.clone()].replace('_', "-").as_str() {
        "allow" => Scope::Here,
        "allow-file" => Scope::File,
        "" => return Err(mistake("this comment asks for nothing", 0..text.len())),
        other => {
            let text = format!("a comment can `allow` a lint, not `{other}` it");
            return Err(mistake(text, word));
        }
    };
    let open = skip(word.end);
    let Some(inside) = text[open..].strip_prefix('(') else {
        return Err(mistake("this suppression names no lint", word));
    };
    let inside_start = text.len() - inside.len();
    let Some(length) = inside.find(')') else {
        return Err(mistake("the list of lints is not closed", open..text.len()));
    };
    let lints = names(text, inside_start..inside_start + length);
    if lints.is_empty() {
        return Err(mistake(
            "this suppression names no lint",
            open..inside_start + length + 1,
        ));
    }
    let after = inside_start + length + 1;
    let reason = text[after..].trim_start().strip_prefix("--").map(str::trim);
    match reason {
        Some(reason) if !reason.is_empty() => Ok(Parsed {
            scope,
            lints,
            reason: reason.to_owned(),
        }),
        _ => Err(mistake("this suppression gives no reason", 0..text.len())),
    }
}

/// The names in a list.
fn names(text: &str, list: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = list.start;
    for part in text[list].split(',') {
        let start = at + (part.len() - part.trim_start().len());
        let name = part.trim();
        if !name.is_empty() {
            found.push((name.to_owned(), start..start + name.len()));
        }
        at += part.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Scope, parse};

    #[test]
    fn the_usual_forms_are_read() {
        for (text, scope, names, reason) in [
            (
                "double-connect: allow(a_b) -- because",
                Scope::Here,
                vec!["a_b"],
                "because",
            ),
            (
                "double-connect:allow( a-b ,c_d, )--x -- y",
                Scope::Here,
                vec!["a-b", "c_d"],
                "x -- y",
            ),
            (
                "Double_Connect : allow-file (a_b) -- z",
                Scope::File,
                vec!["a_b"],
                "z",
            ),
        ] {
            let read = parse(text).and_then(Result::ok);
            let read = read.map(|parsed| {
                for (name, range) in &parsed.lints {
                    assert_eq!(text.get(range.clone()), Some(name.as_str()));
                }
                let names: Vec<_> = parsed.lints.iter().map(|(name, _)| name.clone()).collect();
                (parsed.scope, names, parsed.reason)
            });
            let names = names.into_iter().map(str::to_owned).collect();
            assert_eq!(read, Some((scope, names, reason.to_owned())), "{text}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        for (text, message, part) in [
            (
                "double-connect: allow(a_b)",
                "gives no reason",
                "double-connect: allow(a_b)",
            ),
            (
                "double-connect: allow(a_b) --  ",
                "gives no reason",
                "double-connect: allow(a_b) --  ",
            ),
            (
                "double-connect: allow(a_b) because",
                "gives no reason",
                "double-connect: allow(a_b) because",
            ),
            ("double-connect: allow() -- x", "names no lint", "()"),
            ("double-connect: allow a_b -- x", "names no lint", "allow"),
            ("double-connect: allow(a_b -- x", "not closed", "(a_b -- x"),
            (
                "double-connect: ignore(a_b) -- x",
                "not `ignore` it",
                "ignore",
            ),
            ("double-connect:", "asks for nothing", "double-connect:"),
            (
                "double-connect allow(a_b) -- x",
                "without its colon",
                "double-connect",
            ),
        ] {
            let mistake = parse(text).and_then(Result::err);
            let told = mistake.map(|m| (m.text, text.get(m.range).map(str::to_owned)));
            let Some((told, found)) = told else {
                panic!("no mistake in {text}");
            };
            assert!(told.contains(message), "{told}");
            assert_eq!(found.as_deref(), Some(part), "{text}");
        }
    }

    #[test]
    fn prose_is_none() {
        assert_eq!(parse("double-connect finds this"), None);
        assert_eq!(parse("double-connects allow(ed)"), None);
        assert_eq!(parse("double-connect allows this"), None);
    }
}
