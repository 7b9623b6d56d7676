//! Every format over one message.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use clap::ValueEnum;
use codespan_reporting::term::termcolor::NoColor;
use double_connect_analysis::source::{SourceFile, SourceMap, Span};
use double_connect_lints::{Label, LabelKind, Step};

use super::{Document, End, Entry, Message, Origin, Repository, Section, Severity, format, human};
use crate::args::MessageFormat;

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
    message.fingerprint = "f00".to_owned();
    message.labels = vec![
        Label {
            span: second,
            message: "second connect".to_owned(),
            kind: LabelKind::Primary,
            step: Step::SecondOpens,
        },
        Label {
            span: first,
            message: "first connect".to_owned(),
            kind: LabelKind::Secondary,
            step: Step::FirstOpens,
        },
    ];
    message
}

/// A whole report of one message.
fn rendered(format: MessageFormat, message: Message, sources: SourceMap) -> String {
    let section = Section {
        sources,
        entries: vec![Entry {
            message,
            origin: Origin::default(),
        }],
    };
    let end = End {
        success: false,
        complete: true,
        summary: None,
    };
    let document = Document {
        sections: &[section],
        repository: &Repository::default(),
        links: false,
        end: Some(&end),
    };
    let mut out = NoColor::new(Vec::new());
    format::write(format, &mut out, &document).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

/// The report in a format of the usual message.
fn report(format: MessageFormat) -> String {
    let mut sources = SourceMap::default();
    let message = message(&mut sources);
    rendered(format, message, sources)
}

fn json_report(format: MessageFormat) -> serde_json::Value {
    serde_json::from_str(&report(format)).unwrap()
}

#[test]
fn no_format_loses_a_finding_or_lets_a_control_through() {
    for format in MessageFormat::value_variants() {
        let text = report(*format);
        for part in ["connect_while_open", "connects while open"] {
            assert!(
                text.to_lowercase().contains(part),
                "{format:?}: {part} is not in {text}"
            );
        }
        assert!(!text.contains('\u{1b}'), "{format:?}: {text}");
    }
}

#[test]
fn human_looks_like_rustc_and_shows_no_escape() {
    let text = report(MessageFormat::Human);
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
    for format in MessageFormat::value_variants() {
        let text = rendered(*format, message.clone(), sources.clone());
        // SARIF has the rules' pages besides, and a page its looks.
        let most = match format {
            MessageFormat::Sarif => 90_000,
            MessageFormat::Html => 10_000,
            _ => 2_000,
        };
        assert!(text.len() < most, "{format:?}");
    }
}

#[test]
fn short_is_one_line() {
    let text = report(MessageFormat::Short);
    assert_eq!(
        text,
        "src/a\u{241b}b.rs:3:5: error[double_connect::connect_while_open]: connects while open\n"
    );
}

#[test]
fn json_is_what_cargo_prints() {
    let text = report(MessageFormat::Json);
    let (line, end) = text.split_once('\n').unwrap();
    assert_eq!(end, "{\"reason\":\"build-finished\",\"success\":false}\n");
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
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

#[test]
fn sarif_has_rules_places_the_story_and_fingerprints() {
    let value = json_report(MessageFormat::Sarif);
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    let result = &run["results"][0];
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], result["ruleId"]);
    assert!(
        rule["help"]["markdown"]
            .as_str()
            .unwrap()
            .contains("## Use instead")
    );
    assert_eq!(
        run["tool"]["driver"]["rules"].as_array().unwrap().len(),
        crate::pipeline::lints().len()
    );
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&3.into(), &5.into())
    );
    assert_eq!(
        (&region["endLine"], &region["endColumn"]),
        (&3.into(), &16.into())
    );
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "src/a%1Bb.rs"
    );
    let flow = result["codeFlows"][0]["threadFlows"][0]["locations"]
        .as_array()
        .unwrap();
    let told: Vec<_> = flow
        .iter()
        .map(|step| step["location"]["message"]["text"].as_str())
        .collect();
    assert_eq!(told, [Some("first connect"), Some("second connect")]);
    assert_eq!(
        result["partialFingerprints"]["primaryLocationLineHash"],
        "f00:1"
    );
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn github_commands_are_one_escaped_line() {
    assert_eq!(
        report(MessageFormat::Github),
        "::error file=src/a\u{241b}b.rs,line=3,endLine=3,col=5,endColumn=16,title=double_connect%3A%3Aconnect_while_open\
         ::connects while open%0Asrc/a\u{241b}b.rs:2: first connect%0Asrc/a\u{241b}b.rs:3: second connect%0Anote: the \
         service%0Aends the first%0Ahelp: close\n"
    );
}

#[test]
fn gitlab_issues_have_what_the_widget_needs() {
    let issue = &json_report(MessageFormat::Gitlab)[0];
    assert_eq!(issue["description"], "connects while open");
    assert_eq!(issue["check_name"], "double_connect::connect_while_open");
    assert_eq!(issue["severity"], "major");
    assert_eq!(issue["location"]["lines"]["begin"], 3);
    assert_eq!(issue["fingerprint"].as_str().unwrap().len(), 32);
}

#[test]
fn junit_counts_its_cases() {
    let text = report(MessageFormat::Junit);
    assert!(
        text.contains("<testsuites name=\"double-connect\" tests=\"1\" failures=\"1\" errors=\"0\" time=\"0\">"),
        "{text}"
    );
    assert!(
        text.contains("<failure message=\"connects while open\" type="),
        "{text}"
    );
}

#[test]
fn checkstyle_is_by_file() {
    let text = report(MessageFormat::Checkstyle);
    assert!(text.contains("<file name=\"src/a\u{241b}b.rs\">\n    <error line=\"3\" column=\"5\" severity=\"error\" message=\"connects while open&#10;"), "{text}");
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let value = json_report(MessageFormat::Rdjson);
    let one = &value["diagnostics"][0];
    assert_eq!(one["severity"], "ERROR");
    assert_eq!(one["code"]["value"], "double_connect::connect_while_open");
    let first = &one["related_locations"][0]["location"]["range"]["start"];
    let column = TEXT.lines().nth(1).unwrap().find("connect").unwrap() + 1;
    assert_eq!(
        (&first["line"], &first["column"]),
        (&2.into(), &column.into())
    );
}

#[test]
fn the_page_marks_the_spans_and_escapes_the_source() {
    let text = report(MessageFormat::Html);
    assert!(
        text.contains("<mark class=\"second\">connect(id)</mark>"),
        "{text}"
    );
    assert!(
        text.contains("<mark class=\"first\">connect(id)</mark>"),
        "{text}"
    );
    assert!(text.contains("= &quot;\u{241b}[31m&quot;;"), "{text}");
    assert!(!text.contains("<script"), "{text}");
}
