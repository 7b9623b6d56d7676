//! azure_core_amqp: a value that was closed opens a connection once more, and then fails; nothing overlaps.
#![allow(unused)]

use azure_core_amqp::{AmqpConnection, AmqpConnectionApis};

async fn open(connection: &AmqpConnection) -> azure_core_amqp::Result<()> {
    let url = "amqp://broker.plant.example:5672".parse().expect("a URL");
    connection.open("hopper-1".to_owned(), url, None).await
}

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let connection = AmqpConnection::new();
    open(&connection).await?;
    connection.close().await?;
    if let Err(error) = open(&connection).await {
        eprintln!("{error}");
    }
    Ok(())
}
