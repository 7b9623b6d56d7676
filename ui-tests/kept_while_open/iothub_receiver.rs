//! `get_receiver` starts a task that holds the connection; dropping the client closes nothing.
//! Knowledge of azure_iot_sdk 0.8, section 1 (the trap), and taxonomy T7.
#![allow(unused)]

use azure_iot_sdk::{DeviceKeyTokenSource, IoTHubClient, Message};

const HUB: &str = "contoso.azure-devices.net";
const DEVICE: &str = "press-4";

async fn connect() -> azure_iot_sdk::Result<IoTHubClient> {
    let token_source = DeviceKeyTokenSource::new(HUB, DEVICE, "c2VjcmV0").expect("a valid key");
    IoTHubClient::new(HUB, DEVICE.into(), token_source).await //~ kept_while_open
}

#[tokio::main]
async fn main() -> azure_iot_sdk::Result<()> {
    let mut client = connect().await?;
    let mut messages = client.get_receiver().await;
    drop(client);
    let mut client = connect().await?;
    while let Some(message) = messages.recv().await {
        client.send_message(Message::new(b"ok".to_vec())).await?;
    }
    Ok(())
}
