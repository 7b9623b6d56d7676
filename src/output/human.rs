//! Source excerpts in the look of rustc.

use std::io;

use codespan_reporting::diagnostic::{
    Diagnostic, Label as CodeLabel, LabelStyle, Severity as CodeSeverity,
};
use codespan_reporting::files::Error;
use codespan_reporting::term::Styles;
use codespan_reporting::term::termcolor::{NoColor, WriteColor};
use codespan_reporting::term::{Chars, Config, StylesWriter, emit_to_write_style};
use double_connect_analysis::source::{FileId, SourceMap};
use double_connect_lints::LabelKind;

use super::shown::{ShownFiles, visible, visible_lines};
use super::{Document, Message, Severity, help_uri};

/// Writes the messages, a blank line after each; into a file the last line too.
pub(crate) fn write(out: &mut dyn WriteColor, document: &Document<'_>) -> io::Result<()> {
    for section in document.sections {
        let messages: Vec<&Message> = section.entries.iter().map(|e| &e.message).collect();
        render(out, &messages, &section.sources, document.links)?;
    }
    match document.end.and_then(|end| end.summary.as_ref()) {
        Some((severity, text)) => summary(out, *severity, text),
        None => Ok(()),
    }
}

fn render(
    out: &mut dyn WriteColor,
    messages: &[&Message],
    sources: &SourceMap,
    links: bool,
) -> io::Result<()> {
    let config = Config {
        chars: Chars::ascii(),
        ..Config::default()
    };
    let styles = Styles::default();
    let spans = messages.iter().flat_map(|message| {
        message.labels.iter().map(|label| label.span).chain(
            message
                .suggestions
                .iter()
                .flat_map(|s| s.edits.iter().map(|(span, _)| *span)),
        )
    });
    let files = ShownFiles::new(sources, spans);
    for message in messages {
        let diagnostic = diagnostic(message, &files, links);
        let mut writer = StylesWriter::new(&mut *out, &styles);
        emit_to_write_style(&mut writer, &config, &files, &diagnostic).map_err(
            |error| match error {
                Error::Io(error) => error,
                other => io::Error::other(other.to_string()),
            },
        )?;
    }
    Ok(())
}

/// The messages as text without colour, as `rendered` in JSON has it.
pub(super) fn plain(message: &Message, sources: &SourceMap) -> String {
    let mut out = NoColor::new(Vec::new());
    // Writing to memory fails only where a span lies outside its file; the header alone is shown then.
    if render(&mut out, &[message], sources, false).is_err() {
        return format!("{}: {}\n", message.severity.name(), visible(&message.text));
    }
    String::from_utf8_lossy(&out.into_inner()).into_owned()
}

/// The last line of a run: `error: …`, or without a severity in plain bold.
pub(crate) fn summary(
    out: &mut dyn WriteColor,
    severity: Option<Severity>,
    text: &str,
) -> io::Result<()> {
    let styles = Styles::default();
    match severity {
        Some(severity) => {
            out.set_color(match severity {
                Severity::Error => &styles.header_error,
                Severity::Warning => &styles.header_warning,
            })?;
            write!(out, "{}", severity.name())?;
            out.reset()?;
            out.set_color(&styles.header_message)?;
            write!(out, ": {}", visible(text))?;
            out.reset()?;
        }
        None => write!(out, "{}", visible(text))?,
    }
    writeln!(out)
}

/// Text that leads to a page, as terminals know it (OSC 8).
fn link(text: &str, uri: &str) -> String {
    format!("\u{1b}]8;;{uri}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

fn diagnostic(message: &Message, files: &ShownFiles, links: bool) -> Diagnostic<FileId> {
    let mut diagnostic = Diagnostic::new(match message.severity {
        Severity::Error => CodeSeverity::Error,
        Severity::Warning => CodeSeverity::Warning,
    })
    .with_message(visible(&message.text));
    if let Some(code) = message.code() {
        diagnostic = diagnostic.with_code(match message.lint {
            Some(lint) if links => link(&code, &help_uri(lint)),
            _ => code,
        });
    }
    let too_long = message
        .labels
        .iter()
        .any(|label| files.has_long_line(label.span));
    for label in &message.labels {
        let text = visible(&label.message);
        if too_long {
            diagnostic.notes.push(
                format!("at {}  {text}", files.place(label.span))
                    .trim_end()
                    .to_owned(),
            );
            continue;
        }
        let style = match label.kind {
            LabelKind::Primary => LabelStyle::Primary,
            LabelKind::Secondary => LabelStyle::Secondary,
        };
        let label = CodeLabel::new(style, label.span.file, files.range(label.span));
        diagnostic.labels.push(label.with_message(text));
    }
    let notes = message.notes.iter().map(|text| ("note", text));
    let help = message.help.iter().map(|text| ("help", text));
    let suggestions = message.suggestions.iter().map(|s| ("help", &s.message));
    for (kind, text) in notes.chain(help).chain(suggestions) {
        // Further lines stand under the first one's text.
        let text = visible_lines(text).replace('\n', "\n      ");
        diagnostic.notes.push(format!("{kind}: {text}"));
    }
    diagnostic
}
