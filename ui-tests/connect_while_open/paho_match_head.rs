//! The temporary in the head of a `match` lives through its arms: the first client is open in the second arm.
//! Source: design 4 (temporaries); broker row paho a1.
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
    match connect()?.is_connected() {
        false => println!("not yet"),
        true => {
            let client = connect()?;
            println!("{}", client.is_connected());
        }
    }
    Ok(())
}
