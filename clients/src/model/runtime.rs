//! Tasks, threads and futures, and where values come from.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::When;
use crate::access::AccessPath;

/// A call that starts a task or thread.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Spawn {
    /// The calls.
    pub call: Vec<String>,
    /// The future or closure that it runs.
    pub body: AccessPath,
    /// What runs it.
    pub kind: SpawnKind,
    /// Access path in the result -> handle type.
    #[serde(default)]
    pub returns: BTreeMap<AccessPath, String>,
    /// The task set that it goes into.
    #[serde(default)]
    pub set: Option<AccessPath>,
    /// Whether it runs only while somebody runs that set, or awaits it.
    #[serde(default)]
    pub driven: bool,
}

/// What runs a spawned body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SpawnKind {
    /// An async task: can be aborted at its awaits.
    Task,
    /// A thread: runs until its closure returns.
    Thread,
}

/// A call on a task handle or set.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TaskCall {
    /// The calls. `Type::await` stands for awaiting a value of the type.
    pub call: Vec<String>,
    /// What it does.
    pub effect: TaskEffect,
    /// Where the body's result is found in the call's result, for joins: `ReturnValue.Ok` usually.
    #[serde(default)]
    pub output: Option<AccessPath>,
    /// When it acts.
    #[serde(default)]
    pub when: When,
}

/// What a call does to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TaskEffect {
    /// Waits until it has ended; a set: until all its tasks have.
    Joins,
    /// Waits until one task of a set has ended, whichever it is.
    JoinsOne,
    /// Ends it at its next await.
    Aborts,
    /// Ends it at its next await, and waits until it has ended.
    Stops,
    /// Lets it go on without a handle.
    Detaches,
}

/// A call that runs a future or closure.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Run {
    /// The calls.
    pub call: Vec<String>,
    /// The future or closure.
    pub body: AccessPath,
    /// How it is run.
    pub kind: RunKind,
    /// What the closure is called with: `Argument[N]` of the closure -> type of this file (the scope of
    /// `thread::scope`).
    #[serde(default)]
    pub passes: BTreeMap<AccessPath, String>,
    /// For a race: the variants in which the output of the first arm, the second, … is given. None: as it is.
    #[serde(default)]
    pub variants: Vec<String>,
    /// For a race: it drops nothing, and gives a tuple of the output and the future that is not through.
    #[serde(default)]
    pub rest: bool,
}

/// How a body is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RunKind {
    /// To its end, before the call returns (`block_on`).
    Blocking,
    /// The call gives a future; awaiting it runs the body to its end, or drops it half-way: `Ok(output)` or `Err`.
    Timeout,
    /// The call gives a future that runs the body to its end (`unconstrained`, `boxed`, `fuse`).
    Transparent,
    /// The call gives a future that runs the body and all arguments after it to their ends, side by side; it gives a tuple.
    Join,
    /// As `join`, up to the first `Err`.
    TryJoin,
    /// The call gives a future that runs all futures of a collection to their ends, side by side; it gives a collection.
    JoinAll,
    /// As `join-all`, up to the first `Err`.
    TryJoinAll,
    /// The call gives a future that runs the body and all arguments after it side by side until one is through, and drops
    /// the others.
    Race,
}

/// A call by which a value goes into a channel. The receiver is the sending end.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Send {
    /// The calls.
    pub call: Vec<String>,
    /// What is sent.
    pub value: AccessPath,
    /// When it goes.
    #[serde(default)]
    pub when: When,
    /// Whether it takes the place of what was sent before, which is dropped then.
    #[serde(default)]
    pub replaces: bool,
    /// Whether it fails where there is no room, although somebody has the receiving end.
    #[serde(default)]
    pub may_be_full: bool,
    /// Whether there always is room, so that the call waits for nobody.
    #[serde(default)]
    pub never_waits: bool,
    /// Where the call's result has what was sent if nobody has the receiving end: `ReturnValue.Err.Field[0]`.
    #[serde(default)]
    pub gives_back: Option<AccessPath>,
}

/// A call by which a value comes out of a channel. The receiver is the receiving end.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Receive {
    /// The calls. `Type::await` stands for awaiting a value of the type.
    pub call: Vec<String>,
    /// Where the value is found in the call's result: `ReturnValue.Some`.
    pub item: AccessPath,
    /// Whether it stays in the channel, and the call gives a reference to it.
    #[serde(default)]
    pub stays: bool,
    /// When it comes.
    #[serde(default)]
    pub when: When,
    /// Whether the call gives up after a while.
    #[serde(default)]
    pub timed: bool,
    /// Whether the call does not wait: it says so if nothing is there.
    #[serde(default)]
    pub tries: bool,
}

/// Functions whose results are fresh or stable values.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ValueSource {
    /// The calls.
    pub call: Vec<String>,
    /// What they give.
    pub gives: ValueKind,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// A different value at each call.
    Fresh,
    /// The same value for the same arguments, in one process.
    Stable,
}
