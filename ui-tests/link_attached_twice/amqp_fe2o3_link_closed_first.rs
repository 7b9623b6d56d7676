//! fe2o3-amqp: a link that was closed is attached again in another session.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

async fn telemetry(session: &mut SessionHandle<()>) -> anyhow::Result<Sender> {
    Ok(Sender::attach(session, "hopper", "telemetry").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = connect().await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let mut sender = telemetry(&mut first).await?;
    sender.send("12.5").await?;
    sender.close().await?;
    let mut sender = telemetry(&mut second).await?;
    sender.send("12.6").await?;
    Ok(())
}
