//! azure_core_amqp: the new value opens before the old one drops; the two live side by side for that moment.
#![allow(unused)]

use azure_core_amqp::{AmqpConnection, AmqpConnectionApis};

async fn connected() -> azure_core_amqp::Result<AmqpConnection> {
    let connection = AmqpConnection::new();
    let url = "amqp://broker.plant.example:5672".parse().expect("a URL");
    connection.open("hopper-1".to_owned(), url, None).await?; //~ EXCLUSIVE: overwrite_while_open
    Ok(connection)
}

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let mut connection = connected().await?;
    connection = connected().await?;
    connection.close().await
}
