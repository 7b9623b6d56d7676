//! fe2o3-amqp: two link names to one address are two links.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

async fn telemetry(session: &mut SessionHandle<()>, name: &str) -> anyhow::Result<Sender> {
    Ok(Sender::attach(session, name, "telemetry").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = connect().await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let mut alarms = telemetry(&mut first, "hopper-alarms").await?;
    let mut archive = telemetry(&mut second, "hopper-archive").await?;
    alarms.send("12.5").await?;
    archive.send("12.5").await?;
    Ok(())
}
