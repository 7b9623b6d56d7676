//! fe2o3-amqp: the close is awaited, and the peer's answer with it; then the same container comes again.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut telemetry = connect().await?;
    telemetry.close().await?;
    let mut commands = connect().await?;
    commands.close().await?;
    Ok(())
}
