//! fe2o3-amqp: within one session the crate itself refuses a second link of one name: nothing goes out.
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
    let mut session = Session::begin(&mut connection).await?;
    let mut alarms = telemetry(&mut session).await?;
    if let Err(error) = telemetry(&mut session).await {
        eprintln!("{error}");
    }
    alarms.send("12.5").await?;
    Ok(())
}
