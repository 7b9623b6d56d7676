//! fe2o3-amqp: a session for each worker, and a link with the worker's number in its name.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?)
}

async fn worker(connection: &mut ConnectionHandle<()>, number: usize) -> anyhow::Result<(SessionHandle<()>, Sender)> {
    let mut session = Session::begin(connection).await?;
    let sender = Sender::attach(&mut session, format!("hopper-{number}"), "telemetry").await?;
    Ok((session, sender))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = connect().await?;
    let mut workers = Vec::new();
    for number in 0..3 {
        workers.push(worker(&mut connection, number).await?);
    }
    for (_, sender) in &mut workers {
        sender.send("12.5").await?;
    }
    Ok(())
}
