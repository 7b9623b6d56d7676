//! mqtt-async-client: what can be read fails when the connection is lost; the client connects again by itself, sooner or later
//! than the new one, and its drop does not keep it from that.
//! Source: mqtt-async-client, state.
#![allow(unused)]

use mqtt_async_client::client::Client;
use std::time::Duration;

async fn connect() -> mqtt_async_client::Result<Client> {
    let mut client = Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .set_client_id(Some("hopper-10".to_owned()))
        .build()?;
    client.connect().await?; //~ reconnect_beside_auto_reconnect
    Ok(client)
}

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let mut client = connect().await?;
    for _ in 0..2 {
        if client.read_subscriptions().await.is_err() {
            client = connect().await?;
        }
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
    client.disconnect().await
}
