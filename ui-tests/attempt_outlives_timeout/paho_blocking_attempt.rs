//! The time limit drops the handle of the blocking attempt, not the attempt.
//! Source: taxonomy T9, the first attempt survives.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn attempt() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?; //~ attempt_outlives_timeout
    std::thread::sleep(Duration::from_secs(1));
    Ok(client)
}

#[tokio::main]
async fn main() {
    for limit in [0, 8] {
        let attempt = tokio::task::spawn_blocking(attempt);
        match tokio::time::timeout(Duration::from_secs(limit), attempt).await {
            Ok(Ok(Ok(client))) => {
                println!("{}", client.is_connected());
                return;
            }
            Ok(_) => return,
            Err(_) => eprintln!("too slow, once more"),
        }
    }
}
