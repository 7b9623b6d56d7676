//! Two tasks of one identity in one `JoinSet`, which is drained when both run.
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
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
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
async fn main() {
    let mut sessions = JoinSet::new();
    for topic in ["alarms", "telemetry"] {
        sessions.spawn(session(topic));
    }
    while let Some(ended) = sessions.join_next().await {
        ended.expect("a task panicked");
    }
}
