//! A `JoinSet` is drained before the next task of the same identity goes into it.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;
use tokio::task::JoinSet;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-6")
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

async fn session(topic: &'static str) {
    let client = connect().await.expect("no connection");
    report(&client, topic).await;
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut sessions = JoinSet::new();
    for topic in ["alarms", "telemetry"] {
        sessions.spawn(session(topic));
        while let Some(ended) = sessions.join_next().await {
            ended.expect("a task panicked");
        }
    }
    let client = connect().await?;
    report(&client, "state").await;
    Ok(())
}
