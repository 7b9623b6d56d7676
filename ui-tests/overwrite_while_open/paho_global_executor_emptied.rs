//! The slot is emptied before the new settings connect.
//! Source: look-alike of paho_global_executor.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("router-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut link: Option<AsyncClient> = None;
    for _settings in 0..2 {
        link = None;
        match async_global_executor::block_on(connect()) {
            Ok(client) => link = Some(client),
            Err(error) => eprintln!("{error}"),
        }
    }
    println!("{}", link.is_some());
    Ok(())
}
