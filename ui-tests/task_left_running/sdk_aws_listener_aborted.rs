//! aws-iot-device-sdk-rust: the listener's task has ended before the next client is made.
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

#[tokio::main]
async fn main() -> Result<(), AWSIoTError> {
    let (client, events) = AWSIoTAsyncClient::new(settings()).await?;
    let listener = tokio::spawn(async_event_loop_listener(events));
    sleep(Duration::from_secs(60)).await;
    listener.abort();
    let _ = listener.await;
    let (client, events) = AWSIoTAsyncClient::new(settings()).await?;
    async_event_loop_listener(events).await
}
