//! fe2o3-amqp: one link name on two connections of one container: the peer takes the link from the first.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: connect_while_open
}

async fn telemetry(session: &mut SessionHandle<()>) -> anyhow::Result<Sender> {
    Ok(Sender::attach(session, "hopper", "telemetry").await?) //~ link_attached_twice
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (mut north, mut south) = (connect().await?, connect().await?);
    let mut session = Session::begin(&mut north).await?;
    let mut alarms = telemetry(&mut session).await?;
    let mut session = Session::begin(&mut south).await?;
    let mut archive = telemetry(&mut session).await?;
    archive.send("12.5").await?;
    Ok(())
}
