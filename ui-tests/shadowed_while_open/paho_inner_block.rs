//! The inner block's client shadows the outer one, which is still connected.
//! Source: shadowing does not drop; broker row paho a1.
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
    let client = connect()?;
    if std::env::args().count() > 1 {
        let client = connect()?;
        println!("{}", client.is_connected());
    }
    Ok(())
}
