//! From a format's name to its renderer.

use std::io;

use codespan_reporting::term::termcolor::WriteColor;

use super::{Document, checkstyle, github, gitlab, html, human, json, junit, rdjson, sarif, short};
use crate::args::MessageFormat;

/// Writes a report, or the next part of one.
///
/// # Errors
/// Those of `out`.
pub(crate) fn write(
    format: MessageFormat,
    out: &mut dyn WriteColor,
    document: &Document<'_>,
) -> io::Result<()> {
    match format {
        MessageFormat::Human => human::write(out, document),
        MessageFormat::Short => short::write(out, document),
        MessageFormat::Json => json::write(out, document),
        MessageFormat::Sarif => sarif::write(out, document),
        MessageFormat::Github => github::write(out, document),
        MessageFormat::Gitlab => gitlab::write(out, document),
        MessageFormat::Junit => junit::write(out, document),
        MessageFormat::Checkstyle => checkstyle::write(out, document),
        MessageFormat::Rdjson => rdjson::write(out, document),
        MessageFormat::Html => html::write(out, document),
    }
}
