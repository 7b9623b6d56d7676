//! A message that cannot be sent makes a new client; the old one is dropped only after that has connected.
//! Knowledge of azure_iot_sdk 0.8, section 1: no reconnecting of its own, so users write such loops.
#![allow(unused)]

use azure_iot_sdk::{DeviceKeyTokenSource, IoTHubClient, Message};

const HUB: &str = "contoso.azure-devices.net";
const DEVICE: &str = "press-4";

async fn connect() -> azure_iot_sdk::Result<IoTHubClient> {
    let token_source = DeviceKeyTokenSource::new(HUB, DEVICE, "c2VjcmV0").expect("a valid key");
    IoTHubClient::new(HUB, DEVICE.into(), token_source).await //~ reconnect_without_evidence
}

#[tokio::main]
async fn main() -> azure_iot_sdk::Result<()> {
    let mut client = connect().await?;
    loop {
        while client.send_message(Message::new(b"17".to_vec())).await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        }
        client = connect().await?;
    }
}
