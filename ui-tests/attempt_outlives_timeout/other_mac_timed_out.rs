//! mqtt-async-client: the time limit drops the future, and the client's task goes on connecting.
//! Knowledge of mqtt-async-client: a cancelled `connect` survives.
#![allow(unused)]

use mqtt_async_client::client::Client;
use std::time::Duration;

fn create() -> mqtt_async_client::Result<Client> {
    Client::builder()
        .set_url_string("mqtt://broker.plant.example:1883")?
        .set_client_id(Some("hopper-2".to_owned()))
        .build()
}

#[tokio::main]
async fn main() -> mqtt_async_client::Result<()> {
    let mut client = create()?;
    if tokio::time::timeout(Duration::from_millis(1), client.connect()).await.is_err() {
        let mut second = create()?;
        second.connect().await?; //~ attempt_outlives_timeout
        tokio::time::sleep(Duration::from_secs(60)).await;
        second.disconnect().await?;
    }
    client.disconnect().await
}
