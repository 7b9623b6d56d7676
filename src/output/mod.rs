//! Reports: one type of message, one renderer a file.

mod checkstyle;
mod document;
pub(crate) mod file;
pub(crate) mod format;
mod github;
mod gitlab;
mod html;
pub(crate) mod human;
mod json;
mod junit;
mod origin;
mod rdjson;
mod repository;
mod sarif;
mod short;
mod shown;
pub(crate) mod story;
#[cfg(test)]
mod tests;
mod text;
mod timeline;
mod xml;

use double_connect_analysis::ir::Problem;
use double_connect_analysis::source::Span;
use double_connect_lints::{Diagnostic, Label, LabelKind, Level, Step, Suggestion};

pub(crate) use document::{Document, End, Entry, Section};
pub(crate) use origin::{Origin, Target};
pub(crate) use repository::Repository;
pub(crate) use shown::visible;

/// Where a lint's page is on the web.
fn help_uri(lint: &str) -> String {
    format!(
        "{}/blob/main/lints/src/lint/{lint}.md",
        env!("CARGO_PKG_REPOSITORY")
    )
}

/// How grave a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    /// The run fails.
    Error,
    /// The run goes on.
    Warning,
}

impl Severity {
    /// The word of rustc for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Anything that is reported with a place: a finding, something that was not understood, a broken manifest.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// How grave.
    pub(crate) severity: Severity,
    /// The lint, for findings.
    pub(crate) lint: Option<&'static str>,
    /// One line, lower case, no full stop.
    pub(crate) text: String,
    /// Places; the primary one first. May be empty.
    pub(crate) labels: Vec<Label>,
    /// What the reader must know.
    pub(crate) notes: Vec<String>,
    /// What to do.
    pub(crate) help: Vec<String>,
    /// Changes that mend it.
    pub(crate) suggestions: Vec<Suggestion>,
    /// By what a finding is known again; empty for all else.
    pub(crate) fingerprint: String,
    /// Which one of those with this fingerprint it is, 1-based.
    pub(crate) ordinal: u32,
}

impl Message {
    /// A message without a place.
    pub(crate) fn new(severity: Severity, text: impl Into<String>) -> Self {
        Self {
            severity,
            lint: None,
            text: text.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            suggestions: Vec::new(),
            fingerprint: String::new(),
            ordinal: 1,
        }
    }

    /// Adds the place, with nothing more to say about it than the message itself.
    pub(crate) fn at(mut self, span: Option<Span>) -> Self {
        self.labels.extend(span.map(|span| Label {
            span,
            message: String::new(),
            kind: LabelKind::Primary,
            step: Step::SecondOpens,
        }));
        self
    }

    /// Adds what to do.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds what to know.
    pub(crate) fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// `double_connect::<lint>`, as it stands in brackets and in JSON.
    pub(crate) fn code(&self) -> Option<String> {
        self.lint.map(|lint| format!("double_connect::{lint}"))
    }

    /// The labels in the order of the story.
    pub(crate) fn story(&self) -> Vec<&Label> {
        let mut story: Vec<&Label> = self.labels.iter().collect();
        story.sort_by_key(|label| label.step);
        story
    }

    /// Where it is, if it has a place.
    pub(crate) fn primary(&self) -> Option<Span> {
        self.labels
            .iter()
            .find(|label| label.kind == LabelKind::Primary)
            .or_else(|| self.labels.first())
            .map(|label| label.span)
    }
}

impl From<&Diagnostic> for Message {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            severity: if diagnostic.level == Level::Deny {
                Severity::Error
            } else {
                Severity::Warning
            },
            lint: Some(diagnostic.lint),
            text: diagnostic.message.clone(),
            labels: diagnostic.labels.clone(),
            notes: diagnostic.notes.clone(),
            help: diagnostic.help.clone(),
            suggestions: diagnostic.suggestions.clone(),
            fingerprint: diagnostic.fingerprint.clone(),
            ordinal: 1,
        }
    }
}

impl From<&Problem> for Message {
    fn from(problem: &Problem) -> Self {
        Self::new(Severity::Warning, problem.message.clone()).at(problem.span)
    }
}
