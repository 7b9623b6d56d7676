//! A macro connects for each of its arguments; all differ.
//! Source: a project's own `macro_rules!`; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(None).wait()?;
    Ok(client)
}

macro_rules! open_all {
    ($($id:expr),+ $(,)?) => { [$(connect($id)?),+] };
}

fn main() -> paho_mqtt::Result<()> {
    let clients = open_all!["fan-1", "fan-2", "fan-3"];
    println!("{}", clients.iter().all(AsyncClient::is_connected));
    Ok(())
}
