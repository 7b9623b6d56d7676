//! fe2o3-amqp: connections of one container in a vector live side by side.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: kept_while_open
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut open = Vec::new();
    for _ in 0..2 {
        open.push(connect().await?);
    }
    for mut connection in open {
        connection.close().await?;
    }
    Ok(())
}
