//! fe2o3-amqp: a slot is emptied right before the link is attached anew in another session.
#![allow(unused)]

use fe2o3_amqp::{Connection, Sender, Session};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let mut slot = Some(Sender::attach(&mut first, "hopper", "telemetry").await?);
    slot = None;
    slot = Some(Sender::attach(&mut second, "hopper", "telemetry").await?); //~ drop_then_connect
    Ok(())
}
