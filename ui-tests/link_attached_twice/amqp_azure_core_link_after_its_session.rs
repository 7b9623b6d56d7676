//! azure_core_amqp: the first session is ended, and its link with it, before the name is attached in another one.
#![allow(unused)]

use azure_core_amqp::{
    AmqpConnection, AmqpConnectionApis, AmqpSender, AmqpSenderApis, AmqpSession, AmqpSessionApis,
};

async fn telemetry(connection: &AmqpConnection) -> azure_core_amqp::Result<(AmqpSession, AmqpSender)> {
    let (session, sender) = (AmqpSession::new(), AmqpSender::new());
    session.begin(connection, None).await?;
    sender.attach(&session, "hopper".to_owned(), "telemetry".to_owned(), None).await?;
    Ok((session, sender))
}

#[tokio::main]
async fn main() -> azure_core_amqp::Result<()> {
    let connection = AmqpConnection::new();
    let url = "amqp://broker.plant.example:5672".parse().expect("a URL");
    connection.open("hopper-1".to_owned(), url, None).await?;
    let (session, alarms) = telemetry(&connection).await?;
    session.end().await?;
    let archive = telemetry(&connection).await?;
    connection.close().await
}
