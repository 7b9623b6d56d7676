//! What the analysis found: facts, without any opinion on how grave they are or how to say them. Lints read them.

use double_connect_clients::{ModelId, TypeId};
use serde::{Deserialize, Serialize};

use crate::comments::Comment;
use crate::ir::{Expansion, Problem};
use crate::source::{SourceMap, Span};

/// Everything that is known after a run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The sources, for spans. Not part of what is written down of facts.
    #[serde(skip)]
    pub sources: SourceMap,
    /// Two connections of one identity, open at once; each pair of open sites once, sorted by the second open's place.
    pub overlaps: Vec<Overlap>,
    /// Connects that are tried again at once when they have failed: on some path from the failure back to the call there is
    /// nothing that takes time. One for each call, sorted by place.
    pub retries: Vec<OpenSite>,
    /// What was not understood.
    pub problems: Vec<Problem>,
    /// Invocations of the project's own macros, sorted by place: what a macro brings along has this place.
    pub expansions: Vec<Expansion>,
    /// Every place at which a connection is opened, sorted: for counting and for tests.
    pub opens: Vec<Span>,
    /// Comments that begin with the tool's name, sorted by place.
    pub comments: Vec<Comment>,
    /// The functions that were read, those that `cfg` takes out left out, sorted by place.
    pub bodies: Vec<FunctionSpan>,
    /// How many functions were analysed.
    pub functions: usize,
    /// Names of functions in which the analysis gave up precision (too many states), sorted.
    pub widened: Vec<String>,
}

impl Facts {
    /// The innermost function around a place.
    #[must_use]
    pub fn function_at(&self, place: Span) -> Option<&FunctionSpan> {
        let before = self
            .bodies
            .partition_point(|f| (f.span.file, f.span.start) <= (place.file, place.start));
        // Functions nest like brackets: the last one that begins before the place and ends after it is the innermost.
        let same_file = self.bodies[..before].iter().rev();
        same_file
            .take_while(|f| f.span.file == place.file)
            .find(|f| place.end <= f.span.end)
    }

    /// Whether any function, or part of one, that was read lies in a range.
    #[must_use]
    pub fn is_read(&self, range: Span) -> bool {
        let before = self
            .bodies
            .partition_point(|f| (f.span.file, f.span.start) < (range.file, range.end));
        self.bodies[..before]
            .iter()
            .rev()
            .take_while(|f| f.span.file == range.file)
            .any(|f| range.start < f.span.end)
    }
}

/// A function that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FunctionSpan {
    /// From its name to the end of its body; where only the function is meant, that of its name.
    pub span: Span,
    /// Its name, for a method with that of its type: `Link::open`. Without modules, so that it outlives a move.
    pub name: String,
}

/// A connection opens while another of the same identity is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// The second open.
    pub second: OpenSite,
    /// The first open.
    pub first: OpenSite,
    /// What holds the first connection open at that moment. Never empty.
    pub holders: Vec<Holder>,
    /// What was done to the first connection in between that looks like a close but has not closed it, in order.
    pub attempts: Vec<CloseAttempt>,
    /// The slot that held the first connection and got the second one after it had opened: `self.c = connect()`.
    pub overwritten: Option<Slot>,
    /// The second connection was bound to a variable of the same name as the one that holds the first: the new
    /// declaration.
    pub shadowed_by: Option<Span>,
    /// The second open is the same call as the first, reached again (a loop's next turn, a second call).
    pub same_site: bool,
    /// The two run side by side in one task (`join!`, `select!`), so that either one can be the second.
    pub side_by_side: bool,
    /// Where the first connection is closed on another path: on this one it is not.
    pub closed_elsewhere: Option<Span>,
    /// How the identities were seen to be the same.
    pub identity: IdentityFact,
    /// Whether the first connection's client comes back by itself after a loss: the two then kick each other for ever.
    pub reconnects: bool,
    /// What seems to say, on every path to the second open, that the first connection is gone, and does not prove it.
    pub doubt: Option<Doubt>,
    /// Whether the finding stands on its own or needs something that the analysed code does not show.
    pub confidence: Confidence,
    /// The call that the finding takes, where the code does not show it. `None` in a finding that is certain, and between
    /// two programs.
    pub recall: Option<Recall>,
}

