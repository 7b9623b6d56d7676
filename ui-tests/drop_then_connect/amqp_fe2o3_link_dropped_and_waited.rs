//! fe2o3-amqp: some time after a drop the link is detached.
#![allow(unused)]

use fe2o3_amqp::{Connection, Sender, Session};
use std::time::Duration;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let sender = Sender::attach(&mut first, "hopper", "telemetry").await?;
    drop(sender);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut sender = Sender::attach(&mut second, "hopper", "telemetry").await?;
    sender.send("12.6").await?;
    Ok(())
}
