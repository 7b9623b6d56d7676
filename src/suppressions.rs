//! `--list-suppressions`: every suppression with its reason, on stdout.

use std::io::{self, Write};

use double_connect_analysis::source::SourceMap;
use double_connect_lints::{Entry, Suppression};
use serde_json::json;

use crate::output::visible;

/// Writes one line a suppression: as text, or as JSON.
pub(crate) fn write(
    out: &mut dyn Write,
    suppressions: &[Suppression],
    sources: &SourceMap,
    as_json: bool,
) -> io::Result<()> {
    for suppression in suppressions {
        if as_json {
            let line = as_value(suppression, sources);
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}", visible(&as_text(suppression, sources)))?;
        }
    }
    Ok(())
}

/// `path:line:column: allow(lint, …) -- reason (2 findings)`.
fn as_text(suppression: &Suppression, sources: &SourceMap) -> String {
    let place = sources.start(suppression.span);
    let path = sources.path(suppression.span.file).display();
    let names: Vec<&str> = suppression.entries.iter().map(|e| e.lint).collect();
    let uses: usize = suppression.entries.iter().map(|e| e.uses).sum();
    let used = match uses {
        0 if !suppression.is_read => "not read".to_owned(),
        0 => "unused".to_owned(),
        1 => "1 finding".to_owned(),
        _ => format!("{uses} findings"),
    };
    format!(
        "{path}:{}:{}: {}({}) -- {} ({used})",
        place.line,
        place.column,
        action(suppression),
        names.join(", "),
        suppression.reason
    )
}

fn as_value(suppression: &Suppression, sources: &SourceMap) -> serde_json::Value {
    let place = sources.start(suppression.span);
    let lint = |entry: &Entry| json!({ "lint": entry.lint, "findings": entry.uses });
    json!({
        "reason": "suppression",
        "file_name": sources.path(suppression.span.file).display().to_string(),
        "line": place.line,
        "column": place.column,
        "action": action(suppression),
        "lints": suppression.entries.iter().map(lint).collect::<Vec<_>>(),
        "justification": suppression.reason,
        "read": suppression.is_read,
    })
}

fn action(suppression: &Suppression) -> &'static str {
    if suppression.whole_file {
        "allow-file"
    } else {
        "allow"
    }
}