/// A call that the analysed code allows but does not show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Recall {
    /// The function that is called again: its name, and the name's place.
    pub function: FunctionSpan,
    /// The function that is called in between, and lets go of the first connection's handle without ending it.
    pub after: Option<FunctionSpan>,
}

/// A place at which a connection opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenSite {
    /// The call that opens.
    pub span: Span,
    /// The calls through which it was reached, outermost first, in the function where both connections are known.
    pub chain: Vec<Span>,
    /// The type whose connection it is.
    pub ty: TypeId,
    /// The model.
    pub model: ModelId,
    /// Where the handle was made, if that is another place.
    pub created: Option<Span>,
}

/// What holds a connection open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holder {
    /// What it is.
    pub kind: HolderKind,
    /// Its name as the source has it: a variable, `self.client`, …
    pub name: Option<String>,
    /// Where it is declared, spawned, leaked.
    pub span: Option<Span>,
    /// Where its scope ends.
    pub until: Option<Span>,
    /// How many times the variable is used after its declaration (variables only).
    pub uses: u32,
}

/// The kinds of holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HolderKind {
    /// A variable in scope, or a field of one.
    Variable,
    /// A value that is still needed by the expression or statement in progress.
    Temporary,
    /// Something behind a reference that the caller holds (`self.client`).
    Field,
    /// A collection.
    Collection,
    /// A clone (`Rc`, `Arc`, a handle's own clone) beside the value that was dropped.
    Clone,
    /// A static.
    Static,
    /// It was leaked: `mem::forget`, `Box::leak`.
    Leak,
    /// The handle itself keeps it: a callback that captured a clone, a pending token.
    Itself,
    /// A task that runs until it is told to end.
    Task,
    /// A thread.
    Thread,
    /// A task that ends by itself, but that nothing has waited for.
    Unawaited,
    /// A thread of that kind.
    Unjoined,
    /// The client crate's own background task: only a close call ends it.
    Background,
    /// Another program of the workspace, which may run at the same time.
    Program,
    /// Nothing holds it any more, but its drop has only asked for the close, and nothing has taken any time since.
    Closing,
}

impl HolderKind {
    /// Whether it is a task or a thread.
    #[must_use]
    pub fn is_task(self) -> bool {
        matches!(self, HolderKind::Task | HolderKind::Thread) || self.is_unjoined()
    }

    /// Whether it is a task or a thread that ends by itself and that nothing has waited for.
    #[must_use]
    pub fn is_unjoined(self) -> bool {
        matches!(self, HolderKind::Unawaited | HolderKind::Unjoined)
    }
}

/// Something that looks like a close.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CloseAttempt {
    /// The call.
    pub span: Span,
    /// Why it has not closed.
    pub why: AttemptKind,
}

/// Why a close has not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AttemptKind {
    /// Its future was not awaited.
    NotAwaited,
    /// It is queued, and nobody polls the owner.
    QueuedUnpolled,
    /// It is queued, and the task that polls the owner reconnects after it.
    QueuedReconnects,
    /// The call never closes, whatever its name.
    NoEffect,
    /// Only a sender was dropped; the owner lives on.
    SenderDropped,
    /// A task's handle was dropped: the task goes on.
    HandleDropped,
}

/// What seems to say that a connection is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Doubt {
    /// The call, or the pattern that is matched.
    pub span: Span,
    /// What it says.
    pub why: DoubtKind,
    /// Whether the connection's client comes back by itself.
    pub comes_back: bool,
}

/// What seems to say that a connection is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DoubtKind {
    /// An operation has failed: it may have done so for any reason.
    Failed,
    /// The client has said that it is not connected at the moment.
    Interrupted,
    /// The program has given up waiting for the connect, which goes on.
    TimedOut,
}

/// A slot that is overwritten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// As the source has it: `self.client`.
    pub name: String,
    /// The assignment, or the call of `replace` or `insert`.
    pub span: Span,
}

/// How two identities were seen to be the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum IdentityFact {
    /// The same constant text.
    Constant(String),
    /// The same value, of which only the name is known.
    SameValue(String),
    /// The same handle: a second connection opened on it.
    SameHandle,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// A path in the analysed code shows it.
    Certain,
    /// It needs something that the analysed code allows but does not show: an order of calls, two programs that run at
    /// the same time.
    Likely,
}
