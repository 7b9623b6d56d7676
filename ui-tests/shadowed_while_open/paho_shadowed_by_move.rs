//! The new variable is made of the old one's value: there is one client all the time.
//! Source: moves end a handle's life where it is moved to.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("parking-3")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

struct Telemetry {
    client: AsyncClient,
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    let client = Telemetry { client };
    let client = Box::new(client);
    println!("{}", client.client.is_connected());
    Ok(())
}
