//! Stand-in for `mqtt_channel` of thin-edge.io at c6cc23d, which is in no registry: the same names and signatures, no
//! insides.
#![allow(unused_variables)]

/// A connection.
pub struct Connection(());

/// What went wrong.
#[derive(Debug)]
pub struct MqttError;

/// Who connects and where.
#[derive(Clone, Debug, Default)]
pub struct Config(());

impl Config {
    /// The broker's host.
    pub fn with_host(self, host: impl Into<String>) -> Self {
        self
    }

    /// The client's id.
    pub fn with_session_name(self, name: impl Into<String>) -> Self {
        self
    }
}

impl Connection {
    /// Connects.
    pub async fn new(config: &Config) -> Result<Connection, MqttError> {
        Err(MqttError)
    }

    /// Disconnects.
    pub async fn close(self) {}
}
