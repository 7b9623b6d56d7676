//! EspAsyncMqttClient: its drop tells a thread of its own to drop the client, which takes some time.
//! Source: esp-idf-svc 0.48 src/mqtt/client.rs.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspAsyncMqttClient, EspAsyncMqttConnection, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<(EspAsyncMqttClient, EspAsyncMqttConnection), EspError> {
    let config = MqttClientConfiguration { client_id: Some("greenhouse-esp-7"), ..Default::default() };
    EspAsyncMqttClient::new("mqtt://broker.plant.example", &config) //~ drop_then_connect
}

fn main() -> Result<(), EspError> {
    let (client, connection) = connect()?;
    drop(client);
    let (client, connection) = connect()?;
    Ok(())
}
