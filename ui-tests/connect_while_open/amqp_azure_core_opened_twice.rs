//! azure_core_amqp: the second `open` opens a connection beside the first before it fails. Both may live: nobody ends the
//! first.
#![allow(unused)]

use azure_core_amqp::{AmqpConnection, AmqpConnectionApis};

async fn connect(connection: &AmqpConnection) -> azure_core_amqp::Result<()> {
    let url = "amqp://broker.plant.example:5672".parse().expect("a URL");
    connection.open("hopper-1".to_owned(), url, None).await //~ EXCLUSIVE MISSING: connect_while_open -- a second open on an open handle of its caller
}

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let connection = AmqpConnection::new();
    connect(&connection).await?;
    if let Err(error) = connect(&connection).await {
        eprintln!("{error}");
    }
    connection.close().await
}
