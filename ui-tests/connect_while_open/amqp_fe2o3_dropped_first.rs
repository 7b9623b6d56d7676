//! fe2o3-amqp: a drop only asks for the close; the next connection of the container may be there first.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: drop_then_connect
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let telemetry = connect().await?;
    drop(telemetry);
    let mut commands = connect().await?;
    commands.close().await?;
    Ok(())
}
