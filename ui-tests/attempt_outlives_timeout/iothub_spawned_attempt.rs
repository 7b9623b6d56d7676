//! The attempt is a task; it goes on when the wait for it is given up. The retry waits a little, which an attempt that hangs
//! does not mind.
//! Source: taxonomy T9, it was spawned.
#![allow(unused)]

use azure_iot_sdk::{DeviceKeyTokenSource, IoTHubClient, Message};
use std::time::Duration;

const HUB: &str = "contoso.azure-devices.net";
const DEVICE: &str = "press-4";

async fn connect() -> Option<IoTHubClient> {
    let token_source = DeviceKeyTokenSource::new(HUB, DEVICE, "c2VjcmV0").expect("a valid key");
    IoTHubClient::new(HUB, DEVICE.into(), token_source).await.ok() //~ attempt_outlives_timeout
}

#[tokio::main]
async fn main() -> azure_iot_sdk::Result<()> {
    loop {
        let attempt = tokio::spawn(connect());
        if let Ok(Ok(Some(mut client))) = tokio::time::timeout(Duration::from_secs(10), attempt).await {
            return client.send_message(Message::new(b"17".to_vec())).await;
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}
