//! azure_core_amqp: one link name in two sessions of one connection.
#![allow(unused)]

use azure_core_amqp::{
    AmqpConnection, AmqpConnectionApis, AmqpSender, AmqpSenderApis, AmqpSession, AmqpSessionApis,
};

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let connection = AmqpConnection::new();
    let url = "amqp://broker.plant.example:5672".parse().expect("a URL");
    connection.open("hopper-1".to_owned(), url, None).await?;
    let (first, second) = (AmqpSession::new(), AmqpSession::new());
    first.begin(&connection, None).await?;
    second.begin(&connection, None).await?;
    let (alarms, archive) = (AmqpSender::new(), AmqpSender::new());
    alarms.attach(&first, "hopper".to_owned(), "telemetry".to_owned(), None).await?;
    archive.attach(&second, "hopper".to_owned(), "telemetry".to_owned(), None).await?; //~ link_attached_twice
    connection.close().await
}
