//! One line a message: `path:line:column: error[double_connect::lint]: text`.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;

use super::{Document, human, visible};

/// Writes the messages; into a file the last line too.
pub(crate) fn write(out: &mut dyn WriteColor, document: &Document<'_>) -> io::Result<()> {
    for (message, sources) in document.messages() {
        if let Some(span) = message.primary() {
            let place = sources.start(span);
            let path = sources.path(span.file).display().to_string();
            // At the start of a line GitHub's runner takes `::` for a command.
            let dot = if path.starts_with("::") { "./" } else { "" };
            write!(
                out,
                "{dot}{}:{}:{}: ",
                visible(&path),
                place.line,
                place.column
            )?;
        }
        write!(out, "{}", message.severity.name())?;
        if let Some(code) = message.code() {
            write!(out, "[{code}]")?;
        }
        writeln!(out, ": {}", visible(&message.text))?;
    }
    match document.end.and_then(|end| end.summary.as_ref()) {
        Some((severity, text)) => human::summary(out, *severity, text),
        None => Ok(()),
    }
}
