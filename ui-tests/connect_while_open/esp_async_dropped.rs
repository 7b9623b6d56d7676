//! EspAsyncMqttClient: the drop asks another thread for the close; the next client may be quicker, or not.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspAsyncMqttClient, EspAsyncMqttConnection, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<(EspAsyncMqttClient, EspAsyncMqttConnection), EspError> {
    let configuration = MqttClientConfiguration {
        client_id: Some("hopper-1"),
        ..Default::default()
    };
    EspAsyncMqttClient::new("mqtt://broker.plant.example:1883", &configuration)
}

fn main() -> Result<(), EspError> {
    let (client, events) = connect()?;
    drop(client);
    std::thread::sleep(std::time::Duration::from_secs(1));
    let (client, events) = connect()?;
    Ok(())
}
