//! EspAsyncMqttClient: the new client's task connects before the old client is dropped.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspAsyncMqttClient, EspAsyncMqttConnection, MqttClientConfiguration};
use esp_idf_svc::sys::EspError;

fn connect() -> Result<(EspAsyncMqttClient, EspAsyncMqttConnection), EspError> {
    let configuration = MqttClientConfiguration {
        client_id: Some("hopper-1"),
        ..Default::default()
    };
    EspAsyncMqttClient::new("mqtt://broker.plant.example:1883", &configuration) //~ overwrite_while_open
}

struct Gateway {
    client: Option<EspAsyncMqttClient>,
}

impl Gateway {
    fn reconnect(&mut self) -> Result<(), EspError> {
        self.client = Some(connect()?.0);
        Ok(())
    }
}

fn main() -> Result<(), EspError> {
    let mut gateway = Gateway { client: Some(connect()?.0) };
    gateway.reconnect()
}
