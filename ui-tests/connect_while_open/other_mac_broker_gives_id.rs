//! mqtt-async-client: without an id the broker gives one to each of the two clients.
//! Source: mqtt-async-client, identity.
#![allow(unused)]

use mqtt_async_client::client::Client;
use std::time::Duration;

async fn connect() -> mqtt_async_client::Result<Client> {
    let mut client = Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .build()?;
    client.connect().await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let mut telemetry = connect().await?;
    let mut commands = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    telemetry.disconnect().await?;
    commands.disconnect().await
}
