//! What the gateway is told from outside, and the connection options made of it.

use std::env;
use std::time::Duration;

use anyhow::Context;
use rumqttc::MqttOptions;

/// The identity under which the gateway is known to the cloud. One connection at a time.
pub const CLIENT_ID: &str = "coldroom-gateway-0042";

/// Settings of one gateway.
#[derive(Clone, Debug)]
pub struct Config {
    /// The cloud's broker.
    pub broker: String,
    /// The broker on the local network that wall displays read from.
    pub local_broker: String,
    /// Pause between two readings.
    pub reporting_interval: Duration,
}

impl Config {
    /// Reads the environment; only the cloud's broker has no default.
    pub fn from_environment() -> anyhow::Result<Self> {
        Ok(Self {
            broker: env::var("GATEWAY_BROKER").context("GATEWAY_BROKER is not set")?,
            local_broker: env::var("GATEWAY_LOCAL_BROKER")
                .unwrap_or_else(|_| "localhost".to_owned()),
            reporting_interval: Duration::from_secs(30),
        })
    }

    /// Options for the gateway's own link.
    pub fn link_options(&self) -> MqttOptions {
        let mut options = MqttOptions::new(CLIENT_ID, self.broker.clone(), 1883);
        options.set_keep_alive(Duration::from_secs(30));
        options.set_clean_session(false);
        options
    }

    /// Options for the one question that is asked before the link is up.
    pub fn provisioning_options(&self) -> MqttOptions {
        let id = format!("{CLIENT_ID}-provisioning");
        MqttOptions::new(id, self.broker.clone(), 1883)
    }

    /// Options for the mirror on the local network.
    pub fn mirror_options(&self) -> MqttOptions {
        let id = format!("{CLIENT_ID}-mirror");
        MqttOptions::new(id, self.local_broker.clone(), 1883)
    }
}
