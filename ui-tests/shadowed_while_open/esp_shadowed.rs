//! The constructor connects, and the shadowed client goes on in its own task.
//! Knowledge of esp-idf-svc, section 4: the constructor opens.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn main() -> Result<(), EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-1"),
        ..Default::default()
    };
    let (client, connection) = EspMqttClient::new("mqtt://broker.plant.example", &config)?;
    let (client, connection) = EspMqttClient::new("mqtt://broker.plant.example", &config)?; //~ shadowed_while_open
    loop {
        std::thread::sleep(std::time::Duration::from_secs(60));
    }
}
