//! fe2o3-amqp: a send that fails may mean that the link is gone; then it is attached in a session that is kept for that.
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
    let mut spare = Session::begin(&mut connection).await?;
    let mut sender = telemetry(&mut session).await?;
    for _ in 0..3 {
        if sender.send("12.5").await.is_err() {
            sender = telemetry(&mut spare).await?;
        }
    }
    Ok(())
}
