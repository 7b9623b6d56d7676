//! The timeline of a finding: two lanes, a step a row.

use std::io::{self, Write};

use double_connect_analysis::source::SourceMap;

use super::super::timeline::{Mark, rows};
use super::super::{Message, Repository};
use super::source::anchor;
use super::{escape, escape_code};

/// Writes the table; nothing where there are no two connections.
pub(super) fn write(
    out: &mut dyn Write,
    message: &Message,
    sources: &SourceMap,
    repository: &Repository,
    number: usize,
) -> io::Result<()> {
    let rows = rows(message);
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<table class=\"timeline\">\n<caption>The lives of both connections</caption>\n\
         <thead><tr><th scope=\"col\" class=\"lane\">first</th><th scope=\"col\" class=\"lane\">second</th>\
         <th scope=\"col\">where</th><th scope=\"col\">what</th></tr></thead>\n<tbody>"
    )?;
    for row in rows {
        let class = if row.both_open() {
            " class=\"both\""
        } else {
            ""
        };
        let path = repository.relative(sources.path(row.span.file));
        let line = sources.start(row.span).line;
        writeln!(
            out,
            "<tr{class}>{}{}<td class=\"place\"><a href=\"#{}\">{}:{line}</a></td><td>{}</td></tr>",
            cell("first", row.first),
            cell("second", row.second),
            anchor(number, row.span.file, line),
            escape(&path),
            escape_code(row.text),
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// A lane's part of a row; the words are for those who do not see it.
fn cell(lane: &str, mark: Mark) -> String {
    let (class, words) = match mark {
        Mark::None => ("none", ""),
        Mark::Opens => ("opens", "opens"),
        Mark::Open => ("open", "open"),
        Mark::NotClosed => ("open not-closed", "not closed"),
        Mark::Closes => ("closes", "closes"),
    };
    format!("<td class=\"lane {lane} {class}\"><span>{words}</span></td>")
}
