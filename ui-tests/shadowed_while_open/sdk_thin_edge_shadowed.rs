//! mqtt_channel: the first connection's channels live on under the name of the second one's.
#![allow(unused)]

use mqtt_channel::{Config, Connection, MqttError};

async fn connect() -> Result<Connection, MqttError> {
    let config = Config::default().with_host("broker.plant.example").with_session_name("hopper-1");
    Connection::new(&config).await //~ shadowed_while_open
}

async fn check() -> Result<(), MqttError> {
    let connection = connect().await?;
    let connection = connect().await?;
    connection.close().await;
    Ok(())
}

fn main() {}
