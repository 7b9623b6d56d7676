//! A macro that calls itself opens one client inside the other; all differ.
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

macro_rules! with {
    ($id:expr => $body:block) => {{
        let client = connect($id)?;
        $body
        drop(client);
    }};
    ($id:expr, $($more:expr),+ => $body:block) => {
        with!($id => { with!($($more),+ => $body); })
    };
}

fn main() -> paho_mqtt::Result<()> {
    with!("fan-1", "fan-2", "fan-3" => { println!("three are open"); });
    Ok(())
}
