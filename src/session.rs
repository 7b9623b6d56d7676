//! What one run of the program gathers before the analysis: the texts of manifests and configuration, and what is
//! wrong with them.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

use double_connect_analysis::source::{FileId, SourceFile, SourceMap, Span};

use crate::cache::Cache;
use crate::output::{Message, Severity};
use crate::project::disk::{ByPath, Disk};

/// Largest manifest, lock file or configuration that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// Texts and messages of a run.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// Manifests and configuration files, for the messages' spans.
    pub(crate) sources: SourceMap,
    /// What is wrong with them, in the order of discovery.
    pub(crate) messages: Vec<Message>,
    /// The directory to which shown paths are relative.
    pub(crate) shown_from: PathBuf,
    /// Whether somebody sees on the terminal what takes long.
    pub(crate) progress: bool,
    /// The target triple for which code is read; `None` for all.
    pub(crate) target: Option<String>,
    /// The disk, as manifests are looked for on it.
    pub(crate) disk: Disk,
    /// The files that were read.
    read: ByPath<FileId>,
    /// What earlier runs found; `None` where that does not count.
    pub(crate) cache: Option<Cache>,
}

impl Session {
    /// A session for a current directory (absolute).
    pub(crate) fn new(shown_from: PathBuf) -> Self {
        Self {
            shown_from,
            ..Self::default()
        }
    }

    /// The path as shown: relative where it lies below the current directory.
    pub(crate) fn shown<'p>(&self, path: &'p Path) -> &'p Path {
        match path.strip_prefix(&self.shown_from) {
            Ok(rest) if !rest.as_os_str().is_empty() => rest,
            _ => path,
        }
    }

    /// Reads a text file into [`Session::sources`], the first time.
    ///
    /// # Errors
    /// Why it cannot be read, as a clause that follows the file's name.
    pub(crate) fn read(&mut self, path: &Path) -> Result<FileId, String> {
        if let Some(known) = self.read.get(path.as_os_str()) {
            return Ok(*known);
        }
        let text = read_text(path)?;
        let file = SourceFile::new(self.shown(path).to_owned(), text);
        let file = self.sources.add(file);
        self.read.insert(path.into(), file);
        Ok(file)
    }

    /// The text of a file that was read.
    pub(crate) fn text(&self, file: FileId) -> &str {
        &self.sources.file(file).text
    }

    /// Keeps a message, unless the same was said of the same place before.
    pub(crate) fn report(&mut self, message: Message) {
        let same =
            |known: &Message| known.text == message.text && known.primary() == message.primary();
        if !self.messages.iter().any(same) {
            self.messages.push(message);
        }
    }

    /// Keeps an error about a whole file; `text` is a clause of which the file is the subject.
    pub(crate) fn error_in(&mut self, path: &Path, text: &str) {
        let path = self.shown(path).display().to_string();
        self.report(Message::new(Severity::Error, format!("`{path}` {text}")));
    }

    /// Keeps a TOML error with its place.
    pub(crate) fn toml_error(&mut self, file: FileId, what: &str, error: &toml::de::Error) {
        let reason = error
            .message()
            .trim_end()
            .lines()
            .collect::<Vec<_>>()
            .join(": ");
        let place = error.span().map(|range| span(file, range));
        let path = self.sources.path(file).display().to_string();
        let text = if place.is_some() {
            format!("{what}: {reason}")
        } else {
            format!("{what} `{path}`: {reason}")
        };
        self.report(Message::new(Severity::Error, text).at(place));
    }

    /// Whether something stands in the way of a complete run.
    pub(crate) fn failed(&self) -> bool {
        self.error_count() > 0
    }

    /// What the first error says, with its place.
    pub(crate) fn first_error(&self) -> Option<String> {
        let error = |message: &&Message| message.severity == Severity::Error;
        let message = self.messages.iter().find(error)?;
        let place = message.primary().map(|span| {
            let line = self.sources.start(span).line;
            format!("{}:{line}: ", self.sources.path(span.file).display())
        });
        Some(format!("{}{}", place.unwrap_or_default(), message.text))
    }

    /// How many errors there are by now.
    pub(crate) fn error_count(&self) -> usize {
        self.messages
            .iter()
            .filter(|message| message.severity == Severity::Error)
            .count()
    }
}

/// A byte range in a file as a span.
pub(crate) fn span(file: FileId, range: Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        file,
        start: offset(range.start),
        end: offset(range.end),
    }
}

/// The text of a regular file of bounded size.
///
/// # Errors
/// Why it cannot be read, as a clause.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    let kind = std::fs::metadata(path).map_err(|error| reason(&error))?;
    if !kind.is_file() {
        return Err("is not a regular file".to_owned());
    }
    // With room for all of it and a byte that is not there, the end is seen without a larger buffer.
    let mut bytes = Vec::with_capacity(kind.len().min(LARGEST) as usize + 1);
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("is larger than {} MiB", LARGEST >> 20));
    }
    String::from_utf8(bytes)
        .map_err(|error| format!("is not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
