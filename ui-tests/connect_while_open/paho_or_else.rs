//! The second connect runs only if the first has failed: then nothing is open.
//! Source: `Err` of a connect means that no connection is open.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect().or_else(|error| {
        eprintln!("{error}, one more try");
        connect()
    })?;
    println!("{}", client.is_connected());
    Ok(())
}
