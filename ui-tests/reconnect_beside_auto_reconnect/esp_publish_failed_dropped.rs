//! The publish fails; the old client, which would reconnect by itself, is dropped before the new one is made.
//! Knowledge of esp-idf-svc, section 4: the drop waits for the task to end.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<EspMqttClient<'static>, EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-3"),
        ..Default::default()
    };
    EspMqttClient::new_cb("mqtt://broker.plant.example", &config, |_event| {})
}

fn main() -> Result<(), EspError> {
    let mut client = connect()?;
    loop {
        if client.publish("soil", QoS::AtLeastOnce, false, b"41").is_err() {
            drop(client);
            client = connect()?;
        }
    }
}
