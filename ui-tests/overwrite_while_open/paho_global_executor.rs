//! New settings connect anew, on an executor of their own, before the slot lets go of the old client.
//! Source: corpus, a port of an event router over AMQP.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("router-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ overwrite_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut link: Option<AsyncClient> = None;
    for _settings in 0..2 {
        match async_global_executor::block_on(connect()) {
            Ok(client) => link = Some(client),
            Err(error) => eprintln!("{error}"),
        }
    }
    println!("{}", link.is_some());
    Ok(())
}
