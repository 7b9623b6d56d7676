//! mqtt_channel: the first connection is closed before the second one is made.
#![allow(unused)]

use mqtt_channel::{Config, Connection, MqttError};

async fn connect() -> Result<Connection, MqttError> {
    let config = Config::default().with_host("broker.plant.example").with_session_name("hopper-1");
    Connection::new(&config).await
}

async fn check() -> Result<(), MqttError> {
    let connection = connect().await?;
    connection.close().await;
    let connection = connect().await?;
    connection.close().await;
    Ok(())
}

fn main() {}
