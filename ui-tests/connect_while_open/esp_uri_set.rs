//! One client that is given another broker: `set_uri` is for its next connection, and makes no second client.
//! Source: esp-idf-svc, a second open on the same handle.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn main() -> Result<(), EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-20"),
        ..Default::default()
    };
    let (mut mqtt, mut events) = EspMqttClient::new("mqtt://broker.plant.example", &config)?;
    while events.next().is_ok() {
        mqtt.set_uri("mqtt://broker-2.plant.example")?;
    }
    Ok(())
}
