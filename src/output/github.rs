//! GitHub's workflow commands: an annotation a message.

use std::io::{self, Write};

use super::{Document, Severity, text, visible};

/// Writes one command a message.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    for (message, sources) in document.messages() {
        let command = match message.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut properties = Vec::new();
        if let Some(span) = message.primary() {
            let path = document.repository.relative(sources.path(span.file));
            let (start, end) = (sources.start(span), sources.end(span));
            properties.push(("file", visible(&path).into_owned()));
            properties.push(("line", start.line.to_string()));
            properties.push(("endLine", end.line.to_string()));
            // Columns are for spans on one line only.
            if start.line == end.line {
                properties.push(("col", start.column.to_string()));
                properties.push(("endColumn", end.column.to_string()));
            }
        }
        let title = message
            .code()
            .unwrap_or_else(|| "double-connect".to_owned());
        properties.push(("title", title));
        let properties: Vec<String> = properties
            .into_iter()
            .map(|(name, value)| format!("{name}={}", property(&value)))
            .collect();
        let body = text::whole(message, sources, document.repository);
        writeln!(out, "::{command} {}::{}", properties.join(","), data(&body))?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
