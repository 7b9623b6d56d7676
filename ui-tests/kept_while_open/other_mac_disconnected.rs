//! mqtt-async-client: an awaited `disconnect` ends the task.
//! Scenario table, mqtt-async-client: graceful close awaited, then new: no takeover.
#![allow(unused)]

use mqtt_async_client::client::Client;
use std::time::Duration;

async fn connect() -> mqtt_async_client::Result<Client> {
    let mut client = Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .set_client_id(Some("hopper-1".to_owned()))
        .build()?;
    client.connect().await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let mut client = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    client.disconnect().await?;
    let mut client = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    client.disconnect().await?;
    Ok(())
}
