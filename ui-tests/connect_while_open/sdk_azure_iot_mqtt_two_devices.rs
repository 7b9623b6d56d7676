//! azure-iot-mqtt: one client for each of two devices.
#![allow(unused)]

use azure_iot_mqtt::device::Client;
use azure_iot_mqtt::{Authentication, Transport};
use futures::StreamExt;
use std::error::Error;
use std::time::Duration;

fn client(device: &str) -> Result<Client, Box<dyn Error>> {
    Ok(Client::new(
        "plant.azure-devices.net".to_owned(),
        device,
        Authentication::SasToken("token".to_owned()),
        Transport::Tcp,
        None,
        Duration::from_secs(30),
        Duration::from_secs(60),
    )?)
}

async fn both() -> Result<(), Box<dyn Error>> {
    let mut north = client("hopper-1")?;
    let mut south = client("hopper-2")?;
    println!("{}", north.next().await.is_some());
    println!("{}", south.next().await.is_some());
    println!("{}", north.next().await.is_some());
    Ok(())
}

fn main() {}
