//! Edition 2024: the temporary in a block's tail expression is dropped at the end of the block.
//! Source: design 4 (tail temporaries); broker row paho c2.
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
    let length = { connect()?.client_id().len() };
    let client = connect()?;
    println!("{length} {}", client.is_connected());
    Ok(())
}
