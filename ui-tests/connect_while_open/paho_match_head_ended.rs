//! A `let` before the `match` ends the temporary at its own semicolon.
//! Source: design 4 (temporaries); broker row paho c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("scanner-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let is_connected = connect()?.is_connected();
    match is_connected {
        true => println!("fine"),
        false => {
            let client = connect()?;
            println!("{}", client.is_connected());
        }
    }
    Ok(())
}
