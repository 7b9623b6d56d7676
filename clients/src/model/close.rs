//! Calls that close, what proves that a connection is gone, and what keeps it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::When;
use crate::access::AccessPath;

/// A call that closes a connection, or looks like it.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Close {
    /// The calls.
    pub call: Vec<String>,
    /// Whose connection.
    #[serde(default = "self_argument")]
    pub handle: AccessPath,
    /// When it acts.
    #[serde(default)]
    pub when: When,
    /// What it does.
    pub effect: CloseEffect,
    /// Whether the connection can come back by itself afterwards (a loop that polls on reconnects).
    #[serde(default)]
    pub reopens: bool,
    /// Access path in the result -> what is found there: a token, or a keeper (a transport that is still open): as long
    /// as a keeper lives, the connection is not closed.
    #[serde(default)]
    pub returns: BTreeMap<AccessPath, String>,
    /// Whether the call takes the handle by value: its drop follows when the call returns.
    #[serde(default)]
    pub consumes: bool,
    /// For a close that acts at its `.await`: what the call alone does already, if nobody awaits it.
    #[serde(default)]
    pub unawaited: Option<CloseEffect>,
    /// Calls on the result that count as awaiting it (`Token::wait`).
    #[serde(default)]
    pub awaited_by: Vec<String>,
}

fn self_argument() -> AccessPath {
    AccessPath::self_argument()
}

/// What a close does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CloseEffect {
    /// The connection is closed when it has acted.
    Closes,
    /// The close has been asked for and follows soon without further help.
    Requests,
    /// The close is queued: it takes place only if the owner is polled on.
    Queues,
    /// It closes nothing, whatever its name says.
    None,
}

/// What proves, or only seems to prove, that a connection is gone.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Evidence {
    /// An enum variant of the crate that says so when matched, `Event::ConnectionLost`.
    #[serde(default)]
    pub variant: Option<String>,
    /// Calls that give a boolean.
    #[serde(default)]
    pub call: Vec<String>,
    /// When the call gives its answer.
    #[serde(default)]
    pub when: When,
    /// The value of the call that says so.
    #[serde(default)]
    pub is: Option<bool>,
    /// What it proves.
    pub proves: Proof,
    /// What the other value of the call proves.
    #[serde(default)]
    pub otherwise: Proof,
}

/// What evidence proves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// The connection is gone and does not come back by itself; on a handle that reconnects by itself (`reconnects`
    /// of its type and of its options) it is only interrupted. Of a task: it has ended.
    Gone,
    /// The connection is gone for the moment and comes back by itself.
    Interrupted,
    /// The connection is open.
    Open,
    /// The packet that asks for the close has been written.
    Closing,
    /// Nothing.
    #[default]
    Nothing,
}

/// A call by which a handle keeps another value.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Keeps {
    /// The calls.
    pub call: Vec<String>,
    /// The handle that keeps.
    #[serde(default = "self_argument")]
    pub handle: AccessPath,
    /// What it keeps (a callback, with all that it captured).
    pub value: AccessPath,
    /// What a kept callback is called with: `Argument[N]` of the callback -> type of this file; it is the keeping
    /// handle itself, or a part of its connection.
    #[serde(default)]
    pub passes: BTreeMap<AccessPath, String>,
}
