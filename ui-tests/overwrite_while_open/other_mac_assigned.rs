//! mqtt-async-client: the new client connects before the old one drops.
//! Scenario table, mqtt-async-client: assign over the old: takeover.
#![allow(unused)]

use mqtt_async_client::client::Client;
use std::time::Duration;

async fn connect() -> mqtt_async_client::Result<Client> {
    let mut client = Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .set_client_id(Some("hopper-1".to_owned()))
        .build()?;
    client.connect().await?; //~ overwrite_while_open
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(client)
}

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let mut client = connect().await?;
    client = connect().await?;
    client.disconnect().await
}
