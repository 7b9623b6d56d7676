//! `ManuallyDrop` never drops by itself.
//! Source: leaks; broker row paho g1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::mem::ManuallyDrop;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    {
        let client = ManuallyDrop::new(connect()?);
        println!("{}", client.is_connected());
    }
    let client = connect()?;
    println!("{}", client.is_connected());
    Ok(())
}
