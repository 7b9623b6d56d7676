//! Two tasks of one identity run at the same time, but a lock lets only one of them connect.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;
use tokio::sync::Mutex;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-13")
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

static TURN: Mutex<()> = Mutex::const_new(());

async fn session(topic: &'static str) {
    let _turn = TURN.lock().await;
    let client = connect().await.expect("no connection");
    report(&client, topic).await;
    client.disconnect(None).await.expect("no answer");
}

#[tokio::main]
async fn main() {
    let alarms = tokio::spawn(session("alarms"));
    let telemetry = tokio::spawn(session("telemetry"));
    let (first, second) = tokio::join!(alarms, telemetry);
    first.and(second).expect("a task panicked");
}
