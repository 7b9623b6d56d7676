//! `mem::replace` gets the new client before it gives the old one out.
//! Source: evaluation order, measured; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::mem;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ overwrite_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut client = connect()?;
    std::thread::sleep(std::time::Duration::from_secs(3600));
    let old = mem::replace(&mut client, connect()?);
    drop(old);
    println!("{}", client.is_connected());
    Ok(())
}
