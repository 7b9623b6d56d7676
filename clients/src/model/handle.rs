//! The types of a crate: what part each plays, and what its drop and its clone do.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Exclusive;

/// A type of the crate.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TypeModel {
    /// Every path by which it can be named, relative to the crate; the first is its name in this file.
    pub paths: Vec<String>,
    /// For a value whose type is not the crate's own or cannot be named (the caller's transport, a derived builder): what
    /// it stands for. Its name is only for this file.
    #[serde(default)]
    pub stands_for: Option<String>,
    /// What part it plays.
    pub role: Role,
    /// What dropping its last value does to the connection (for tasks: to the task).
    #[serde(default)]
    pub drop: DropEffect,
    /// What excludes a second one of it, where that is not what the client says of its connections: links, sessions.
    #[serde(default)]
    pub exclusive: Option<Exclusive>,
    /// What `clone()` gives.
    #[serde(default)]
    pub clone: CloneEffect,
    /// Whether the connection comes back by itself after a loss.
    #[serde(default)]
    pub reconnects: Reconnects,
    /// For options: methods of it that this file does not name keep the identity, and give the same options back if
    /// their result is used as options. For plain types: such methods give a value of the same type back.
    #[serde(default)]
    pub builder: bool,
    /// Fields that other code can reach, and the type of this file found there: a part of the same connection
    /// (`Connection.eventloop` of rumqttc).
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// For receiving ends: whether a loop over it ends when nothing is there.
    #[serde(default)]
    pub tries: bool,
    /// For receiving ends: whether each of several gets a copy of what is sent.
    #[serde(default)]
    pub copies: bool,
    /// For options: what the identity is when the program sets none.
    #[serde(default)]
    pub default_identity: DefaultIdentity,
}

/// The part a type plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Its life is the connection's: the connection closes (or not, see `drop`) with it.
    Owner,
    /// It only feeds an owner: dropping it closes nothing by itself.
    Sender,
    /// It carries the identity to the call that makes a handle.
    Options,
    /// It holds the connection open while it lives, beside the owner (a pending token, a guard, a clone in disguise).
    Keeper,
    /// A task or thread handle.
    Task,
    /// A set of tasks.
    TaskSet,
    /// A future that is through when some time has passed.
    Timer,
    /// The end of a channel into which values are sent.
    SendingEnd,
    /// The end of a channel out of which they come.
    ReceivingEnd,
    /// None: the type is named only so that calls on it are found (a runtime, a builder of threads, `Uuid`).
    Plain,
}

/// What a drop does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DropEffect {
    /// The connection is closed when the drop returns (task handles: the task is aborted).
    Closes,
    /// The close has been asked for when the drop returns, and happens soon.
    RequestsClose,
    /// Nothing (task handles: the task goes on, detached).
    #[default]
    Nothing,
    /// Only for task handles and sets: the drop waits until the task has ended (scoped threads).
    Waits,
}

/// What a clone is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CloneEffect {
    /// The type is not `Clone`.
    #[default]
    None,
    /// Another handle of the same connection; the last one to drop counts.
    Shares,
}

/// Whether a connection comes back by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reconnects {
    /// Never.
    #[default]
    Never,
    /// When it is used again after an error (polled on).
    OnUse,
    /// By itself, always.
    InBackground,
    /// By itself, if an option asks for it.
    IfConfigured,
}

/// The identity of options on which none was set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DefaultIdentity {
    /// Not known: two such connections are never compared.
    #[default]
    Unknown,
    /// A new one for each connection, given by the broker or made at random: never in conflict.
    Fresh,
    /// The same for the whole device.
    Device,
}
