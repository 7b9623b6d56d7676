//! fe2o3-amqp: a leaked connection stays open beside the next of its container.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: kept_while_open
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    std::mem::forget(connect().await?);
    let mut commands = connect().await?;
    commands.close().await?;
    Ok(())
}
