//! A closure that connects is called twice; both results are kept.
//! Source: closures are bodies too; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn main() -> paho_mqtt::Result<()> {
    let connect = || -> paho_mqtt::Result<AsyncClient> {
        let client = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id("scanner-1")
            .create_client()?;
        client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
        Ok(client)
    };
    let front = connect()?;
    let back = connect()?;
    println!("{} {}", front.is_connected(), back.is_connected());
    Ok(())
}
