//! GitLab's code quality report: an array of issues.

use std::io::{self, Write};
use std::path::Path;

use double_connect_lints::fingerprint_of_texts;
use serde::Serialize;

use super::{Document, Message, Severity, text};

#[derive(Serialize)]
struct Issue {
    #[serde(rename = "type")]
    kind: &'static str,
    check_name: String,
    description: String,
    content: Content,
    categories: [&'static str; 1],
    severity: &'static str,
    fingerprint: String,
    location: Location,
}

#[derive(Serialize)]
struct Content {
    body: String,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

/// 1-based.
#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the array.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    let issues: Vec<Issue> = document
        .messages()
        .map(|(message, sources)| {
            let location = match message.primary() {
                Some(span) => Location {
                    path: document.repository.relative(sources.path(span.file)),
                    lines: Lines {
                        begin: sources.start(span).line,
                        end: sources.end(span).line,
                    },
                },
                // An issue must have a place.
                None => Location {
                    path: document.repository.relative(Path::new("Cargo.toml")),
                    lines: Lines { begin: 1, end: 1 },
                },
            };
            Issue {
                kind: "issue",
                check_name: message
                    .code()
                    .unwrap_or_else(|| "double_connect".to_owned()),
                description: text::headline(message),
                content: Content {
                    body: text::body(message, sources, document.repository),
                },
                categories: ["Bug Risk"],
                severity: severity(message),
                fingerprint: fingerprint(message, &location),
                location,
            }
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn severity(message: &Message) -> &'static str {
    match (message.severity, message.lint) {
        (Severity::Error, Some(_)) => "major",
        (Severity::Error, None) => "blocker",
        (Severity::Warning, Some(_)) => "minor",
        (Severity::Warning, None) => "info",
    }
}

/// No two issues of a report may have the same one.
fn fingerprint(message: &Message, location: &Location) -> String {
    if message.fingerprint.is_empty() {
        let line = location.lines.begin.to_string();
        fingerprint_of_texts(&[&message.text, &location.path, &line])
    } else {
        fingerprint_of_texts(&[&message.fingerprint, &message.ordinal.to_string()])
    }
}
