//! A macro closes a `client` of its own, and its caller its own one.
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

// Its `client` is not that of the caller.
macro_rules! probe {
    ($id:expr) => {{
        let client = connect($id)?;
        client.disconnect(None).wait()?;
    }};
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect("fan-2")?;
    probe!("probe");
    client.disconnect(None).wait()?;
    let again = connect("fan-2")?;
    println!("{}", again.is_connected());
    Ok(())
}
