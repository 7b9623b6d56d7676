//! One client for the whole run: it reconnects by itself, and the events are only looked at.
//! Knowledge of esp-idf-svc, section 4: automatic reconnection is on by default.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, EventPayload, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

fn main() -> Result<(), EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-1"),
        ..Default::default()
    };
    let (mut client, mut connection) = EspMqttClient::new("mqtt://broker.plant.example", &config)?;
    std::thread::spawn(move || {
        while let Ok(event) = connection.next() {
            match event.payload() {
                EventPayload::Disconnected => println!("lost, the client tries again"),
                EventPayload::Connected(_) => println!("connected"),
                _ => {}
            }
        }
    });
    loop {
        client.enqueue("soil", QoS::AtLeastOnce, false, b"41")?;
        std::thread::sleep(std::time::Duration::from_secs(30));
    }
}
