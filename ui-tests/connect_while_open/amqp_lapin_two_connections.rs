//! lapin: a broker of AMQP 0-9-1 takes any number of connections; the name is only shown.
#![allow(unused)]

use lapin::{Connection, ConnectionProperties};

async fn connect() -> lapin::Result<Connection> {
    let properties = ConnectionProperties::default().with_connection_name("hopper-1".into());
    Connection::connect("amqp://broker.plant.example:5672", properties).await
}

#[tokio::main]
async fn main() -> lapin::Result<()> {
    let telemetry = connect().await?;
    let commands = connect().await?;
    telemetry.close(200, "done".into()).await?;
    commands.close(200, "done".into()).await
}
