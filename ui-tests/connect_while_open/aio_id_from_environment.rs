//! The settings of two sessions are the environment's, and whether that changes in between is not known.
//! Source: azure_iot_operations_mqtt, identity.
#![allow(unused)]

use azure_iot_operations_mqtt::aio::connection_settings::MqttConnectionSettingsBuilder;
use azure_iot_operations_mqtt::session::{Session, SessionOptionsBuilder};
use std::error::Error;

fn session() -> Result<Session, Box<dyn Error>> {
    let settings = MqttConnectionSettingsBuilder::from_environment()?.build()?;
    let options = SessionOptionsBuilder::default().connection_settings(settings).build()?;
    Ok(Session::new(options)?)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    session()?.run().await?;
    session()?.run().await?;
    Ok(())
}
