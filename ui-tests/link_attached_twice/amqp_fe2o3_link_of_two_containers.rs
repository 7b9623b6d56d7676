//! fe2o3-amqp: one link name of two containers is two links.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn connect(container: &str) -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open(container, "amqp://guest:guest@broker.plant.example:5672").await?)
}

async fn telemetry(session: &mut SessionHandle<()>) -> anyhow::Result<Sender> {
    Ok(Sender::attach(session, "hopper", "telemetry").await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut north = connect("hopper-north").await?;
    let mut session = Session::begin(&mut north).await?;
    let mut alarms = telemetry(&mut session).await?;
    let mut south = connect("hopper-south").await?;
    let mut session = Session::begin(&mut south).await?;
    let mut archive = telemetry(&mut session).await?;
    alarms.send("12.5").await?;
    archive.send("12.5").await?;
    Ok(())
}
