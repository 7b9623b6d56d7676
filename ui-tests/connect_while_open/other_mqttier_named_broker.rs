//! mqttier: as two started clients, with a broker that has a name.
#![allow(unused)]

use mqttier::{Connection, MqttierClient, MqttierOptionsBuilder, TcpConnection};
use std::time::Duration;
use tokio::time::sleep;

fn client() -> anyhow::Result<MqttierClient> {
    let broker = TcpConnection { hostname: "broker.plant.example".to_owned(), port: 1883 };
    let options = MqttierOptionsBuilder::default()
        .client_id("hopper-1")
        .connection(Connection::Tcp(broker))
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
