//! The slot is behind `Rc<RefCell<Option<…>>>`.
//! Source: Option slots in shared state; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::cell::RefCell;
use std::rc::Rc;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("chiller-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ overwrite_while_open
    Ok(client)
}

#[derive(Clone, Default)]
struct Shared {
    client: Rc<RefCell<Option<AsyncClient>>>,
}

impl Shared {
    fn refresh(&self) -> paho_mqtt::Result<()> {
        let client = connect()?;
        *self.client.borrow_mut() = Some(client);
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let shared = Shared::default();
    shared.refresh()?;
    shared.clone().refresh()
}
