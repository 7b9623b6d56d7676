//! fe2o3-amqp: a close that nobody awaits does nothing. The two connections live side by side.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: close_without_effect
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut telemetry = connect().await?;
    let _ = telemetry.close();
    let mut commands = connect().await?;
    commands.close().await?;
    telemetry.close().await?;
    Ok(())
}
