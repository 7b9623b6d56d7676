//! fe2o3-amqp: after the drop another name is attached.
#![allow(unused)]

use fe2o3_amqp::{Connection, Sender, Session};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let sender = Sender::attach(&mut first, "hopper-alarms", "telemetry").await?;
    drop(sender);
    let mut sender = Sender::attach(&mut second, "hopper-readings", "telemetry").await?;
    sender.send("12.6").await?;
    Ok(())
}
