//! fe2o3-amqp: one link name in two sessions: the peer takes the link from the first (`amqp:link:stolen`).
#![allow(unused)]

use fe2o3_amqp::{Connection, Sender, Session};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let mut telemetry = Sender::attach(&mut first, "hopper", "telemetry").await?;
    let mut commands = Sender::attach(&mut second, "hopper", "telemetry").await?; //~ link_attached_twice
    telemetry.send("12.5").await?;
    commands.send("12.6").await?;
    Ok(())
}
