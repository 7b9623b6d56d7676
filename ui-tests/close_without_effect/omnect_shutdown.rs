//! `shutdown` waits for confirmations and closes nothing; only the drop of the client does.
//! Knowledge of azure-iot-sdk (omnect), section 2, and taxonomy T6.
#![allow(unused)]

use azure_iot_sdk::client::IotHubClient;
use std::time::Duration;

const CONNECTION_STRING: &str = "HostName=contoso.azure-devices.net;DeviceId=press-4;SharedAccessKey=AAAA";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let client = IotHubClient::builder().build_device_client(CONNECTION_STRING)?;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    client.shutdown(Duration::from_secs(5)).await;

    let client = IotHubClient::builder().build_device_client(CONNECTION_STRING)?; //~ close_without_effect
    tokio::time::sleep(Duration::from_secs(3600)).await;
    Ok(())
}
