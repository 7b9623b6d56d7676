//! Cargo's JSON lines: `compiler-message` with rustc's diagnostics, closed by `build-finished`.

use std::io::{self, Write};

use double_connect_analysis::source::{SourceMap, Span};
use double_connect_lints::diagnostic::Applicability;
use double_connect_lints::{LabelKind, Suggestion};
use serde::Serialize;

use super::shown::LONGEST_LINE;
use super::{Document, Entry, Message, Origin, human};

#[derive(Serialize)]
struct CompilerMessage<'a> {
    reason: &'static str,
    #[serde(flatten)]
    origin: &'a Origin,
    message: Diagnostic<'a>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    #[serde(rename = "$message_type")]
    message_type: &'static str,
    message: &'a str,
    code: Option<Code>,
    level: &'static str,
    spans: Vec<DiagnosticSpan<'a>>,
    children: Vec<Diagnostic<'a>>,
    rendered: Option<String>,
}

#[derive(Serialize)]
struct Code {
    code: String,
    explanation: Option<String>,
}

#[derive(Serialize)]
struct DiagnosticSpan<'a> {
    file_name: String,
    byte_start: u32,
    byte_end: u32,
    line_start: u32,
    line_end: u32,
    column_start: u32,
    column_end: u32,
    is_primary: bool,
    text: Vec<Line<'a>>,
    label: Option<&'a str>,
    suggested_replacement: Option<&'a str>,
    suggestion_applicability: Option<&'static str>,
    expansion: Option<()>,
}

/// A line of source with the highlighted columns, 1-based, the end exclusive.
#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    highlight_start: u32,
    highlight_end: u32,
}

/// Most lines of text that one span carries; a place needs few, and a span over a whole file must not double it.
const MOST_LINES: u32 = 40;

/// Writes one line a message, and at the end whether all is well.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    for section in document.sections {
        for Entry { message, origin } in &section.entries {
            let line = CompilerMessage {
                reason: "compiler-message",
                origin,
                message: diagnostic(message, &section.sources),
            };
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        }
    }
    if let Some(end) = document.end {
        let success = end.success;
        writeln!(out, r#"{{"reason":"build-finished","success":{success}}}"#)?;
    }
    Ok(())
}

fn diagnostic<'a>(message: &'a Message, sources: &'a SourceMap) -> Diagnostic<'a> {
    let spans = message
        .labels
        .iter()
        .map(|label| DiagnosticSpan {
            is_primary: label.kind == LabelKind::Primary,
            label: (!label.message.is_empty()).then_some(label.message.as_str()),
            ..span(label.span, sources)
        })
        .collect();
    let notes = message
        .notes
        .iter()
        .map(|text| child("note", text, Vec::new()));
    let help = message
        .help
        .iter()
        .map(|text| child("help", text, Vec::new()));
    let suggestions = message
        .suggestions
        .iter()
        .map(|s| child("help", &s.message, edits(s, sources)));
    Diagnostic {
        message_type: "diagnostic",
        message: &message.text,
        code: message.code().map(|code| Code {
            code,
            explanation: None,
        }),
        level: message.severity.name(),
        spans,
        children: notes.chain(help).chain(suggestions).collect(),
        rendered: Some(human::plain(message, sources)),
    }
}

fn child<'a>(
    level: &'static str,
    message: &'a str,
    spans: Vec<DiagnosticSpan<'a>>,
) -> Diagnostic<'a> {
    Diagnostic {
        message_type: "diagnostic",
        message,
        code: None,
        level,
        spans,
        children: Vec::new(),
        rendered: None,
    }
}

fn edits<'a>(suggestion: &'a Suggestion, sources: &'a SourceMap) -> Vec<DiagnosticSpan<'a>> {
    let applicability = match suggestion.applicability {
        Applicability::MachineApplicable => "MachineApplicable",
        Applicability::MaybeIncorrect => "MaybeIncorrect",
        Applicability::HasPlaceholders => "HasPlaceholders",
        Applicability::Unspecified => "Unspecified",
    };
    suggestion
        .edits
        .iter()
        .map(|(place, text)| DiagnosticSpan {
            is_primary: true,
            suggested_replacement: Some(text),
            suggestion_applicability: Some(applicability),
            ..span(*place, sources)
        })
        .collect()
}

fn span(span: Span, sources: &SourceMap) -> DiagnosticSpan<'_> {
    let file = sources.file(span.file);
    let (start, end) = (sources.start(span), sources.end(span));
    let last = end.line.min(start.line.saturating_add(MOST_LINES - 1));
    let text = (start.line..=last)
        .map(|line| {
            let text = file.line_text(line);
            if text.len() > LONGEST_LINE {
                return Line {
                    text: "",
                    highlight_start: 1,
                    highlight_end: 1,
                };
            }
            let width = text.chars().count() as u32;
            Line {
                text,
                highlight_start: if line == start.line { start.column } else { 1 },
                highlight_end: if line == end.line {
                    end.column
                } else {
                    width + 1
                },
            }
        })
        .collect();
    DiagnosticSpan {
        file_name: file.path.display().to_string(),
        byte_start: span.start,
        byte_end: span.end,
        line_start: start.line,
        line_end: end.line,
        column_start: start.column,
        column_end: end.column,
        is_primary: false,
        text,
        label: None,
        suggested_replacement: None,
        suggestion_applicability: None,
        expansion: None,
    }
}
