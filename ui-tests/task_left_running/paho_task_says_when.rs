//! A task says through a channel that it is through, and its spawner connects then; later it awaits the task.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;
use tokio::sync::oneshot;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-12")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn report(client: &AsyncClient, topic: &str) {
    for _ in 0..10 {
        client.publish(paho_mqtt::Message::new(topic, "1", 0));
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (through, done) = oneshot::channel::<()>();
    let alarms = tokio::spawn(async move {
        let client = connect().await.expect("no connection");
        report(&client, "alarms").await;
        client.disconnect(None).await.expect("no answer");
        through.send(()).expect("nobody waits");
    });
    done.await.expect("the task panicked");
    let client = connect().await?;
    report(&client, "telemetry").await;
    alarms.await.expect("the task panicked");
    Ok(())
}
