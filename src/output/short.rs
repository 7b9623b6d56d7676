//! One line a message: `path:line:column: error[double_connect::lint]: text`.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use double_connect_analysis::source::SourceMap;

use super::{Message, visible};

/// Writes the messages.
pub(crate) fn render(
    out: &mut dyn WriteColor,
    messages: &[Message],
    sources: &SourceMap,
) -> io::Result<()> {
    for message in messages {
        if let Some(span) = message.primary() {
            let place = sources.start(span);
            let path = sources.path(span.file).display().to_string();
            write!(out, "{}:{}:{}: ", visible(&path), place.line, place.column)?;
        }
        write!(out, "{}", message.severity.name())?;
        if let Some(code) = message.code() {
            write!(out, "[{code}]")?;
        }
        writeln!(out, ": {}", visible(&message.text))?;
    }
    Ok(())
}
