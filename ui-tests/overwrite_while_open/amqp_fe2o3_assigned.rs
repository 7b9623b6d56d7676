//! fe2o3-amqp: the new connection is open before the old value drops. They live side by side for that moment.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: overwrite_while_open
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = connect().await?;
    if connection.is_closed() {
        return Ok(());
    }
    connection = connect().await?;
    connection.close().await?;
    Ok(())
}
