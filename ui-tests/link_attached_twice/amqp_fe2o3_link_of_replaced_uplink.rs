//! fe2o3-amqp: all is made anew while the old uplink, whose link nobody has closed, is still in its place.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::session::SessionHandle;
use fe2o3_amqp::{Connection, Sender, Session};

async fn connect() -> anyhow::Result<ConnectionHandle<()>> {
    Ok(Connection::open("hopper-1", "amqp://guest:guest@broker.plant.example:5672").await?) //~ EXCLUSIVE: overwrite_while_open
}

struct Uplink {
    connection: ConnectionHandle<()>,
    session: SessionHandle<()>,
    sender: Sender,
}

impl Uplink {
    async fn open() -> anyhow::Result<Uplink> {
        let mut connection = connect().await?;
        let mut session = Session::begin(&mut connection).await?;
        let sender = Sender::attach(&mut session, "hopper", "telemetry").await?; //~ link_attached_twice
        Ok(Uplink { connection, session, sender })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut uplink = Uplink::open().await?;
    uplink.sender.send("12.5").await?;
    uplink = Uplink::open().await?;
    uplink.sender.send("12.6").await?;
    Ok(())
}
