//! fe2o3-amqp: one link name set on two builders, for two sessions.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}


async fn telemetry(session: &mut SessionHandle<()>) -> anyhow::Result<Sender> {
    let link = Sender::builder().name("hopper").target("telemetry").attach(session).await?; //~ link_attached_twice
    Ok(link)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = connect().await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    let mut alarms = telemetry(&mut first).await?;
    let mut archive = telemetry(&mut second).await?;
    archive.send("12.5").await?;
    Ok(())
}
