//! Clones share the one connection.
//! Knowledge of azure_iot_sdk 0.8, section 1 (the crate's own example has this shape).
#![allow(unused)]

use azure_iot_sdk::{DeviceKeyTokenSource, IoTHubClient, Message};

const HUB: &str = "contoso.azure-devices.net";
const DEVICE: &str = "press-4";

#[tokio::main]
async fn main() -> azure_iot_sdk::Result<()> {
    let token_source = DeviceKeyTokenSource::new(HUB, DEVICE, "c2VjcmV0").expect("a valid key");
    let mut telemetry = IoTHubClient::new(HUB, DEVICE.into(), token_source).await?;
    let mut alarms = telemetry.clone();
    telemetry.send_message(Message::new(b"17".to_vec())).await?;
    alarms.send_message(Message::new(b"hot".to_vec())).await?;
    Ok(())
}
