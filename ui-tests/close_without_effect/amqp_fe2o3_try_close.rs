//! fe2o3-amqp: `try_close` only asks for the close; the next connection may be there first.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut telemetry = connect().await?;
    let _ = telemetry.try_close();
    let mut commands = connect().await?;
    commands.close().await?;
    Ok(())
}
