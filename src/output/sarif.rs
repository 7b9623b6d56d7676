//! SARIF 2.1.0, for code scanning.

use std::io::{self, Write};

use double_connect_analysis::source::{SourceMap, Span};
use double_connect_lints::diagnostic::Applicability;
use double_connect_lints::{Label, Level, Lint, Suggestion};
use serde_json::{Value, json};

use super::shown::{LONGEST_LINE, visible_lines};
use super::{Document, Message, Severity, help_uri, text};
use crate::pipeline;

/// To what relative references are relative.
const ROOT: &str = "%SRCROOT%";

/// Writes the log: one run.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    let lints = pipeline::lints();
    let findings = document.messages().filter(|(m, _)| m.lint.is_some());
    let results: Vec<Value> = findings
        .map(|(message, sources)| result(message, sources, document, lints))
        .collect();
    let others = document.messages().filter(|(m, _)| m.lint.is_none());
    let notifications: Vec<Value> = others
        .map(|(message, sources)| notification(message, sources, document))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cargo-double-connect",
                "fullName": "cargo double-connect",
                "organization": "double-connect",
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": lints.iter().map(|lint| rule(lint)).collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": document.end.is_some_and(|end| end.complete),
                "toolExecutionNotifications": notifications,
            }],
            "originalUriBaseIds": {
                ROOT: { "description": { "text": "The root of the repository." } },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(lint: &Lint) -> Value {
    let camel: String = lint
        .name
        .split('_')
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        })
        .collect();
    let says = lint.explanation.split("## What it does").nth(1);
    let says = says
        .and_then(|rest| rest.split("\n##").next())
        .unwrap_or(lint.summary);
    let says: Vec<&str> = says.split_whitespace().collect();
    let mut summary = lint.summary.to_owned();
    if let Some(first) = summary.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let level = match lint.level {
        Level::Allow => "none",
        Level::Warn => "warning",
        Level::Deny => "error",
    };
    json!({
        "id": format!("double_connect::{}", lint.name),
        "name": camel,
        "shortDescription": { "text": format!("{summary}.") },
        "fullDescription": { "text": says.join(" ") },
        "help": { "text": lint.explanation, "markdown": lint.explanation },
        "helpUri": help_uri(lint.name),
        "defaultConfiguration": { "level": level },
        "properties": {
            "precision": "very-high",
            "problem.severity": if lint.level == Level::Deny { "error" } else { "warning" },
            "tags": ["correctness", "iot", "mqtt"],
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(
    message: &Message,
    sources: &SourceMap,
    document: &Document<'_>,
    lints: &[&Lint],
) -> Value {
    let story = message.story();
    let primary = message.primary();
    let mut value = json!({
        "ruleId": message.code(),
        "level": level(message.severity),
        "message": { "text": sentence(message) },
        "partialFingerprints": {
            // The one by which GitHub knows alerts again, and the name under which others find it.
            "primaryLocationLineHash": format!("{}:{}", message.fingerprint, message.ordinal),
            "doubleConnect/v1": format!("{}:{}", message.fingerprint, message.ordinal),
        },
    });
    if let Some(index) = lints
        .iter()
        .position(|lint| Some(lint.name) == message.lint)
    {
        value["ruleIndex"] = json!(index);
    }
    let place = |span: Span| physical(span, sources, document);
    value["locations"] = primary
        .into_iter()
        .map(|span| json!({ "physicalLocation": place(span) }))
        .collect();
    let others = message
        .labels
        .iter()
        .filter(|label| Some(label.span) != primary);
    let located = |label: &Label| {
        json!({
            "physicalLocation": place(label.span),
            "message": { "text": visible_lines(&label.message) },
        })
    };
    value["relatedLocations"] = others
        .enumerate()
        .map(|(index, label)| {
            let mut location = located(label);
            location["id"] = json!(index + 1);
            location
        })
        .collect();
    if story.len() > 1 {
        let steps = story.iter().enumerate().map(|(index, label)| {
            json!({
                "executionOrder": index + 1,
                "importance": if Some(label.span) == primary { "essential" } else { "important" },
                "location": located(label),
            })
        });
        let flow = json!({ "locations": steps.collect::<Vec<_>>() });
        value["codeFlows"] = json!([{
            "message": { "text": "How the second connection comes to open while the first one is open." },
            "threadFlows": [flow],
        }]);
    }
    let fixes: Vec<Value> = message
        .suggestions
        .iter()
        .map(|suggestion| fix(suggestion, sources, document))
        .collect();
    if !fixes.is_empty() {
        value["fixes"] = Value::Array(fixes);
    }
    value
}

/// Headline, notes and help as sentences.
fn sentence(message: &Message) -> String {
    let capital = |text: &str| {
        let mut text = visible_lines(text);
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        format!("{}.", text.trim_end_matches('.'))
    };
    let parts = [&message.text].into_iter().chain(&message.notes);
    let parts = parts.map(|text| capital(text));
    let help = text::helps(message).map(|text| format!("Help: {}.", visible_lines(text)));
    parts.chain(help).collect::<Vec<_>>().join("\n\n")
}

fn notification(message: &Message, sources: &SourceMap, document: &Document<'_>) -> Value {
    let mut value = json!({
        "level": level(message.severity),
        "message": { "text": text::whole(message, sources, document.repository) },
    });
    if let Some(span) = message.primary() {
        value["locations"] = json!([{ "physicalLocation": physical(span, sources, document) }]);
    }
    value
}

fn physical(span: Span, sources: &SourceMap, document: &Document<'_>) -> Value {
    let mut region = region(span, sources);
    let text = sources.text(span);
    if text.len() <= LONGEST_LINE && !text.is_empty() {
        region["snippet"] = json!({ "text": text });
    }
    json!({ "artifactLocation": artifact(span, sources, document), "region": region })
}

fn artifact(span: Span, sources: &SourceMap, document: &Document<'_>) -> Value {
    let uri = document.repository.uri(sources.path(span.file));
    if uri.starts_with("file:") {
        json!({ "uri": uri })
    } else {
        json!({ "uri": uri, "uriBaseId": ROOT })
    }
}

/// Lines and columns from 1; columns count characters, and the end is exclusive.
fn region(span: Span, sources: &SourceMap) -> Value {
    let (start, end) = (sources.start(span), sources.end(span));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn fix(suggestion: &Suggestion, sources: &SourceMap, document: &Document<'_>) -> Value {
    let changes = suggestion.edits.iter().map(|(span, text)| {
        json!({
            "artifactLocation": artifact(*span, sources, document),
            "replacements": [{
                "deletedRegion": region(*span, sources),
                "insertedContent": { "text": text },
            }],
        })
    });
    let certain = suggestion.applicability == Applicability::MachineApplicable;
    let note = if certain {
        ""
    } else {
        " (look at it before it is applied)"
    };
    json!({
        "description": { "text": format!("{}{note}.", suggestion.message) },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}
