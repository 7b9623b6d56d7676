//! Two connection strings, two devices.
//! Knowledge of azure-iot-sdk (omnect), section 2: the identity is the string's `DeviceId`.
#![allow(unused)]

use azure_iot_sdk::client::IotHubClient;

const PRESS: &str = "HostName=contoso.azure-devices.net;DeviceId=press-4;SharedAccessKey=AAAA";
const OVEN: &str = "HostName=contoso.azure-devices.net;DeviceId=oven-2;SharedAccessKey=AAAA";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let builder = IotHubClient::builder();
    let press = builder.build_device_client(PRESS)?;
    let oven = builder.build_device_client(OVEN)?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    drop((press, oven));
    Ok(())
}
