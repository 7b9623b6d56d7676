//! A leaked client is never destroyed.
//! Knowledge of esp-idf-svc, section 4: only drop closes.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<EspMqttClient<'static>, EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-1"),
        ..Default::default()
    };
    EspMqttClient::new_cb("mqtt://broker.plant.example", &config, |_event| {}) //~ kept_while_open
}

fn main() -> Result<(), EspError> {
    let client: &'static mut EspMqttClient<'static> = Box::leak(Box::new(connect()?));
    let second = connect()?;
    Ok(())
}
