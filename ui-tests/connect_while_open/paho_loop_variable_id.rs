//! One client for each device of a list, all kept: the identity differs at each turn.
//! Source: naive lint, false positive 8.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn main() -> paho_mqtt::Result<()> {
    let mut clients = Vec::new();
    for device in ["pump-1", "pump-2", "pump-3"] {
        let client = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id(device)
            .create_client()?;
        client.connect(ConnectOptions::new()).wait()?;
        clients.push(client);
    }
    println!("{}", clients.len());
    Ok(())
}
