//! `Disconnected` does not end the client: it is about to reconnect when the new one is made.
//! Knowledge of esp-idf-svc, section 4 and naive lint, false negative 9.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, EspMqttConnection, EventPayload, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<(EspMqttClient<'static>, EspMqttConnection), EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-1"),
        ..Default::default()
    };
    EspMqttClient::new("mqtt://broker.plant.example", &config) //~ reconnect_beside_auto_reconnect
}

fn main() -> Result<(), EspError> {
    let (mut client, mut connection) = connect()?;
    while let Ok(event) = connection.next() {
        if let EventPayload::Disconnected = event.payload() {
            let (mut second, _events) = connect()?;
            second.publish("soil", QoS::AtLeastOnce, false, b"41")?;
            client.publish("state", QoS::AtLeastOnce, false, b"again")?;
        }
    }
    Ok(())
}
