//! rumqttc-next: the loop ends with the last client, and one is left.
//! Source: look-alike of next_drop_client_loop_ends, the other way round.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn start() -> AsyncClient {
    let options = MqttOptions::new("ferry-2", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    tokio::spawn(async move {
        while let Ok(event) = eventloop.poll().await { //~ task_left_running
            println!("{event:?}");
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let client = start();
    tokio::time::sleep(Duration::from_secs(10)).await;
    let other = client.clone();
    drop(client);
    tokio::time::sleep(Duration::from_secs(10)).await;
    let client = start();
    tokio::time::sleep(Duration::from_secs(60)).await;
}
