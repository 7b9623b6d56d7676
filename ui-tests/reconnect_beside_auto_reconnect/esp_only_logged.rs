//! That the client is disconnected, and that a publish fails, is only logged: it reconnects by itself.
//! Knowledge of esp-idf-svc, section 4.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, EspMqttConnection, EventPayload, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

fn main() -> Result<(), EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-4"),
        ..Default::default()
    };
    let (mut client, mut connection) = EspMqttClient::new("mqtt://broker.plant.example", &config)?;
    while let Ok(event) = connection.next() {
        match event.payload() {
            EventPayload::Disconnected => println!("interrupted"),
            _ => {
                if let Err(error) = client.publish("soil", QoS::AtLeastOnce, false, b"41") {
                    println!("{error}");
                }
            }
        }
    }
    Ok(())
}
