//! EspMqttClient: its drop waits until the connection is closed.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<EspMqttClient<'static>, EspError> {
    let config = MqttClientConfiguration { client_id: Some("greenhouse-esp-8"), ..Default::default() };
    EspMqttClient::new_cb("mqtt://broker.plant.example", &config, |_event| {})
}

fn main() -> Result<(), EspError> {
    let client = connect()?;
    drop(client);
    let client = connect()?;
    Ok(())
}
