//! The three formats over one message.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use codespan_reporting::term::termcolor::NoColor;
use double_connect_analysis::source::{SourceFile, SourceMap, Span};
use double_connect_lints::{Label, LabelKind};

use super::{Message, Severity, human, json, short};

/// A file whose second line has a tab, a wide character and an escape, and ends like those of other systems.
const TEXT: &str =
    "fn main() {\r\n\tlet 中 = \"\u{1b}[31m\"; connect(id);\r\n    connect(id);\r\n}\r\n";

fn message(sources: &mut SourceMap) -> Message {
    let file = sources.add(SourceFile::new("src/a\u{1b}b.rs".into(), TEXT.to_owned()));
    let mut places = TEXT.match_indices("connect(id)").map(|(at, found)| Span {
        file,
        start: at as u32,
        end: (at + found.len()) as u32,
    });
    let (first, second) = (places.next().unwrap(), places.next().unwrap());
    let mut message = Message::new(Severity::Error, "connects while open")
        .note("the service\nends the first")
        .help("close");
    message.lint = Some("connect_while_open");
    message.labels = vec![
        Label {
            span: second,
            message: "second connect".to_owned(),
            kind: LabelKind::Primary,
        },
        Label {
            span: first,
            message: "first connect".to_owned(),
            kind: LabelKind::Secondary,
        },
    ];
    message
}

#[test]
fn human_looks_like_rustc_and_shows_no_escape() {
    let mut sources = SourceMap::default();
    let message = message(&mut sources);
    let mut out = NoColor::new(Vec::new());
    human::render(&mut out, &[message], &sources).unwrap();
    let text = String::from_utf8(out.into_inner()).unwrap();
    let expected = "\
error[double_connect::connect_while_open]: connects while open
  --> src/a\u{241b}b.rs:3:5
  |
2 |     let 中 = \"\u{241b}[31m\"; connect(id);
  |                       ----------- first connect
3 |     connect(id);
  |     ^^^^^^^^^^^ second connect
  |
  = note: the service
          ends the first
  = help: close

";
    assert_eq!(text, expected);
}

#[test]
fn lines_of_megabytes_are_not_shown() {
    let mut sources = SourceMap::default();
    let file = sources.add(SourceFile::new(
        "a.rs".into(),
        format!("{}\nconnect()", "x ".repeat(1 << 19)),
    ));
    let span = Span {
        file,
        start: 10,
        end: 11,
    };
    let message = Message::new(Severity::Warning, "far out").at(Some(span));
    assert_eq!(
        human::plain(&message, &sources),
        "warning: far out\n = at a.rs:1:11\n\n"
    );
    let mut out = Vec::new();
    json::render(&mut out, &[message], &sources, |_| json::Origin::default()).unwrap();
    assert!(out.len() < 2000);
}

#[test]
fn short_is_one_line() {
    let mut sources = SourceMap::default();
    let message = message(&mut sources);
    let mut out = NoColor::new(Vec::new());
    short::render(&mut out, &[message], &sources).unwrap();
    let text = String::from_utf8(out.into_inner()).unwrap();
    assert_eq!(
        text,
        "src/a\u{241b}b.rs:3:5: error[double_connect::connect_while_open]: connects while open\n"
    );
}

#[test]
fn json_is_what_cargo_prints() {
    let mut sources = SourceMap::default();
    let message = message(&mut sources);
    let mut out = Vec::new();
    json::render(&mut out, &[message], &sources, |_| json::Origin::default()).unwrap();
    let line = String::from_utf8(out).unwrap();
    assert_eq!(line.matches('\n').count(), 1);
    assert!(!line.contains('\u{1b}'));
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["reason"], "compiler-message");
    let message = &value["message"];
    assert_eq!(message["$message_type"], "diagnostic");
    assert_eq!(
        message["code"]["code"],
        "double_connect::connect_while_open"
    );
    assert_eq!(message["level"], "error");
    let first = &message["spans"][1];
    assert_eq!(first["is_primary"], false);
    assert_eq!(first["line_start"], 2);
    assert_eq!(first["label"], "first connect");
    assert_eq!(first["text"][0]["highlight_start"], first["column_start"]);
    let (start, end) = (
        first["byte_start"].as_u64().unwrap(),
        first["byte_end"].as_u64().unwrap(),
    );
    assert_eq!(TEXT.get(start as usize..end as usize), Some("connect(id)"));
    assert_eq!(message["children"][0]["level"], "note");
    assert_eq!(message["children"][1]["message"], "close");
    assert!(
        message["rendered"]
            .as_str()
            .unwrap()
            .starts_with("error[double_connect::connect_while_open]")
    );
}
