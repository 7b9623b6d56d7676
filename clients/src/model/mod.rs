//! The schema: what a model file can say. `README.md` beside `Cargo.toml` documents every key with an example.
//!
//! These types are plain data as read by serde; [`crate::ClientSet`] checks them and makes them fast to look up.
//! Nothing here knows Rust's syntax: calls and types are named by their paths relative to the crate.

mod close;
mod connect;
mod handle;
mod runtime;

use serde::Deserialize;

pub use close::{Close, CloseEffect, Evidence, Keeps, Proof};
pub use connect::{Again, Create, Gives, Identity, Open, OpenResult};
pub use handle::{CloneEffect, DefaultIdentity, DropEffect, Reconnects, Role, TypeModel};
pub use runtime::{
    Receive, Run, RunKind, Send, Spawn, SpawnKind, TaskCall, TaskEffect, ValueKind, ValueSource,
};

/// A whole model file.
#[derive(Clone, Debug, Default, Deserialize)]
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
    /// Calls by which values go into channels.
    #[serde(default)]
    pub send: Vec<Send>,
    /// Calls by which they come out.
    #[serde(default)]
    pub receive: Vec<Receive>,
    /// Functions whose result says where a value comes from: fresh at each call, or the same at each.
    #[serde(default)]
    pub value: Vec<ValueSource>,
}

/// The crate.
#[derive(Clone, Debug, Default, Deserialize)]
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

impl Client {
    /// The name by which the crate is imported.
    #[must_use]
    pub fn import(&self) -> String {
        let import = self.import.clone();
        import.unwrap_or_else(|| self.package.replace('-', "_"))
    }
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

/// What excludes a second connection, or a second link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Exclusive {
    /// The identity (client id, device id) at one endpoint.
    #[default]
    Identity,
    /// Only of types, of what is opened on something else ([`Open::on`]): its name. The peer takes a link of one name and
    /// type away from whoever holds it on another session or connection of the same identity at the same endpoint. On
    /// one and the same session the crate itself refuses a second one, or shares the first.
    Link,
    /// As [`Exclusive::Link`]; the name is a number by which receivers of one partition exclude each other.
    Epoch,
    /// Nothing: connections of one identity live side by side, and no finding is made.
    None,
}

impl Exclusive {
    /// Whether it is about what is opened on a connection: links, of which a name excludes a second one.
    #[must_use]
    pub fn is_of_links(self) -> bool {
        matches!(self, Exclusive::Link | Exclusive::Epoch)
    }
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
