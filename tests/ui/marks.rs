//! The marks in a fixture's text.
//!
//! - `//~ lint`: the lint must be reported on this line.
//! - `//~ MISSING: lint -- reason`: a real bug that is known not to be reported.
//! - `//~ WRONG: lint -- reason`: reported today, though it is no bug.
//! - `//~ EXCLUSIVE: lint`: no bug and not reported, unless the peer excludes a second connection of one container
//!   (`ui-tests/broker` looks at these); `//~ EXCLUSIVE MISSING: lint -- reason`: not reported even then, though it ought to be.
//!
//! A line may have several.

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Must be reported.
    Bug,
    /// Ought to be reported, and is known not to be.
    Missing,
    /// Is known to be reported, and ought not to be.
    Wrong,
    /// Must be reported by models that say that the peer excludes a second connection, and by no others.
    Exclusive,
    /// Ought to be reported by such models, and is known not to be.
    ExclusiveMissing,
}

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Line, from 1.
    pub(crate) line: usize,
    /// What it says.
    pub(crate) kind: Kind,
    /// Of which lint.
    pub(crate) lint: String,
}

/// A mark that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadMark {
    /// Line, from 1.
    pub(crate) line: usize,
    /// What is wrong with it.
    pub(crate) why: String,
}

/// Reads all marks of a text.
pub(crate) fn parse(text: &str) -> (Vec<Mark>, Vec<BadMark>) {
    let mut marks = Vec::new();
    let mut bad = Vec::new();
    for (index, line_text) in text.lines().enumerate() {
        let line = index + 1;
        for part in line_text.split("//~").skip(1) {
            match parse_one(part.trim()) {
                Ok((kind, lint)) => marks.push(Mark { line, kind, lint }),
                Err(why) => bad.push(BadMark { line, why }),
            }
        }
    }
    (marks, bad)
}

/// Reads what follows `//~`.
fn parse_one(part: &str) -> Result<(Kind, String), String> {
    let (kind, rest) = if let Some(rest) = part.strip_prefix("MISSING:") {
        (Kind::Missing, rest)
    } else if let Some(rest) = part.strip_prefix("WRONG:") {
        (Kind::Wrong, rest)
    } else if let Some(rest) = part.strip_prefix("EXCLUSIVE:") {
        (Kind::Exclusive, rest)
    } else if let Some(rest) = part.strip_prefix("EXCLUSIVE MISSING:") {
        (Kind::ExclusiveMissing, rest)
    } else {
        (Kind::Bug, part)
    };
    let (lint, reason) = match rest.split_once("--") {
        Some((lint, reason)) => (lint.trim(), reason.trim()),
        None => (rest.trim(), ""),
    };
    if !is_lint(lint) {
        return Err(format!("`{lint}` is no lint's name"));
    }
    match kind {
        Kind::Bug | Kind::Exclusive if !reason.is_empty() => {
            Err("only MISSING and WRONG have a reason".to_owned())
        }
        Kind::Missing | Kind::Wrong | Kind::ExclusiveMissing if reason.is_empty() => {
            Err("MISSING and WRONG need a reason: `-- because`".to_owned())
        }
        _ => Ok((kind, lint.to_owned())),
    }
}

/// Whether a word can be a lint's name.
pub(crate) fn is_lint(word: &str) -> bool {
    word.contains('_')
        && word.starts_with(|first: char| first.is_ascii_lowercase())
        && word
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::{Kind, parse};

    /// `line kind lint` of each mark, and the line of each bad one.
    fn read(text: &str) -> (Vec<(usize, Kind, String)>, Vec<usize>) {
        let (marks, bad) = parse(text);
        (
            marks
                .into_iter()
                .map(|mark| (mark.line, mark.kind, mark.lint))
                .collect(),
            bad.into_iter().map(|mark| mark.line).collect(),
        )
    }

    #[test]
    fn reads_each_kind() {
        let text = "a\nb(); //~ kept_while_open\nc(); //~ MISSING: two_words -- why not\n//~ WRONG: x_y -- so\n//~ EXCLUSIVE: z_z\n";
        let (marks, bad) = read(text);
        assert_eq!(
            marks,
            [
                (2, Kind::Bug, "kept_while_open".to_owned()),
                (3, Kind::Missing, "two_words".to_owned()),
                (4, Kind::Wrong, "x_y".to_owned()),
                (5, Kind::Exclusive, "z_z".to_owned()),
            ]
        );
        assert!(bad.is_empty());
    }

    #[test]
    fn reads_several_on_a_line() {
        let (marks, bad) =
            read("f(); //~ one_lint //~ MISSING: other_lint -- because //~ third_lint\n");
        let lints: Vec<&str> = marks.iter().map(|mark| mark.2.as_str()).collect();
        assert_eq!(lints, ["one_lint", "other_lint", "third_lint"]);
        assert!(bad.is_empty());
    }

    #[test]
    fn refuses_what_says_nothing() {
        assert_eq!(
            read("//~\n//~ NotALint\n//~ MISSING: a_b\n//~ a_b -- reason\n").1,
            [1, 2, 3, 4]
        );
    }

    #[test]
    fn ordinary_comments_are_no_marks() {
        assert_eq!(read("// ~ a_b\n//! a_b\n/// ~a_b\n"), (vec![], vec![]));
    }
}
