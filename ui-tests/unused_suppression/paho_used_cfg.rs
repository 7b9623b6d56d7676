//! The comment stands in code that this target does not have: nobody knows whether it is used.
//! Source: the tool's own rules for suppressions; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn create(id: &str) -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .finalize();
    Client::new(options)
}

#[cfg(test)]
mod tests {
    use paho_mqtt::ConnectOptions;

    #[test]
    fn takes_over() -> paho_mqtt::Result<()> {
        let first = super::create("fan-1")?;
        // double-connect: allow(connect_while_open) -- the bench wants two
        first.connect(ConnectOptions::new())?;
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let client = create("fan-1")?;
    client.connect(ConnectOptions::new())?;
    println!("{}", client.is_connected());
    Ok(())
}
