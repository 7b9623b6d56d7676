//! The source around the steps of a finding, with its spans.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use double_connect_analysis::source::{FileId, SourceMap};
use double_connect_lints::{Label, Step};

use super::super::shown::LONGEST_LINE;
use super::super::{Message, Repository};
use super::{escape, escape_code};

/// How many lines around a step are shown.
const AROUND: u32 = 2;
/// Most lines of one step that are shown: a call with all its arguments needs few.
const MOST_LINES: u32 = 12;

/// The name of a line of a finding, for links.
pub(super) fn anchor(number: usize, file: FileId, line: u32) -> String {
    format!("finding-{number}-{}-{line}", file.0)
}

/// Writes an excerpt a file, in the order in which the story comes to them.
pub(super) fn write(
    out: &mut dyn Write,
    message: &Message,
    sources: &SourceMap,
    repository: &Repository,
    number: usize,
) -> io::Result<()> {
    let mut files: Vec<(FileId, Vec<&Label>)> = Vec::new();
    for label in message.story() {
        match files.iter_mut().find(|(file, _)| *file == label.span.file) {
            Some((_, labels)) => labels.push(label),
            None => files.push((label.span.file, vec![label])),
        }
    }
    for (file, labels) in files {
        let path = repository.relative(sources.path(file));
        writeln!(out, "<figure>\n<figcaption>{}</figcaption>", escape(&path))?;
        // Within `pre` a line feed would be a line of its own beside the blocks that the lines are.
        write!(out, "<pre>")?;
        lines(out, &labels, sources, file, number)?;
        writeln!(out, "</pre>\n</figure>")?;
    }
    Ok(())
}

fn lines(
    out: &mut dyn Write,
    labels: &[&Label],
    sources: &SourceMap,
    file: FileId,
    number: usize,
) -> io::Result<()> {
    let source = sources.file(file);
    let last_line = source.line_column(u32::MAX).line;
    let mut shown = BTreeSet::new();
    let mut told: BTreeMap<u32, Vec<&Label>> = BTreeMap::new();
    for label in labels {
        let (start, end) = (sources.start(label.span).line, sources.end(label.span).line);
        let end = end.min(start + MOST_LINES);
        shown.extend(start.saturating_sub(AROUND).max(1)..=(end + AROUND).min(last_line));
        told.entry(start).or_default().push(label);
    }
    let mut before = None;
    for line in shown {
        if before.is_some_and(|before| before + 1 != line) {
            write!(out, "<span class=\"gap\">&#8942;</span>")?;
        }
        before = Some(line);
        let text = source.line_text(line);
        let start = source.line_start(line).unwrap_or(0);
        let code = if text.len() > LONGEST_LINE {
            "<em>a line too long to be shown</em>".to_owned()
        } else {
            marked(text, start, labels)
        };
        write!(
            out,
            "<span class=\"line\" id=\"{}\"><span class=\"number\">{line:>5}</span> {code}</span>",
            anchor(number, file, line)
        )?;
        for label in told.get(&line).into_iter().flatten() {
            if !label.message.is_empty() {
                write!(
                    out,
                    "<span class=\"label {}\">{}</span>",
                    class(label),
                    escape_code(&label.message)
                )?;
            }
        }
    }
    Ok(())
}

/// A line with the spans that lie on it; `start` is its offset in the file. Where spans overlap, the shortest shows.
fn marked(text: &str, start: u32, labels: &[&Label]) -> String {
    let end = start + text.len() as u32;
    let mut cuts = BTreeSet::from([start, end]);
    for label in labels {
        for cut in [label.span.start, label.span.end] {
            if (start..end).contains(&cut) && text.is_char_boundary((cut - start) as usize) {
                cuts.insert(cut);
            }
        }
    }
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let mut line = String::new();
    for pair in cuts.windows(2) {
        let part = text
            .get((pair[0] - start) as usize..(pair[1] - start) as usize)
            .unwrap_or("");
        let over = labels
            .iter()
            .filter(|label| label.span.start <= pair[0] && pair[1] <= label.span.end);
        let part_shown = escape(&part.replace('\t', "    "));
        match over.min_by_key(|label| label.span.end - label.span.start) {
            Some(label) if !part.trim().is_empty() => {
                line.push_str(&format!(
                    "<mark class=\"{}\">{part_shown}</mark>",
                    class(label)
                ));
            }
            _ => line.push_str(&part_shown),
        }
    }
    line
}

fn class(label: &Label) -> &'static str {
    match label.step {
        Step::SecondOpens | Step::SecondMade | Step::WayToSecond => "second",
        Step::FirstOpens | Step::FirstMade | Step::WayToFirst | Step::Kept | Step::FirstEnds => {
            "first"
        }
        Step::NotClosed | Step::Doubted => "not-closed",
        Step::WayToBoth => "way",
    }
}
