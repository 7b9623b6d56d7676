//! fe2o3-amqp: some time after a drop the connection is closed.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;
use std::time::Duration;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let telemetry = connect().await?;
    drop(telemetry);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut commands = connect().await?;
    commands.close().await?;
    Ok(())
}
