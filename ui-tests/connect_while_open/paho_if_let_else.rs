//! Edition 2021: the temporary in the head of an `if let` lives through its `else` too.
//! Source: design 4 (temporaries by edition); broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("scanner-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    if let Some(first) = connect()?.client_id().chars().next() {
        println!("{first}");
    } else {
        let client = connect()?;
        println!("{}", client.is_connected());
    }
    Ok(())
}
