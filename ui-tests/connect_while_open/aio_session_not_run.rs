//! A session that is built and never run opens nothing.
//! Scenario table, azure: new only, no takeover.
#![allow(unused)]

use azure_iot_operations_mqtt::aio::connection_settings::MqttConnectionSettingsBuilder;
use azure_iot_operations_mqtt::session::{Session, SessionOptionsBuilder};
use std::error::Error;

fn session() -> Result<Session, Box<dyn Error>> {
    let settings = MqttConnectionSettingsBuilder::default()
        .client_id("press-4")
        .hostname("broker.plant.example")
        .tcp_port(1883_u16)
        .use_tls(false)
        .build()?;
    let options = SessionOptionsBuilder::default().connection_settings(settings).build()?;
    Ok(Session::new(options)?)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let spare = session()?;
    session()?.run().await?;
    Ok(())
}
