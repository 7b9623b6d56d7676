//! azure_core_amqp: the first connection is closed before the second opens.
#![allow(unused)]

use azure_core_amqp::{AmqpConnection, AmqpConnectionApis};

async fn open(connection: &AmqpConnection) -> azure_core_amqp::Result<()> {
    let url = "amqp://broker.plant.example:5672".parse().expect("a URL");
    connection.open("hopper-1".to_owned(), url, None).await
}

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let telemetry = AmqpConnection::new();
    open(&telemetry).await?;
    telemetry.close().await?;
    let commands = AmqpConnection::new();
    open(&commands).await?;
    commands.close().await
}
