//! astarte-device-sdk: the client disconnects, and the task that handled its events has ended before the next one.
#![allow(unused)]

use astarte_device_sdk::builder::DeviceBuilder;
use astarte_device_sdk::prelude::*;
use astarte_device_sdk::store::memory::MemoryStore;
use astarte_device_sdk::transport::mqtt::{Credential, MqttArgs, MqttConfig};
use std::error::Error;
use std::time::Duration;
use tokio::time::sleep;

fn config(device: &str) -> Result<MqttConfig, Box<dyn Error>> {
    Ok(MqttConfig::new(MqttArgs {
        realm: "plant".to_owned(),
        device_id: device.to_owned(),
        credential: Credential::secret("secret"),
        pairing_url: "https://astarte.plant.example/pairing".parse()?,
    }))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let builder = DeviceBuilder::new().store(MemoryStore::new()).connection(config("hopper-1")?);
    let (mut client, connection) = builder.build().await?;
    let events = tokio::spawn(connection.handle_events());
    sleep(Duration::from_secs(60)).await;
    client.disconnect().await?;
    events.await??;
    let builder = DeviceBuilder::new().store(MemoryStore::new()).connection(config("hopper-1")?);
    let (client, connection) = builder.build().await?;
    connection.handle_events().await?;
    Ok(())
}
