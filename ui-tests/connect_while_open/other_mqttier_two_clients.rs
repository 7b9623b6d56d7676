//! mqttier: two started clients of one id; the tasks behind both come back after each takeover.
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
    let mut commands = client()?;
    commands.start().await?; //~ connect_while_open
    sleep(Duration::from_secs(60)).await;
    println!("{}", telemetry.client_id);
    Ok(())
}
