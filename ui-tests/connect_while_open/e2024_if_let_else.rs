//! Edition 2024: the temporary in the head of an `if let` is dropped before its `else`.
//! Source: design 4 (temporaries by edition); broker row paho c2.
#![allow(unused)]

use mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("scanner-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> mqtt::Result<()> {
    if let Some(first) = connect()?.client_id().chars().next() {
        println!("{first}");
    } else {
        let client = connect()?;
        println!("{}", client.is_connected());
    }
    Ok(())
}
