//! fe2o3-amqp: a shadowed connection lives on beside the second one of its container.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: shadowed_while_open
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let connection = connect().await?;
    let mut connection = connect().await?;
    connection.close().await?;
    Ok(())
}
