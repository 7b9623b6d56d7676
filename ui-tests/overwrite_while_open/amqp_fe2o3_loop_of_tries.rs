//! fe2o3-amqp: each turn of the loop closes its connection before the next opens one.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    for _ in 0..3 {
        let mut connection = connect().await?;
        connection.close().await?;
    }
    Ok(())
}
