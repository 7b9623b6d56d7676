//! azure-iot-mqtt: two clients of one device, and the streams of both are polled.
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
    let mut twin = client("hopper-1")?;
    let mut commands = client("hopper-1")?;
    println!("{}", twin.next().await.is_some());
    println!("{}", commands.next().await.is_some()); //~ connect_while_open
    Ok(())
}

fn main() {}
