//! Which comments are found, and what they stand at.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::extent::Extents;
use super::tokens::Tokens;
use super::{MAX_COMMENTS, Place, in_file};
use crate::source::{FileId, SourceFile};

/// Each comment's text with what it stands at.
fn found(text: &str) -> Vec<(String, Place, String)> {
    let file = SourceFile::new("a.rs".into(), text.to_owned());
    in_file(FileId(0), &file)
        .into_iter()
        .map(|(comment, _)| {
            let range = comment.governs[0];
            let at = text[range.start as usize..range.end as usize].to_owned();
            let start = comment.text_start as usize;
            assert_eq!(
                text.get(start..start + comment.text.len()),
                Some(comment.text.as_str())
            );
            (comment.text, comment.place, at)
        })
        .collect()
}

/// What the only comment of a text stands at.
fn governed(text: &str) -> (Place, String) {
    let mut found = found(text);
    assert_eq!(found.len(), 1, "{found:?}");
    let (_, place, at) = found.remove(0);
    (place, at)
}

#[test]
fn strings_documentation_and_other_comments_are_none() {
    let text = "//! double-connect: a\n/// double-connect: b\n/** double-connect: c */\nfn f() {\n    \
                let s = \"// double-connect: d\";\n    let r = r#\"\n// double-connect: e\n\"#;\n    \
                m!(\"\\\" // double-connect: f\");\n    // see double-connect: g\n    let c = '\"'; // x\n}\n";
    assert_eq!(found(text), []);
}

#[test]
fn line_and_block_comments_are_found_once() {
    let texts: Vec<String> = found(
        "//double-connect: a\n/* double-connect: b */ /* /* double-connect: no */ */\nfn f() {} // Double_Connect c\n",
    )
    .into_iter()
    .map(|(text, ..)| text)
    .collect();
    assert_eq!(
        texts,
        ["double-connect: a", "double-connect: b", "Double_Connect c"]
    );
}

