//! Attempts are counted, and after some of them it gives up.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn up_to(limit: u32, client: &Client) -> paho_mqtt::Result<()> {
    let mut attempt = 0;
    loop {
        match client.connect(ConnectOptions::new()) {
            Ok(_) => return Ok(()),
            Err(error) if attempt == limit => return Err(error),
            Err(_) => attempt += 1,
        }
    }
}

fn down_to_none(mut left: u8, client: &Client) -> paho_mqtt::Result<()> {
    while let Err(error) = client.connect(ConnectOptions::new()) {
        match left {
            0 => return Err(error),
            _ => left -= 1,
        }
    }
    Ok(())
}

fn once_more(client: &Client) -> paho_mqtt::Result<()> {
    let mut again = true;
    while let Err(error) = client.connect(ConnectOptions::new()) {
        if !again {
            return Err(error);
        }
        again = false;
    }
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    let mut attempts = 0;
    while let Err(error) = client.connect(ConnectOptions::new()) {
        attempts += 1;
        if attempts > 5 {
            return Err(error);
        }
    }
    client.disconnect(None)?;
    up_to(4, &client)?;
    client.disconnect(None)?;
    down_to_none(4, &client)?;
    client.disconnect(None)?;
    once_more(&client)?;
    client.disconnect(None)
}
