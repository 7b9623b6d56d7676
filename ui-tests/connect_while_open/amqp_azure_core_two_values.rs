//! azure_core_amqp: two connections of one name live side by side.
#![allow(unused)]

use azure_core_amqp::{AmqpConnection, AmqpConnectionApis};

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let url = || "amqp://broker.plant.example:5672".parse().expect("a URL");
    let telemetry = AmqpConnection::new();
    telemetry.open("hopper-1".to_owned(), url(), None).await?;
    let commands = AmqpConnection::new();
    commands.open("hopper-1".to_owned(), url(), None).await?; //~ EXCLUSIVE: connect_while_open
    telemetry.close().await?;
    commands.close().await
}
