//! Source text and places in it: files, byte spans, lines and columns.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A file in a [`SourceMap`]; an index, 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A range of bytes in one file, half open: `start..end`, 0-based byte offsets into the file's text as held by the
/// [`SourceMap`] (a leading byte order mark is kept in the text, so offsets are those of the file on disk).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset one past the last byte.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; of two files, the first one's span is kept.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.file == other.file {
            Span {
                file: self.file,
                start: self.start.min(other.start),
                end: self.end.max(other.end),
            }
        } else {
            self
        }
    }
}

/// A line and a column, both 1-based; the column counts Unicode scalar values, as rustc does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
}

/// One source file: its path as shown to the user, its text and where its lines start.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path to show: relative to the directory of the run where the file lies below it, with `/` separators.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
    /// Found out when somebody asks: of most files nothing is ever shown.
    line_starts: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// Makes a file of a path to show and its text.
    #[must_use]
    pub fn new(path: PathBuf, text: String) -> Self {
        Self {
            path,
            text,
            line_starts: OnceLock::new(),
        }
    }

    /// The byte offsets at which lines start.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(i, _)| i as u32 + 1))
                .collect()
        })
    }

    /// The 1-based line and column of a byte offset; offsets past the end give the last position.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = offset.min(self.text.len() as u32);
        let starts = self.line_starts();
        let line = starts.partition_point(|s| *s <= offset).max(1);
        let start = starts[line - 1] as usize;
        let column = self
            .text
            .get(start..offset as usize)
            .map_or(0, |s| s.chars().count());
        LineColumn {
            line: line as u32,
            column: column as u32 + 1,
        }
    }

    /// The text of a 1-based line without its line ending; empty where there is no such line.
    #[must_use]
    pub fn line_text(&self, line: u32) -> &str {
        let Some(start) = (line as usize)
            .checked_sub(1)
            .and_then(|i| self.line_starts().get(i))
        else {
            return "";
        };
        let end = self
            .line_starts()
            .get(line as usize)
            .map_or(self.text.len(), |e| *e as usize);
        self.text
            .get(*start as usize..end)
            .unwrap_or("")
            .trim_end_matches(['\n', '\r'])
    }

    /// Byte offset at which a 1-based line starts.
    #[must_use]
    pub fn line_start(&self, line: u32) -> Option<u32> {
        (line as usize)
            .checked_sub(1)
            .and_then(|i| self.line_starts().get(i))
            .copied()
    }
}

/// All files of a run, by [`FileId`]. Ids are given in the order in which files are added.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and gives its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// The file of an id. Ids come from [`SourceMap::add`] of the same map only.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files with their ids, in the order of the ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(i, f)| (FileId(i as u32), f))
    }

    /// The files, in the order of their ids.
    pub(crate) fn into_files(self) -> Vec<SourceFile> {
        self.files
    }

    /// The path to show for a file.
    #[must_use]
    pub fn path(&self, id: FileId) -> &Path {
        &self.file(id).path
    }

    /// The source text of a span; empty if there is no such file or it does not lie on character boundaries of it.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.files
            .get(span.file.0 as usize)
            .and_then(|file| file.text.get(span.start as usize..span.end as usize))
            .unwrap_or("")
    }

    /// 1-based line and column of a span's start.
    #[must_use]
    pub fn start(&self, span: Span) -> LineColumn {
        self.file(span.file).line_column(span.start)
    }

    /// 1-based line and column of a span's end (one past its last character).
    #[must_use]
    pub fn end(&self, span: Span) -> LineColumn {
        self.file(span.file).line_column(span.end)
    }
}
