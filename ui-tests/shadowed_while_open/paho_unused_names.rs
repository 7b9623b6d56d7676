//! Two names, of which neither is used again: both clients live to the end of `main`.
//! Source: `let _x` is a live binding; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("parking-3")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ shadowed_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let _client = connect()?;
    let _second = connect()?;
    std::thread::sleep(std::time::Duration::from_secs(3600));
    Ok(())
}
