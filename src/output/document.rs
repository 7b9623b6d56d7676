//! What is rendered: messages with their sources, and how the run ended.

use double_connect_analysis::source::SourceMap;

use super::{Message, Origin, Repository, Severity};

/// A message and what it belongs to.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The message.
    pub(crate) message: Message,
    /// Package and target.
    pub(crate) origin: Origin,
}

/// The messages of one workspace.
#[derive(Debug)]
pub(crate) struct Section {
    /// The files in which their spans lie.
    pub(crate) sources: SourceMap,
    /// The messages.
    pub(crate) entries: Vec<Entry>,
}

/// How a run ended.
#[derive(Debug, Default)]
pub(crate) struct End {
    /// Whether nothing was found that fails the run, and all was read.
    pub(crate) success: bool,
    /// Whether all was read, whatever was found.
    pub(crate) complete: bool,
    /// The last line for people.
    pub(crate) summary: Option<(Option<Severity>, String)>,
}

/// A report, or the next part of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'a> {
    /// What was found.
    pub(crate) sections: &'a [Section],
    /// To what paths are relative.
    pub(crate) repository: &'a Repository,
    /// Whether the reader's terminal shows links.
    pub(crate) links: bool,
    /// `None` if more is to come.
    pub(crate) end: Option<&'a End>,
}

impl<'a> Document<'a> {
    /// All messages, with the files in which their spans lie.
    pub(crate) fn messages(&self) -> impl Iterator<Item = (&'a Message, &'a SourceMap)> {
        self.sections.iter().flat_map(|section| {
            let entries = section.entries.iter();
            entries.map(|entry| (&entry.message, &section.sources))
        })
    }
}
