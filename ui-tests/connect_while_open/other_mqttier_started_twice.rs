//! mqttier: a client that runs ignores a second start, and its clones share the one connection.
#![allow(unused)]

use mqttier::{Connection, MqttierClient, MqttierOptionsBuilder};
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = MqttierOptionsBuilder::default()
        .client_id("hopper-1")
        .connection(Connection::TcpLocalhost(1883_u16))
        .build()?;
    let mut telemetry = MqttierClient::new(options)?;
    let mut commands = telemetry.clone();
    telemetry.start().await?;
    commands.start().await?;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
