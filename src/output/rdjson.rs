//! Reviewdog's diagnostic format: one JSON object.

use std::io::{self, Write};

use double_connect_analysis::source::{SourceMap, Span};
use serde_json::{Value, json};

use super::{Document, Message, Severity, help_uri, text};

/// Writes the object.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    let diagnostics: Vec<Value> = document
        .messages()
        .map(|(message, sources)| diagnostic(message, sources, document))
        .collect();
    let whole = json!({
        "source": { "name": "cargo double-connect", "url": env!("CARGO_PKG_REPOSITORY") },
        "diagnostics": diagnostics,
    });
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

fn diagnostic(message: &Message, sources: &SourceMap, document: &Document<'_>) -> Value {
    let location = |span: Span| {
        json!({
            "path": document.repository.relative(sources.path(span.file)),
            "range": range(span, sources),
        })
    };
    let mut value = json!({
        "message": text::whole(message, sources, document.repository),
        "severity": match message.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
        },
    });
    value["location"] = match message.primary() {
        Some(span) => location(span),
        None => json!({ "path": document.repository.relative("Cargo.toml".as_ref()) }),
    };
    if let (Some(code), Some(lint)) = (message.code(), message.lint) {
        value["code"] = json!({ "value": code, "url": help_uri(lint) });
    }
    let told = message
        .story()
        .into_iter()
        .filter(|label| Some(label.span) != message.primary());
    let related: Vec<Value> = told
        .map(|label| json!({ "message": label.message, "location": location(label.span) }))
        .collect();
    if !related.is_empty() {
        value["related_locations"] = Value::Array(related);
    }
    let edits = message.suggestions.iter().flat_map(|s| &s.edits);
    let suggestions: Vec<Value> = edits
        .map(|(span, text)| json!({ "range": range(*span, sources), "text": text }))
        .collect();
    if !suggestions.is_empty() {
        value["suggestions"] = Value::Array(suggestions);
    }
    value
}

/// Lines and columns from 1; a column counts bytes.
fn range(span: Span, sources: &SourceMap) -> Value {
    let file = sources.file(span.file);
    let place = |offset: u32| {
        let line = file.line_column(offset).line;
        let start = file.line_start(line).unwrap_or(0);
        json!({ "line": line, "column": offset.saturating_sub(start) + 1 })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}
