//! A task of embassy drops its client before it opens the next one.
//! Source: documentation of embassy-executor 0.10; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn session() -> paho_mqtt::Result<()> {
    let first = connect("fan-2").await?;
    drop(first);
    let second = connect("fan-2").await?;
    println!("{}", second.is_connected());
    Ok(())
}

#[embassy_executor::task]
async fn station() {
    session().await.expect("no session");
}

#[embassy_executor::main]
async fn main(spawner: embassy_executor::Spawner) {
    spawner.spawn(station().expect("one station"));
}
