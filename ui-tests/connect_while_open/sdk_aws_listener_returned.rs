//! aws-iot-device-sdk-rust: the listener returns at the first error, and the connection is gone with it.
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
    loop {
        let (client, events) = AWSIoTAsyncClient::new(settings()).await?;
        if let Err(error) = async_event_loop_listener(events).await {
            eprintln!("{error}");
        }
        sleep(Duration::from_secs(10)).await;
    }
}
