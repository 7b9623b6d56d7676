//! rumqttc-next: dropping the last client ends the poll with an error, and the loop with it.
//! Scenario table, next: drop the client handle, no takeover if the loop ends.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn start() -> AsyncClient {
    let options = MqttOptions::new("ferry-1", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    tokio::spawn(async move {
        while let Ok(event) = eventloop.poll().await {
            println!("{event:?}");
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let client = start();
    tokio::time::sleep(Duration::from_secs(10)).await;
    drop(client);
    tokio::time::sleep(Duration::from_secs(10)).await;
    let client = start();
    tokio::time::sleep(Duration::from_secs(60)).await;
}
