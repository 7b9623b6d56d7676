//! fe2o3-amqp: two receivers of one link name on two connections of one container: one of them gets nothing any more.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::{Connection, Receiver, Session};

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: connect_while_open
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (mut north, mut south) = (connect().await?, connect().await?);
    let mut session = Session::begin(&mut north).await?;
    let mut alarms = Receiver::attach(&mut session, "hopper", "commands").await?;
    let mut session = Session::begin(&mut south).await?;
    let mut archive = Receiver::attach(&mut session, "hopper", "commands").await?; //~ link_attached_twice
    println!("{:?}", archive.recv::<String>().await?.body());
    Ok(())
}
