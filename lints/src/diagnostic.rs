//! The one type of diagnostic; every output format is a renderer of it.

use double_connect_analysis::facts::Confidence;
use double_connect_analysis::source::Span;

/// A lint's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; fails the run only with `-D warnings`.
    Warn,
    /// Reported, and fails the run.
    Deny,
}

/// A finding, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The lint's name, `overwrite_while_open`.
    pub lint: &'static str,
    /// The level in force.
    pub level: Level,
    /// One line, lower case, no full stop.
    pub message: String,
    /// The labels: exactly one is primary and comes first; the others tell the story, in its order.
    pub labels: Vec<Label>,
    /// What the reader must know: what the service will do, when cause 1 is the likelier story.
    pub notes: Vec<String>,
    /// What to do instead.
    pub help: Vec<String>,
    /// Changes that mend it.
    pub suggestions: Vec<Suggestion>,
    /// How sure it is.
    pub confidence: Confidence,
    /// By what it is known again when lines have moved, files were renamed or code was formatted: 32 hexadecimal
    /// digits. Findings that look alike in all that have the same one.
    pub fingerprint: String,
}

impl Diagnostic {
    /// Where it is: the second connect, or the comment that it is about.
    #[must_use]
    pub fn primary(&self) -> Option<Span> {
        let primary = |label: &&Label| label.kind == LabelKind::Primary;
        let label = self.labels.iter().find(primary).or(self.labels.first())?;
        Some(label.span)
    }
}

/// A place with something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// Its part.
    pub kind: LabelKind,
    /// When in the story it is.
    pub step: Step,
}

/// The steps of a story, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A call through which both connects are reached.
    WayToBoth,
    /// A call through which the first connect is reached.
    WayToFirst,
    /// The client of the first connection is made.
    FirstMade,
    /// The first connection opens.
    FirstOpens,
    /// What holds the first connection.
    Kept,
    /// What looks like a close of the first one, or closes it on another way only.
    NotClosed,
    /// What seems to say that the first one is gone.
    Doubted,
    /// The client of the second connection is made.
    SecondMade,
    /// A call through which the second connect is reached.
    WayToSecond,
    /// The second connection opens; of a finding that is not about connections, its only step.
    SecondOpens,
    /// The first connection's holder ends, too late.
    FirstEnds,
}

/// The part a label plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// The second connect.
    Primary,
    /// A step of the story.
    Secondary,
}

/// A change of the source that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it does, as help text.
    pub message: String,
    /// Replacements: a span and its new text.
    pub edits: Vec<(Span, String)>,
    /// Whether it can be applied without a look.
    pub applicability: Applicability,
}

/// rustc's four degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Certainly what is wanted.
    MachineApplicable,
    /// Perhaps what is wanted.
    MaybeIncorrect,
    /// Has placeholders to fill in.
    HasPlaceholders,
    /// Not known.
    Unspecified,
}
