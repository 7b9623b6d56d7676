//! `run` holds the connection until it returns: a loop around it has one session at a time.
//! Knowledge of azure_iot_operations_mqtt, section 3: one connection for each `run`.
#![allow(unused)]

use azure_iot_operations_mqtt::aio::connection_settings::MqttConnectionSettingsBuilder;
use azure_iot_operations_mqtt::session::{Session, SessionOptionsBuilder};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    loop {
        let settings = MqttConnectionSettingsBuilder::default()
            .client_id("press-4")
            .hostname("broker.plant.example")
            .tcp_port(1883_u16)
            .use_tls(false)
            .build()?;
        let options = SessionOptionsBuilder::default().connection_settings(settings).build()?;
        let session = Session::new(options)?;
        if let Err(error) = session.run().await {
            eprintln!("{error}");
        }
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    }
}
