//! fe2o3-amqp: the first link's scope ends right before its name is attached in another session.
#![allow(unused)]

use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn report(session: &mut SessionHandle<()>, value: &str) -> anyhow::Result<()> {
    let mut sender = Sender::attach(session, "hopper", "telemetry").await?; //~ drop_then_connect
    println!("{}: {value}", sender.name());
    Ok(())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut connection = Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?;
    let mut first = Session::begin(&mut connection).await?;
    let mut second = Session::begin(&mut connection).await?;
    report(&mut first, "12.5").await?;
    report(&mut second, "12.6").await?;
    Ok(())
}
