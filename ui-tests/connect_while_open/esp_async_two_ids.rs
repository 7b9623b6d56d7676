//! EspAsyncMqttClient: two clients of two ids.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspAsyncMqttClient, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn connect(id: &str) -> Result<EspAsyncMqttClient, EspError> {
    let configuration = MqttClientConfiguration { client_id: Some(id), ..Default::default() };
    Ok(EspAsyncMqttClient::new("mqtt://broker.plant.example:1883", &configuration)?.0)
}

fn main() -> Result<(), EspError> {
    let telemetry = connect("hopper-1")?;
    let commands = connect("hopper-2")?;
    Ok(())
}
