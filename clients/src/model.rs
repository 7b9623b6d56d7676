//! The schema: what a model file can say. `README.md` beside `Cargo.toml` documents every key with an example.
//!
//! These types are plain data as read by serde; [`crate::ClientSet`] checks them and makes them fast to look up.
//! Nothing here knows Rust's syntax: calls and types are named by their paths relative to the crate.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::access::AccessPath;

/// A whole model file.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ModelFile {
    /// Which crate it describes.
    pub client: Client,
    /// Types that matter.
    #[serde(default, rename = "type")]
    pub types: Vec<TypeModel>,
    /// Calls that only give a value of a type of this file: a builder, a further handle of the same connection.
    #[serde(default)]
    pub gives: Vec<Gives>,
    /// Calls that make a handle without opening a connection.
    #[serde(default)]
    pub create: Vec<Create>,
    /// Calls that open a connection.
    #[serde(default)]
    pub open: Vec<Open>,
    /// Calls that close a connection, or only look like it.
    #[serde(default)]
    pub close: Vec<Close>,
    /// Calls and fields that carry the identity.
    #[serde(default)]
    pub identity: Vec<Identity>,
    /// What proves that a connection is gone.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Calls by which a handle keeps other values for as long as it lives.
    #[serde(default)]
    pub keeps: Vec<Keeps>,
    /// Calls that start a task or a thread.
    #[serde(default)]
    pub spawn: Vec<Spawn>,
    /// Calls that join, abort or detach a task.
    #[serde(default)]
    pub task: Vec<TaskCall>,
    /// Calls that wrap a future or closure: timeouts, blocking runs.
    #[serde(default)]
    pub run: Vec<Run>,
    /// Functions whose result says where a value comes from: fresh at each call, or the same at each.
    #[serde(default)]
    pub value: Vec<ValueSource>,
}

/// The crate.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Client {
    /// Package name as in a manifest's dependency table.
    pub package: String,
    /// Name by which it is imported; the package's name with `_` for `-` if not given.
    #[serde(default)]
    pub import: Option<String>,
    /// Versions for which the model was checked, as a semver requirement. Two models of one package have ranges that
    /// do not meet.
    pub versions: String,
    /// Who ends the first connection, for the notes of a report.
    #[serde(default)]
    pub service: Service,
    /// Whether two connections of one identity exclude each other.
    #[serde(default)]
    pub exclusive: Exclusive,
    /// Where the facts come from: crate, version, file and line.
    pub sources: Vec<String>,
}

/// The service at the other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// Some MQTT broker: Azure IoT Hub, AWS IoT and plain brokers are all possible.
    #[default]
    Mqtt,
    /// Azure IoT Hub.
    AzureIotHub,
    /// AWS IoT Core.
    AwsIot,
    /// An AMQP 1.0 peer.
    Amqp,
    /// Not a network service: a runtime or a helper crate.
    None,
}

/// What excludes a second connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Exclusive {
    /// The identity (client id, device id) at one endpoint.
    #[default]
    Identity,
    /// Nothing: connections of one identity live side by side, and no finding is made.
    None,
}

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

/// When an effect takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// When the call is made.
    #[default]
    Call,
    /// When the future that the call gives is awaited.
    Await,
}

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
