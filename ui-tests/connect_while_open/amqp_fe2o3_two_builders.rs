//! fe2o3-amqp: two builders with one container id: their connections live side by side.
#![allow(unused)]

use fe2o3_amqp::Connection;

const CONTAINER: &str = "hopper-1";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = "amqp://guest:guest@broker.plant.example:5672";
    let mut telemetry = Connection::builder().container_id(CONTAINER).open(url).await?;
    let mut commands = Connection::builder().container_id(CONTAINER).open(url).await?; //~ EXCLUSIVE: connect_while_open
    telemetry.close().await?;
    commands.close().await?;
    Ok(())
}
