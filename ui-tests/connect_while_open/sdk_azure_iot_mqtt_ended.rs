//! azure-iot-mqtt: the first client is dropped at the end of its loop before the next one is polled.
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

async fn for_ever() -> Result<(), Box<dyn Error>> {
    loop {
        let mut client = client("hopper-1")?;
        while let Some(Ok(message)) = client.next().await {
            println!("{message:?}");
        }
    }
}

fn main() {}
