//! mqttier: the drop of the last handle ends no task; its connection stays open beside the next.
#![allow(unused)]

use mqttier::{Connection, MqttierClient, MqttierOptionsBuilder};
use std::time::Duration;
use tokio::time::sleep;

async fn started() -> anyhow::Result<MqttierClient> {
    let options = MqttierOptionsBuilder::default()
        .client_id("hopper-1")
        .connection(Connection::TcpLocalhost(1883_u16))
        .build()?;
    let mut client = MqttierClient::new(options)?;
    client.start().await?; //~ kept_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let telemetry = started().await?;
    sleep(Duration::from_millis(300)).await;
    drop(telemetry);
    let telemetry = started().await?;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
