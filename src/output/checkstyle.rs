//! Checkstyle's XML: errors by file.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::xml::escape;
use super::{Document, text};

/// Writes all files with messages.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (message, sources) in document.messages() {
        let (path, place) = match message.primary() {
            Some(span) => {
                let start = sources.start(span);
                (
                    document.repository.relative(sources.path(span.file)),
                    format!("line=\"{}\" column=\"{}\" ", start.line, start.column),
                )
            }
            None => (
                document.repository.relative("Cargo.toml".as_ref()),
                String::new(),
            ),
        };
        let code = message
            .code()
            .unwrap_or_else(|| "double_connect".to_owned());
        files.entry(path).or_default().push(format!(
            "<error {place}severity=\"{}\" message=\"{}\" source=\"{code}\"/>",
            message.severity.name(),
            escape(&text::whole(message, sources, document.repository)),
        ));
    }
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<checkstyle version="4.3">"#)?;
    for (path, errors) in files {
        writeln!(out, "  <file name=\"{}\">", escape(&path))?;
        for error in errors {
            writeln!(out, "    {error}")?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}
