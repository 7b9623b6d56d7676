//! rumqttc-next: dropping the client ends the poll with an error, but this loop polls on and so reconnects.
//! Scenario table, next: drop the client handle, takeover if the loop polls past the error.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn start() -> AsyncClient {
    let options = MqttOptions::new("ferry-1", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() { //~ task_left_running
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let client = start();
    tokio::time::sleep(Duration::from_secs(5)).await;
    drop(client);
    let client = start();
    tokio::time::sleep(Duration::from_secs(60)).await;
}
