//! `--explain-finding`: the timeline of one finding for a terminal, in a few characters a row.

use std::io::{self, Write};

use double_connect_analysis::source::SourceMap;

use super::timeline::{Mark, rows};
use super::{Message, Repository, text, visible};

/// Writes headline, timeline, notes and help.
pub(crate) fn write(out: &mut dyn Write, message: &Message, sources: &SourceMap) -> io::Result<()> {
    let code = message.code().unwrap_or_default();
    writeln!(out, "{code}: {}", text::headline(message))?;
    if !message.fingerprint.is_empty() {
        writeln!(out, "finding {}:{}", message.fingerprint, message.ordinal)?;
    }
    let rows = rows(message);
    if rows.is_empty() {
        let body = text::body(message, sources, &Repository::default());
        writeln!(out, "\n{body}")?;
        return writeln!(out);
    }
    let places: Vec<String> = rows
        .iter()
        .map(|row| {
            let path = sources.path(row.span.file).display().to_string();
            format!("{}:{}", visible(&path), sources.start(row.span).line)
        })
        .collect();
    let width = places.iter().map(|place| place.chars().count()).max();
    let width = width.unwrap_or(0);
    writeln!(out, "\n first  second")?;
    let mut overlapped = false;
    for (row, place) in rows.iter().zip(places) {
        let begins = row.both_open() && !overlapped;
        overlapped |= begins;
        let both = if begins { "  <-- both are open" } else { "" };
        let line = format!(
            "   {}      {}     {place:width$}  {}{both}",
            symbol(row.first),
            symbol(row.second),
            visible(row.text)
        );
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    for note in &message.notes {
        writeln!(out, "note: {}", visible(note))?;
    }
    for help in text::helps(message) {
        writeln!(out, "help: {}", visible(help))?;
    }
    writeln!(out)
}

fn symbol(mark: Mark) -> char {
    match mark {
        Mark::None => ' ',
        Mark::Opens => '\u{25cf}',
        Mark::Open => '\u{2503}',
        Mark::NotClosed => '\u{253b}',
        Mark::Closes => '\u{2715}',
    }
}
