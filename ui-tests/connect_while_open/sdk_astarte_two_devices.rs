//! astarte-device-sdk: one connection for each of two devices.
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
    let (north, first) = builder.build().await?;
    let builder = DeviceBuilder::new().store(MemoryStore::new()).connection(config("hopper-2")?);
    let (south, second) = builder.build().await?;
    let (first, second) = tokio::join!(first.handle_events(), second.handle_events());
    first?;
    second?;
    Ok(())
}
