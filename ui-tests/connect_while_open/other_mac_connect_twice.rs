//! mqtt-async-client: a second `connect` of the same handle is an error and opens nothing.
//! Scenario table, mqtt-async-client: connect twice on one handle: Err.
#![allow(unused)]

use mqtt_async_client::client::Client;

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let mut client = Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .set_client_id(Some("hopper-1".to_owned()))
        .build()?;
    client.connect().await?;
    if let Err(error) = client.connect().await {
        eprintln!("{error}");
    }
    client.disconnect().await
}
