//! A client in a `thread_local!` is open while the next one is opened.
//! Source: std's `thread_local!`; broker row paho a1.
#![allow(unused)]

use std::cell::RefCell;

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(None).wait()?; //~ kept_while_open
    Ok(client)
}

thread_local! {
    static CLIENT: RefCell<Option<AsyncClient>> = const { RefCell::new(None) };
}

fn main() -> paho_mqtt::Result<()> {
    let first = connect("fan-2")?;
    CLIENT.with(|slot| *slot.borrow_mut() = Some(first));
    let second = connect("fan-2")?;
    println!("{}", second.is_connected());
    Ok(())
}
