//! fe2o3-amqp: a close that is given no time may have been sent or not when the next connection opens.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;
use std::time::Duration;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: close_without_effect
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut telemetry = connect().await?;
    let _ = tokio::time::timeout(Duration::ZERO, telemetry.close()).await;
    let mut commands = connect().await?;
    commands.close().await?;
    Ok(())
}
