//! fe2o3-amqp: a task that nobody ends holds its connection beside the second one of the container.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::{Connection, Sender, Session};
use std::time::Duration;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: task_left_running
}

async fn telemetry(mut connection: ConnectionHandle<()>) -> anyhow::Result<()> {
    let mut session = Session::begin(&mut connection).await?;
    let mut sender = Sender::attach(&mut session, "hopper", "telemetry").await?;
    loop {
        sender.send("12.5").await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tokio::spawn(telemetry(connect().await?));
    let mut commands = connect().await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    commands.close().await?;
    Ok(())
}
