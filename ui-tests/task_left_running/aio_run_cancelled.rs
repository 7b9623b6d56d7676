//! A session whose run is given a time: cancelled, it drops its socket; then the next session runs.
//! Scenario table, azure: cancelled run, then again: no takeover.
#![allow(unused)]

use azure_iot_operations_mqtt::aio::connection_settings::MqttConnectionSettingsBuilder;
use azure_iot_operations_mqtt::session::{Session, SessionOptionsBuilder};
use std::error::Error;
use std::time::Duration;

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
    let cancelled = tokio::time::timeout(Duration::from_secs(60), session()?.run()).await;
    println!("{}", cancelled.is_err());
    let again = tokio::time::timeout(Duration::from_secs(60), session()?.run()).await;
    println!("{}", again.is_err());
    Ok(())
}
