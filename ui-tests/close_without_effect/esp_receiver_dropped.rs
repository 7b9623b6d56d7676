//! The value that gives the events is dropped, which ends nothing: the client's task is still connected.
//! Source: esp-idf-svc, who has the connection (read in source, not run).
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, EspMqttConnection, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<(EspMqttClient<'static>, EspMqttConnection), EspError> {
    let config = MqttClientConfiguration {
        client_id: Some("greenhouse-esp-21"),
        ..Default::default()
    };
    EspMqttClient::new("mqtt://broker.plant.example", &config) //~ close_without_effect
}

fn main() -> Result<(), EspError> {
    let (mut first, events) = connect()?;
    drop(events);
    let (mut second, mut events) = connect()?;
    while events.next().is_ok() {
        first.publish("soil", QoS::AtLeastOnce, false, b"41")?;
        second.publish("air", QoS::AtLeastOnce, false, b"18")?;
    }
    Ok(())
}
