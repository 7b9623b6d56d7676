//! fe2o3-amqp: the first link is not even bound.
#![allow(unused)]

use fe2o3_amqp::{Connection, Sender, Session};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let _ = Sender::attach(&mut first, "hopper", "telemetry").await?;
    let sender = Sender::attach(&mut second, "hopper", "telemetry").await?; //~ drop_then_connect
    println!("{}", sender.name());
    Ok(())
}
