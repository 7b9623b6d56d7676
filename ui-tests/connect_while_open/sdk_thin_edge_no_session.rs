//! mqtt_channel: without a session's name each connection has a random id.
#![allow(unused)]

use mqtt_channel::{Config, Connection, MqttError};

async fn check() -> Result<(), MqttError> {
    let config = Config::default().with_host("broker.plant.example");
    let commands = Connection::new(&config).await?;
    let telemetry = Connection::new(&config).await?;
    commands.close().await;
    telemetry.close().await;
    Ok(())
}

fn main() {}
