//! fe2o3-amqp: two connections with a container id each.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect(container: &str) -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open(container, "amqp://guest:guest@broker.plant.example:5672").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut telemetry = connect("hopper-1").await?;
    let mut commands = connect("hopper-1-commands").await?;
    telemetry.close().await?;
    commands.close().await?;
    Ok(())
}
