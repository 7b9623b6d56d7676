//! fe2o3-amqp: a sender and a receiver of one name are two links.
#![allow(unused)]

use fe2o3_amqp::{Connection, Receiver, Sender, Session};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?;
    let mut session = Session::begin(&mut connection).await?;
    let mut sender = Sender::attach(&mut session, "hopper", "telemetry").await?;
    let mut receiver = Receiver::attach(&mut session, "hopper", "commands").await?;
    sender.send("12.5").await?;
    println!("{:?}", receiver.recv::<String>().await?.body());
    Ok(())
}
