//! The reconnect after an expired token: the new client connects before the old one drops.
//! Knowledge of azure_iot_sdk 0.8, section 1 (no token renewal), and taxonomy T1.
#![allow(unused)]

use azure_iot_sdk::{DeviceKeyTokenSource, IoTHubClient, Message};
use std::time::Duration;

const HUB: &str = "contoso.azure-devices.net";
const DEVICE: &str = "press-4";

async fn connect() -> azure_iot_sdk::Result<IoTHubClient> {
    let token_source = DeviceKeyTokenSource::new(HUB, DEVICE, "c2VjcmV0").expect("a valid key");
    IoTHubClient::new(HUB, DEVICE.into(), token_source).await //~ overwrite_while_open
}

#[tokio::main]
async fn main() -> azure_iot_sdk::Result<()> {
    let mut client = connect().await?;
    loop {
        for _ in 0..1440 {
            client.send_message(Message::new(b"17".to_vec())).await?;
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        client = connect().await?;
    }
}
