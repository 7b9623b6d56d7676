//! mqttier: without an id in the options each client has a random one.
#![allow(unused)]

use mqttier::{Connection, MqttierClient, MqttierOptionsBuilder};
use std::time::Duration;
use tokio::time::sleep;

fn client() -> anyhow::Result<MqttierClient> {
    let options = MqttierOptionsBuilder::default().connection(Connection::TcpLocalhost(1883_u16)).build()?;
    Ok(MqttierClient::new(options)?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut telemetry = client()?;
    telemetry.start().await?;
    let mut commands = client()?;
    commands.start().await?;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
