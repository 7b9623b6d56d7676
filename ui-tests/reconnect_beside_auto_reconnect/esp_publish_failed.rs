//! The publish fails while the client is on its way back; a second client takes its place on the broker, and the first one
//! takes it back.
//! Knowledge of esp-idf-svc, section 4: the task reconnects for ever.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<EspMqttClient<'static>, EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-2"),
        ..Default::default()
    };
    EspMqttClient::new_cb("mqtt://broker.plant.example", &config, |_event| {}) //~ reconnect_beside_auto_reconnect
}

fn main() -> Result<(), EspError> {
    let mut client = connect()?;
    match client.publish("soil", QoS::AtLeastOnce, false, b"41") {
        Ok(_) => {}
        Err(_) => {
            let mut second = connect()?;
            second.publish("soil", QoS::AtLeastOnce, false, b"41")?;
        }
    }
    client.publish("soil", QoS::AtLeastOnce, false, b"42")?;
    Ok(())
}
