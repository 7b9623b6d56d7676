//! mqtt-async-client: dropping the client does not end its task; it even reconnects without a pause.
//! Scenario table, mqtt-async-client: drop the client handle, then new: takeover and storm (naive lint, false negative 10).
#![allow(unused)]

use mqtt_async_client::client::Client;
use std::time::Duration;

async fn connect() -> mqtt_async_client::Result<Client> {
    let mut client = Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .set_client_id(Some("hopper-1".to_owned()))
        .build()?;
    client.connect().await?; //~ kept_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let client = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    drop(client);
    let client = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(())
}
