//! Source text as it may be shown on a terminal: nothing in it can move the cursor, change colours or reorder text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::files::{Error, Files, SimpleFile};
use double_connect_analysis::source::{FileId, SourceMap, Span};

/// Longest line of source that is shown, in bytes: generated code has lines of megabytes.
pub(super) const LONGEST_LINE: usize = 2000;

/// The visible stand-in of a character that a terminal would act on instead of showing it.
///
/// Covers the C0 and C1 controls, delete, the line separators of Unicode, its directional overrides and isolates, and
/// characters without any width. Tab and line feed are left alone.
fn stand_in(c: char) -> Option<char> {
    match c {
        '\t' | '\n' => None,
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32),
        '\x7f' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// The text with visible stand-ins for all characters on which a terminal acts; line feeds become spaces. For names and
/// messages, which stand on one line.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text
        .chars()
        .any(|c| c == '\n' || c == '\t' || stand_in(c).is_some())
    {
        let line = |c| {
            if c == '\n' || c == '\t' {
                ' '
            } else {
                stand_in(c).unwrap_or(c)
            }
        };
        Cow::Owned(text.chars().map(line).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// As [`visible`], but line feeds stay: for notes.
pub(super) fn visible_lines(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else {
                stand_in(c).unwrap_or(c)
            }
        })
        .collect()
}

/// A file's text as shown, and how offsets of the file map to offsets in it.
struct Shown {
    file: SimpleFile<String, String>,
    /// Where the two texts part: offsets one past a replaced or dropped character, in the file and as shown; ascending.
    shifts: Vec<(usize, usize)>,
}

impl Shown {
    fn new(name: String, text: &str) -> Self {
        let mut shown = String::with_capacity(text.len());
        let mut shifts = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let line_end = c == '\r' && matches!(chars.peek(), Some((_, '\n')));
            let mark = c == '\u{feff}' && at == 0;
            if line_end || mark {
                shifts.push((at + c.len_utf8(), shown.len()));
            } else if let Some(other) = stand_in(c) {
                shown.push(other);
                shifts.push((at + c.len_utf8(), shown.len()));
            } else {
                shown.push(c);
            }
        }
        Self {
            file: SimpleFile::new(name, shown),
            shifts,
        }
    }

    /// The offset as shown of an offset in the file, never past the end and never inside a character.
    fn offset(&self, offset: usize) -> usize {
        let shown = match self
            .shifts
            .partition_point(|(from, _)| *from <= offset)
            .checked_sub(1)
        {
            Some(index) => {
                let (from, to) = self.shifts[index];
                to + (offset - from)
            }
            None => offset,
        };
        let text = self.file.source();
        let mut shown = shown.min(text.len());
        while !text.is_char_boundary(shown) {
            shown -= 1;
        }
        shown
    }
}

/// The files of some messages, ready for codespan-reporting.
pub(super) struct ShownFiles {
    files: BTreeMap<FileId, Shown>,
}

impl ShownFiles {
    /// Takes up the files in which these spans lie.
    pub(super) fn new(sources: &SourceMap, spans: impl Iterator<Item = Span>) -> Self {
        let mut files = BTreeMap::new();
        for span in spans {
            files.entry(span.file).or_insert_with(|| {
                let file = sources.file(span.file);
                Shown::new(
                    visible(&file.path.display().to_string()).into_owned(),
                    &file.text,
                )
            });
        }
        Self { files }
    }

    /// The range as shown of a span.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let Some(file) = self.files.get(&span.file) else {
            return 0..0;
        };
        let start = file.offset(span.start as usize);
        start..file.offset(span.end as usize).max(start)
    }

    /// Whether a line on which the span starts or ends is too long to be shown.
    pub(super) fn has_long_line(&self, span: Span) -> bool {
        let range = self.range(span);
        [range.start, range.end].into_iter().any(|offset| {
            let line = self.line_index(span.file, offset);
            let line = line.and_then(|line| self.line_range(span.file, line));
            line.is_ok_and(|line| line.len() > LONGEST_LINE)
        })
    }

    /// A span's start as `path:line:column`.
    pub(super) fn place(&self, span: Span) -> String {
        let start = self.range(span).start;
        match (self.name(span.file), self.location(span.file, start)) {
            (Ok(name), Ok(at)) => format!("{name}:{}:{}", at.line_number, at.column_number),
            (name, _) => name.unwrap_or_default().to_owned(),
        }
    }

    fn get(&self, id: FileId) -> Result<&SimpleFile<String, String>, Error> {
        self.files
            .get(&id)
            .map(|shown| &shown.file)
            .ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for ShownFiles {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, Error> {
        self.get(id).map(|file| file.name().as_str())
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        self.get(id).map(|file| file.source().as_str())
    }

    fn line_index(&'a self, id: FileId, byte_index: usize) -> Result<usize, Error> {
        self.get(id)?.line_index((), byte_index)
    }

    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<Range<usize>, Error> {
        self.get(id)?.line_range((), line_index)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, visible};

    #[test]
    fn controls_become_visible() {
        assert_eq!(
            visible("a\u{1b}[31mb\u{202e}c\nd"),
            "a\u{241b}[31mb\u{fffd}c d"
        );
        assert_eq!(visible("plain \u{e4}\u{4e2d}"), "plain \u{e4}\u{4e2d}");
    }

    #[test]
    fn offsets_follow_the_text() {
        let text = "\u{feff}a\u{1b}b\r\nc";
        let shown = Shown::new("f".to_owned(), text);
        assert_eq!(shown.file.source(), "a\u{241b}b\nc");
        for c in ["a", "b", "c"] {
            let (from, to) = (text.find(c), shown.file.source().find(c));
            assert_eq!(from.map(|from| shown.offset(from)), to);
        }
        assert_eq!(shown.offset(1000), shown.file.source().len());
    }
}
