//! The builder builds again while the old client is in the slot.
//! Knowledge of azure-iot-sdk (omnect), section 2 (`builder_reusable`), and taxonomy T1.
#![allow(unused)]

use azure_iot_sdk::client::{AuthenticationStatus, IotHubClient};
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let connection_string = std::env::var("DEVICE_CONNECTION_STRING")?;
    let (sender, mut states) = mpsc::channel(16);
    let builder = IotHubClient::builder().observe_connection_state(sender);
    let mut client = builder.build_device_client(&connection_string)?;
    while let Some(state) = states.recv().await {
        if let AuthenticationStatus::Unauthenticated(reason) = state {
            eprintln!("{reason:?}");
            client = builder.build_device_client(&connection_string)?; //~ overwrite_while_open
        }
    }
    drop(client);
    Ok(())
}
