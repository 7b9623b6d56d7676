//! A client that is local to the attempt is dropped, and so destroyed, before the next attempt.
//! Knowledge of esp-idf-svc, section 4: drop closes, blocking.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

fn send_once() -> Result<(), EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-1"),
        ..Default::default()
    };
    let mut client = EspMqttClient::new_cb("mqtt://broker.plant.example", &config, |_event| {})?;
    client.publish("soil", QoS::AtLeastOnce, false, b"41")?;
    Ok(())
}

fn main() {
    loop {
        if let Err(error) = send_once() {
            eprintln!("{error}");
        }
        std::thread::sleep(std::time::Duration::from_secs(600));
    }
}
