//! `new` connects; two clients of one device id are in use.
//! Knowledge of azure_iot_sdk 0.8, section 1, and taxonomy T2.
#![allow(unused)]

use azure_iot_sdk::{DeviceKeyTokenSource, IoTHubClient, Message};

const HUB: &str = "contoso.azure-devices.net";
const DEVICE: &str = "press-4";

async fn connect() -> azure_iot_sdk::Result<IoTHubClient> {
    let token_source = DeviceKeyTokenSource::new(HUB, DEVICE, "c2VjcmV0").expect("a valid key");
    IoTHubClient::new(HUB, DEVICE.into(), token_source).await //~ connect_while_open
}

#[tokio::main]
async fn main() -> azure_iot_sdk::Result<()> {
    let mut telemetry = connect().await?;
    let mut alarms = connect().await?;
    telemetry.send_message(Message::new(b"17".to_vec())).await?;
    alarms.send_message(Message::new(b"hot".to_vec())).await?;
    Ok(())
}
