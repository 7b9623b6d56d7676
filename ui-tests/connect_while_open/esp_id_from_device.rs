//! No client id: which one is used depends on the ESP-IDF version, so nothing can be said.
//! Knowledge of esp-idf-svc, section 4: identity (IDF 5 empty, IDF 4 from the MAC).
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn main() -> Result<(), EspError> {
    let config = MqttClientConfiguration::default();
    let (mut first, _first_events) = EspMqttClient::new("mqtt://broker.plant.example", &config)?;
    let (mut second, _second_events) = EspMqttClient::new("mqtt://broker.plant.example", &config)?;
    first.set_uri("mqtt://north.plant.example")?;
    second.set_uri("mqtt://south.plant.example")?;
    Ok(())
}
