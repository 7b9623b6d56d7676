//! As d3, but the old event loop is polled on after the error: it reconnects beside the new one.
//! Truth table rumqttc d3b: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

fn options() -> MqttOptions {
    MqttOptions::new("conveyor-12", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    while eventloop.poll().await.is_ok() {}

    let (backup_client, mut backup) = AsyncClient::new(options(), 10);
    if let Ok(event) = backup.poll().await {
        println!("on the backup: {event:?}");
        let retried = eventloop.poll().await; //~ connect_while_open
        println!("{retried:?}");
    }
    while backup.poll().await.is_ok() {}
}
