//! `None` first: the drop stops the client's task and closes before the next one is made.
//! Knowledge of esp-idf-svc, section 4: the drop blocks until the client is gone.
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

struct Uplink {
    mqtt: Option<EspMqttClient<'static>>,
}

impl Uplink {
    fn connect(&mut self) -> Result<(), EspError> {
        self.mqtt = None;
        let config = MqttClientConfiguration {
            client_id: Some("greenhouse-esp-1"),
            ..Default::default()
        };
        self.mqtt = Some(EspMqttClient::new_cb("mqtt://broker.plant.example", &config, |_event| {})?);
        Ok(())
    }
}

fn main() -> Result<(), EspError> {
    let mut uplink = Uplink { mqtt: None };
    loop {
        uplink.connect()?;
        std::thread::sleep(std::time::Duration::from_secs(30));
    }
}