#[test]
fn a_comment_stands_at_what_begins_below() {
    let cases = [
        (
            "fn f() {\n  // double-connect:\n  let a: M<A, B> = b\n    .c(d, e)?;\n  g();\n}",
            "let a: M<A, B> = b\n    .c(d, e)?;",
        ),
        (
            "fn f() {\n  // double-connect:\n  // more\n  if a { b } else { c }\n  g();\n}",
            "if a { b } else { c }",
        ),
        (
            "fn f() {\n  // double-connect:\n  match a { B { c } => d, _ => e }\n  *g = h;\n}",
            "match a { B { c } => d, _ => e }",
        ),
        (
            "fn f() { match a {\n  // double-connect:\n  B(c) => { d }\n  _ => e\n} }",
            "B(c) => { d }",
        ),
        (
            "// double-connect:\n#[test]\n/// text\nfn f<A, B>() {}\nfn g() {}",
            "#[test]\n/// text\nfn f<A, B>() {}",
        ),
        (
            "#[test]\n// double-connect:\n/// text\nfn f() {}\nfn g() {}",
            "#[test]\n// double-connect:\n/// text\nfn f() {}",
        ),
        (
            "/// text\n// double-connect:\npub fn f() {}\nfn g() {}",
            "/// text\n// double-connect:\npub fn f() {}",
        ),
        (
            "// double-connect:\nimpl<A, B> C for D { fn e() {} }\nfn g() {}",
            "impl<A, B> C for D { fn e() {} }",
        ),
        (
            "fn f() { select! {\n  // double-connect:\n  a = b() => { c }\n  _ = d() => e,\n} }",
            "a = b() => { c }",
        ),
        (
            "fn f() { g(\n  // double-connect:\n  |a, b| c(a),\n  d) }",
            "|a, b| c(a),",
        ),
        (
            "// double-connect:\nmod m { fn f() {} }\nfn g() {}",
            "mod m { fn f() {} }",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            governed(text),
            (Place::Thing, expected.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn a_comment_at_the_end_of_a_line_stands_at_that_line_or_statement() {
    let (place, at) = governed("fn f() {\n  let a = b\n    .c()?; // double-connect:\n  g();\n}");
    assert_eq!(
        (place, at.as_str()),
        (Place::Thing, "let a = b\n    .c()?;")
    );
    let (place, at) =
        governed("fn f() {\n  let a = b\n    .c()  // double-connect:\n    .d();\n  g();\n}");
    assert_eq!(
        (place, at.as_str()),
        (Place::Line, "    .c()  // double-connect:")
    );
}

#[test]
fn inside_an_expression_it_is_the_next_line() {
    let (place, at) = governed("fn f() {\n  a\n    // double-connect:\n\n    .b()\n    .c();\n}");
    assert_eq!((place, at.as_str()), (Place::Line, "    .b()"));
}

#[test]
fn with_nothing_below_it_stands_at_nothing() {
    assert_eq!(
        governed("fn f() {\n  a();\n  // double-connect:\n}").0,
        Place::Nothing
    );
    assert_eq!(
        governed("fn f() {}\n// double-connect:\n").0,
        Place::Nothing
    );
}

#[test]
fn the_top_of_a_file_is_before_the_first_item() {
    let text = "#!/usr/bin/env x\n//! text\n#![allow(unused)]\n// double-connect: a\nuse b;\n// double-connect: c\nfn f() {}";
    let file = SourceFile::new("a.rs".into(), text.to_owned());
    let tops: Vec<bool> = in_file(FileId(0), &file)
        .iter()
        .map(|(comment, _)| comment.at_top)
        .collect();
    assert_eq!(tops, [true, false]);
}

#[test]
fn module_declarations_are_named_from_the_file() {
    let text = "mod a { // x\n  // double-connect:\n  #[cfg(b)]\n  pub(crate) mod c;\n}";
    let file = SourceFile::new("a.rs".into(), text.to_owned());
    let (_, declared) = in_file(FileId(0), &file).remove(0);
    assert_eq!(declared, Some(vec!["a".to_owned(), "c".to_owned()]));
}

#[test]
fn there_is_an_end_to_comments() {
    let text = "// double-connect: allow(a) -- b\nf();\n".repeat(MAX_COMMENTS * 3);
    let text = format!("fn g() {{\n{text}}}\n");
    let file = SourceFile::new("a.rs".into(), text);
    assert_eq!(in_file(FileId(0), &file).len(), MAX_COMMENTS + 1);
}

/// Compares every statement, item and arm with what the tokens say of it.
struct Compare<'t> {
    extents: Extents<'t>,
    tokens: &'t Tokens,
    text: &'t str,
    count: usize,
    wrong: Vec<String>,
}

impl Compare<'_> {
    fn check(&mut self, node: &dyn quote::ToTokens) {
        let range = node.span().byte_range();
        // A documentation comment is several tokens that start at one place; the first of them counts.
        let all: Vec<usize> = (0..self.tokens.len()).collect();
        let first = all.partition_point(|index| self.tokens.start(*index) < range.start);
        self.count += 1;
        let mut expected = range.clone();
        // A separator behind it is part of a thing and not of an expression.
        let found = self.extents.begun_by(first).unwrap_or_default();
        let rest = &self.text[range.end.min(found.end)..found.end];
        if rest.trim() == "," || rest.trim() == ";" {
            expected.end = found.end;
        }
        if found != expected {
            let shown = |range: std::ops::Range<usize>| self.text[range].to_owned();
            self.wrong.push(format!(
                "{}\n---- is by tokens\n{}",
                shown(expected),
                shown(found)
            ));
        }
    }
}

impl<'a> Visit<'a> for Compare<'_> {
    fn visit_item(&mut self, node: &'a syn::Item) {
        self.check(node);
        visit::visit_item(self, node);
    }
    fn visit_impl_item(&mut self, node: &'a syn::ImplItem) {
        self.check(node);
        visit::visit_impl_item(self, node);
    }
    fn visit_stmt(&mut self, node: &'a syn::Stmt) {
        self.check(node);
        visit::visit_stmt(self, node);
    }
    fn visit_arm(&mut self, node: &'a syn::Arm) {
        self.check(node);
        visit::visit_arm(self, node);
    }
}

#[test]
fn tokens_and_parser_agree_on_this_package() {
    let mut work = vec![Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()];
    let mut count = 0;
    while let Some(path) = work.pop() {
        if path.is_dir() {
            work.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let tokens = Tokens::read(&text, 0).unwrap();
        let mut compare = Compare {
            extents: Extents::new(&tokens),
            tokens: &tokens,
            text: &text,
            count: 0,
            wrong: Vec::new(),
        };
        compare.visit_file(&syn::parse_file(&text).unwrap());
        assert!(
            compare.wrong.is_empty(),
            "{}: {}",
            path.display(),
            compare.wrong.join("\n\n")
        );
        count += compare.count;
    }
    assert!(count > 5000, "{count}");
}
