//! Calls that make handles and open connections.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::When;
use crate::access::AccessPath;

/// A call that only gives a value of a type of this file.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gives {
    /// The calls.
    pub call: Vec<String>,
    /// Access path in the result -> type of this file found there.
    pub returns: BTreeMap<AccessPath, String>,
    /// The value whose connection (handles) or identity (options) the given ones share. Not given: they are new, and
    /// options among them have the default identity of their type.
    #[serde(default)]
    pub of: Option<AccessPath>,
    /// Whether the value is there at the call or at its `.await`.
    #[serde(default)]
    pub when: When,
    /// What lies in the channel that it gives.
    #[serde(default)]
    pub sends: Option<AccessPath>,
}

/// A call that makes a handle and opens nothing.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Create {
    /// The calls, `Type::method` or `function`, by the names used in this file.
    pub call: Vec<String>,
    /// Whether the handle is there at the call or at its `.await`.
    #[serde(default)]
    pub when: When,
    /// Where the options, and so the identity, come from.
    #[serde(default)]
    pub options: Option<AccessPath>,
    /// Where an identity is passed directly.
    #[serde(default)]
    pub identity: Option<AccessPath>,
    /// Host, port, URL: the same values mean the same broker.
    #[serde(default)]
    pub endpoint: Vec<AccessPath>,
    /// What it will be opened on: the handle of a connection or session that it ends with.
    #[serde(default)]
    pub on: Option<AccessPath>,
    /// Access path in the result -> type of this file that is found there.
    pub returns: BTreeMap<AccessPath, String>,
}

/// A call that opens a connection.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Open {
    /// The calls.
    pub call: Vec<String>,
    /// When the connection opens.
    #[serde(default)]
    pub when: When,
    /// The handle whose connection opens; not given if the call makes the handle (then see `returns`).
    #[serde(default)]
    pub handle: Option<AccessPath>,
    /// What it is opened on, for a session or a link: the handle of a connection or session that it ends with.
    #[serde(default)]
    pub on: Option<AccessPath>,
    /// What happens if the handle's connection is open already.
    #[serde(default)]
    pub again: Again,
    /// Whether it only runs a connection that is open: on a closed one it gives an error and opens nothing.
    #[serde(default)]
    pub needs_open: bool,
    /// What the call gives.
    #[serde(default)]
    pub result: OpenResult,
    /// For a call that makes its handle: where the options come from. For one with a handle: what options given here
    /// set goes before what those of the handle set; the rest stays.
    #[serde(default)]
    pub options: Option<AccessPath>,
    /// Where an identity is passed directly.
    #[serde(default)]
    pub identity: Option<AccessPath>,
    /// Host, port, URL.
    #[serde(default)]
    pub endpoint: Vec<AccessPath>,
    /// Access path in the result -> type of this file found there: the new handle's parts, or keepers of the given
    /// handle (a token).
    #[serde(default)]
    pub returns: BTreeMap<AccessPath, String>,
    /// Whether the call takes the handle by value and holds it until it returns (`session.run()`).
    #[serde(default)]
    pub consumes: bool,
    /// Whether a dropped or timed-out call goes on connecting behind the program's back.
    #[serde(default)]
    pub survives_cancel: bool,
    /// Places in the result whose presence proves that no connection is open, where `result` cannot say it:
    /// `ReturnValue.Ok.Err` of a call that gives a `Result` in a `Result`, `ReturnValue.Element.Err` of an iterator.
    #[serde(default)]
    pub lost: Vec<AccessPath>,
    /// For a call that gives a token: calls on the token that count as awaiting it, and give what `result` says
    /// (`Token::wait`).
    #[serde(default)]
    pub awaited_by: Vec<String>,
    /// The same, of calls that wait no longer than some time (`Token::wait_for`): if the attempt goes on behind them
    /// (`survives-cancel`), an `Err` of theirs does not mean that no connection is open.
    #[serde(default)]
    pub timed_by: Vec<String>,
}

/// What an open on an open handle does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Again {
    /// Nothing: it goes on with the connection it has.
    #[default]
    Ignored,
    /// It gives an error and opens nothing.
    Error,
    /// It opens nothing and never completes.
    Hangs,
    /// It opens a second connection while the first is open.
    SecondConnection,
}

/// What an open gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OpenResult {
    /// A value that says nothing.
    #[default]
    Plain,
    /// A `Result`: `Ok` means open, `Err` means that no connection is open (the attempt failed, or it was lost).
    Result,
    /// A `Result` whose `Err` proves nothing about the connection.
    Unproven,
    /// Returns only when the connection is over.
    Over,
}

/// How an identity gets into options or a handle.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Identity {
    /// The calls that set it. Not given with `field`.
    #[serde(default)]
    pub call: Vec<String>,
    /// For options built by a struct expression: `Type.field`. `identity` may then say where in the field's value the
    /// identity is, with `Argument[0]` for that value: `Argument[0].Some`.
    #[serde(default)]
    pub field: Option<String>,
    /// The options that get it: `ReturnValue` (a constructor), `Argument[self]` (a setter).
    #[serde(default)]
    pub options: Option<AccessPath>,
    /// Where the identity comes from. If the value there is itself options of this file, its identity is taken over.
    #[serde(default)]
    pub identity: Option<AccessPath>,
    /// If the identity is one component of a string, which: `query:client_id` of a URL, `key:DeviceId` of a connection
    /// string.
    #[serde(default)]
    pub part: Option<String>,
    /// Host, port, URL.
    #[serde(default)]
    pub endpoint: Vec<AccessPath>,
    /// Whether the call turns automatic reconnection on.
    #[serde(default)]
    pub reconnects: bool,
}
