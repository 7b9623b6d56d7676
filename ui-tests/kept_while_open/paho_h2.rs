//! Token and client are dropped before the connect was through: the library finishes it all the same.
//! Truth table paho h2: takeover, and a hang.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn create() -> paho_mqtt::Result<AsyncClient> {
    CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crane-1")
        .create_client()
}

fn main() -> paho_mqtt::Result<()> {
    let client = create()?;
    drop(client.connect(ConnectOptions::new()));
    drop(client);

    let client = create()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ MISSING: kept_while_open -- a connect in flight is kept by the C library, though token and client are dropped
    Ok(())
}
