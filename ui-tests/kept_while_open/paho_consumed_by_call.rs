//! The first client moves into a function that drops it before it returns.
//! Source: moves into calls; broker row paho c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn finish(client: AsyncClient) -> paho_mqtt::Result<()> {
    client.publish(paho_mqtt::Message::new("bye", "1", 1)).wait()?;
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    finish(connect()?)?;
    let client = connect()?;
    println!("{}", client.is_connected());
    Ok(())
}
