//! A closure that drops what it captured, or empties a slot it borrows, closes the connection.
//! Source: generated programs under rustc; broker rows paho c1 and c2.
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
    let first = connect()?;
    let hang_up = || drop(first);
    hang_up();
    let mut slot = Some(connect()?);
    let mut clear = || slot = None;
    clear();
    let last = connect()?;
    println!("{}", last.is_connected());
    Ok(())
}
