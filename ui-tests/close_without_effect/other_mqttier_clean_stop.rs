//! mqttier: `clean_stop` sends a DISCONNECT, and the task behind the client connects again five seconds later.
#![allow(unused)]

use mqttier::{Connection, MqttierClient, MqttierOptionsBuilder};
use std::time::Duration;
use tokio::time::sleep;

fn client() -> anyhow::Result<MqttierClient> {
    let options = MqttierOptionsBuilder::default()
        .client_id("hopper-1")
        .connection(Connection::TcpLocalhost(1883_u16))
        .build()?;
    Ok(MqttierClient::new(options)?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut telemetry = client()?;
    telemetry.start().await?;
    sleep(Duration::from_millis(300)).await;
    telemetry.clean_stop().await?;
    let mut telemetry = client()?;
    telemetry.start().await?; //~ close_without_effect
    sleep(Duration::from_secs(8)).await;
    Ok(())
}
