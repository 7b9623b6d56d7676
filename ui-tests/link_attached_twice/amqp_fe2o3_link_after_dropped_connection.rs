//! fe2o3-amqp: a connection that is dropped takes its sessions and links with it, even while their handles live.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};
use std::time::Duration;

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

async fn telemetry(session: &mut SessionHandle<()>) -> anyhow::Result<Sender> {
    Ok(Sender::attach(session, "hopper", "telemetry").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = connect().await?;
    let mut dropped = Session::begin(&mut connection).await?;
    let sender = telemetry(&mut dropped).await?;
    drop(connection);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut connection = connect().await?;
    let mut session = Session::begin(&mut connection).await?;
    let mut again = telemetry(&mut session).await?;
    again.send("12.6").await?;
    println!("{}", dropped.is_ended());
    connection.close().await?;
    Ok(())
}
