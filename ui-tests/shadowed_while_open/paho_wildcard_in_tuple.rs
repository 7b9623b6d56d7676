//! A wildcard in a tuple pattern binds nothing: the client in it drops at the end of the statement.
//! Source: `let _ =`; broker row paho a3.
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

fn checked() -> paho_mqtt::Result<(String, AsyncClient)> {
    let client = connect()?;
    Ok((client.client_id(), client))
}

fn main() -> paho_mqtt::Result<()> {
    let (id, _) = checked()?;
    let client = connect()?;
    println!("{id} {}", client.is_connected());
    Ok(())
}
