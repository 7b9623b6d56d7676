//! The constructor connects; the old client is dropped after it.
//! Knowledge of esp-idf-svc, section 4: the assignment over a connected client (read in source, not run).
#![allow(unused)]

use esp_idf_svc::mqtt::client::{EspMqttClient, MqttClientConfiguration, QoS};
use esp_idf_svc::sys::EspError;

struct Uplink {
    mqtt: Option<EspMqttClient<'static>>,
}

impl Uplink {
    fn connect(&mut self) -> Result<(), EspError> {
        let config = MqttClientConfiguration {
            client_id: Some("greenhouse-esp-1"),
            ..Default::default()
        };
        self.mqtt = Some(EspMqttClient::new_cb("mqtt://broker.plant.example", &config, |_event| {})?); //~ overwrite_while_open
        Ok(())
    }
}

fn main() -> Result<(), EspError> {
    let mut uplink = Uplink { mqtt: None };
    loop {
        uplink.connect()?;
        if let Some(mqtt) = &mut uplink.mqtt {
            mqtt.publish("soil", QoS::AtLeastOnce, false, b"41")?;
            std::thread::sleep(std::time::Duration::from_secs(3600));
        }
    }
}
