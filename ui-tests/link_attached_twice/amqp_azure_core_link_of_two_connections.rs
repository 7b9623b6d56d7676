//! azure_core_amqp: one link name on two connections of one name: the peer takes the link from the first.
#![allow(unused)]

use azure_core_amqp::{
    AmqpConnection, AmqpConnectionApis, AmqpSender, AmqpSenderApis, AmqpSession, AmqpSessionApis,
};

async fn open(connection: &AmqpConnection) -> azure_core_amqp::Result<()> {
    let url = "amqp://broker.plant.example:5672".parse().expect("a URL");
    connection.open("hopper-1".to_owned(), url, None).await //~ EXCLUSIVE: connect_while_open
}

async fn telemetry(connection: &AmqpConnection) -> azure_core_amqp::Result<(AmqpSession, AmqpSender)> {
    let (session, sender) = (AmqpSession::new(), AmqpSender::new());
    session.begin(connection, None).await?;
    sender.attach(&session, "hopper".to_owned(), "telemetry".to_owned(), None).await?; //~ link_attached_twice
    Ok((session, sender))
}

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let (north, south) = (AmqpConnection::new(), AmqpConnection::new());
    open(&north).await?;
    open(&south).await?;
    let alarms = telemetry(&north).await?;
    let archive = telemetry(&south).await?;
    north.close().await?;
    south.close().await
}
