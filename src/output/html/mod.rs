//! One page a report: source, spans and timelines. It needs no script and nothing from elsewhere, and can be printed.

mod lanes;
mod source;

use std::io::{self, Write};

use super::shown::visible_lines;
use super::{Document, Message, Severity, help_uri, text};

/// The page's looks, light and dark.
const STYLE: &str = include_str!("style.css");

/// Writes the page.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    let title = "cargo double-connect";
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    )?;
    if let Some((severity, text)) = document.end.and_then(|end| end.summary.as_ref()) {
        let class = severity.map_or("clean", Severity::name);
        writeln!(out, "<p class=\"summary {class}\">{}</p>", escape(text))?;
    }
    contents(out, document)?;
    writeln!(out, "</header>\n<main>")?;
    for (number, (message, sources)) in document.messages().enumerate() {
        writeln!(
            out,
            "<article id=\"finding-{}\" class=\"{}\">",
            number + 1,
            message.severity.name()
        )?;
        head(out, message)?;
        lanes::write(out, message, sources, document.repository, number + 1)?;
        source::write(out, message, sources, document.repository, number + 1)?;
        tail(out, message)?;
        writeln!(out, "</article>")?;
    }
    writeln!(
        out,
        "</main>\n<footer>{title} {} &#183; <a href=\"{repository}\">{repository}</a></footer>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION"),
        repository = env!("CARGO_PKG_REPOSITORY"),
    )
}

/// The list of all messages.
fn contents(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    writeln!(out, "<nav aria-label=\"Findings\">\n<ol>")?;
    for (number, (message, sources)) in document.messages().enumerate() {
        let place = message.primary().map(|span| {
            let path = document.repository.relative(sources.path(span.file));
            format!("{path}:{}", sources.start(span).line)
        });
        writeln!(
            out,
            "<li class=\"{}\"><a href=\"#finding-{}\">{}</a> <code>{}</code></li>",
            message.severity.name(),
            number + 1,
            escape_code(&message.text),
            escape(&place.unwrap_or_default()),
        )?;
    }
    writeln!(out, "</ol>\n</nav>")
}

fn head(out: &mut dyn Write, message: &Message) -> io::Result<()> {
    let severity = message.severity.name();
    write!(out, "<h2><span class=\"severity\">{severity}</span> ")?;
    if let (Some(code), Some(lint)) = (message.code(), message.lint) {
        let uri = help_uri(lint);
        write!(out, "<a class=\"code\" href=\"{uri}\">{code}</a> ")?;
    }
    writeln!(out, "{}</h2>", escape_code(&message.text))
}

/// Notes, help, and by what the finding is known again.
fn tail(out: &mut dyn Write, message: &Message) -> io::Result<()> {
    writeln!(out, "<dl>")?;
    for note in &message.notes {
        writeln!(out, "<dt>note</dt><dd>{}</dd>", escape_code(note))?;
    }
    for help in text::helps(message) {
        writeln!(out, "<dt>help</dt><dd>{}</dd>", escape_code(help))?;
    }
    if !message.fingerprint.is_empty() {
        let (fingerprint, ordinal) = (&message.fingerprint, message.ordinal);
        writeln!(
            out,
            "<dt>finding</dt><dd class=\"fingerprint\">{fingerprint}:{ordinal}</dd>"
        )?;
    }
    writeln!(out, "</dl>")
}

/// Text between tags or in an attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible_lines(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The same, with what stands in backticks as code.
fn escape_code(text: &str) -> String {
    let parts: Vec<String> = text.split('`').map(escape).collect();
    // An odd number of parts is an even number of backticks: they come in pairs.
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            if index % 2 == 1 {
                format!("<code>{part}</code>")
            } else {
                part.clone()
            }
        })
        .collect()
}
