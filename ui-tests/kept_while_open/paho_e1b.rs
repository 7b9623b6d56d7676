//! The token of a second `connect` never completes and keeps a clone of the client for ever: `drop` closes nothing.
//! Truth table paho e1b: takeover, and the new connect times out.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn create() -> paho_mqtt::Result<AsyncClient> {
    CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()
}

fn main() -> paho_mqtt::Result<()> {
    let client = create()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    let again = client.connect(ConnectOptions::new()).wait_for(Duration::from_millis(300));
    println!("second connect: {:?}", again.is_ok());
    drop(client);

    let client = create()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(3))?; //~ MISSING: kept_while_open -- the token of a connect on a connected handle is kept by the C library
    Ok(())
}
