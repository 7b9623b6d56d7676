//! Only one of the two opens is compiled.
//! Source: classic false positive (`#[cfg]`-exclusive opens).
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, MqttOptions};

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    #[cfg(unix)]
    let (client, mut eventloop) =
        AsyncClient::new(MqttOptions::new("turnstile-1", "broker.plant.example", 1883), 10);
    #[cfg(not(unix))]
    let (client, mut eventloop) =
        AsyncClient::new(MqttOptions::new("turnstile-1", "broker.plant.example", 1883), 100);

    #[cfg(unix)]
    eventloop.poll().await?;
    #[cfg(not(unix))]
    eventloop.poll().await?;
    Ok(())
}
