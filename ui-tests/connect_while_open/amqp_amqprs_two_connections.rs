//! amqprs: a broker of AMQP 0-9-1 takes any number of connections; the name is only shown.
#![allow(unused)]

use amqprs::connection::{Connection, OpenConnectionArguments};

async fn connect() -> Result<Connection, amqprs::error::Error> {
    let mut arguments = OpenConnectionArguments::new("broker.plant.example", 5672, "guest", "guest");
    arguments.connection_name("hopper-1");
    Connection::open(&arguments).await
}

#[tokio::main]
async fn main() -> Result<(), amqprs::error::Error> {
    let telemetry = connect().await?;
    let commands = connect().await?;
    telemetry.close().await?;
    commands.close().await
}
