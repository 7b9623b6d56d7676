//! aws-iot-device-sdk-rust: the first client's listener still polls when the next one starts.
#![allow(unused)]

use aws_iot_device_sdk_rust::{async_event_loop_listener, AWSIoTAsyncClient, AWSIoTError, AWSIoTSettings};
use std::time::Duration;
use tokio::time::sleep;

fn settings() -> AWSIoTSettings {
    AWSIoTSettings::new(
        "hopper-1".to_owned(),
        "ca.pem".to_owned(),
        "hopper.pem".to_owned(),
        "hopper.key".to_owned(),
        "plant.iot.eu-central-1.amazonaws.com".to_owned(),
        None,
    )
}

async fn connect() -> Result<AWSIoTAsyncClient, AWSIoTError> {
    let (client, events) = AWSIoTAsyncClient::new(settings()).await?;
    tokio::spawn(async move {
        async_event_loop_listener(events).await.is_ok() //~ task_left_running
    });
    Ok(client)
}

#[tokio::main]
async fn main() -> Result<(), AWSIoTError> {
    let client = connect().await?;
    sleep(Duration::from_secs(60)).await;
    drop(client);
    let client = connect().await?;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
