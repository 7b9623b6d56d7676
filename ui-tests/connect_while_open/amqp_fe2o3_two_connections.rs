//! fe2o3-amqp: two connections of one container live side by side: nobody ends the first.
#![allow(unused)]

use fe2o3_amqp::connection::{ConnectionHandle, OpenError};
use fe2o3_amqp::Connection;

async fn connect() -> Result<ConnectionHandle<()>, OpenError> {
    Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await //~ EXCLUSIVE: connect_while_open
}

#[tokio::main]
async fn main() -> Result<(), OpenError> {
    let mut telemetry = connect().await?;
    let mut commands = connect().await?;
    let _ = (telemetry.close().await, commands.close().await);
    Ok(())
}
