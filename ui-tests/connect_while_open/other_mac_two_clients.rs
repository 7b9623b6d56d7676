//! mqtt-async-client: two connected clients of one id.
//! Scenario table, mqtt-async-client: two live in scope: takeover x1, no ping-pong.
#![allow(unused)]

use mqtt_async_client::client::Client;
use std::time::Duration;

async fn connect() -> mqtt_async_client::Result<Client> {
    let mut client = Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .set_client_id(Some("hopper-1".to_owned()))
        .build()?;
    client.connect().await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let mut telemetry = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let mut commands = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    telemetry.disconnect().await?;
    commands.disconnect().await
}
