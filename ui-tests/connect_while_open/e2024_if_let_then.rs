//! Edition 2024: in the first branch of an `if let` the temporary of its head still lives.
//! Source: design 4 (temporaries by edition); broker row paho a1.
#![allow(unused)]

use mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("scanner-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    Ok(client)
}

fn main() -> mqtt::Result<()> {
    if let Some(first) = connect()?.client_id().chars().next() {
        let client = connect()?;
        println!("{first} {}", client.is_connected());
    }
    Ok(())
}
