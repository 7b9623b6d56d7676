//! fe2o3-amqp: the container asks for a connection again as soon as it has been refused.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;

async fn connected() -> ConnectionHandle<()> {
    loop {
        match Connection::open("hopper-1", "amqp://guest:guest@hub.mill.example").await { //~ reconnect_without_backoff
            Ok(connection) => return connection,
            Err(error) => eprintln!("{error}"),
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    connected().await.close().await?;
    Ok(())
}
