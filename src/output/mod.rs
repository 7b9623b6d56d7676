//! Reports: one type of message, one renderer a file.

pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod short;
mod shown;
#[cfg(test)]
mod tests;

use double_connect_analysis::ir::Problem;
use double_connect_analysis::source::Span;
use double_connect_lints::{Diagnostic, Label, LabelKind, Level, Suggestion};

pub(crate) use shown::visible;

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
        }
    }

    /// Adds the place, with nothing more to say about it than the message itself.
    pub(crate) fn at(mut self, span: Option<Span>) -> Self {
        self.labels.extend(span.map(|span| Label {
            span,
            message: String::new(),
            kind: LabelKind::Primary,
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
        }
    }
}

impl From<&Problem> for Message {
    fn from(problem: &Problem) -> Self {
        Self::new(Severity::Warning, problem.message.clone()).at(problem.span)
    }
}
