//! The identity is made of the loop's index.
//! Source: naive lint, false positive 8.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn simulate(count: usize) -> paho_mqtt::Result<Vec<AsyncClient>> {
    let mut clients = Vec::with_capacity(count);
    for index in 0..count {
        let client = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id(format!("simulated-{index}"))
            .create_client()?;
        client.connect(ConnectOptions::new()).wait()?;
        clients.push(client);
    }
    Ok(clients)
}

fn main() -> paho_mqtt::Result<()> {
    let clients = simulate(16)?;
    println!("{}", clients.len());
    Ok(())
}
