//! The clone of the options gets an identity of its own before it is used.
//! Source: `MqttOptions::set_client_id` (0.25).
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, MqttOptions};

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let options = MqttOptions::new("turnstile-1-in", "broker.plant.example", 1883);
    let mut exit_options = options.clone();
    exit_options.set_client_id("turnstile-1-out".to_owned());
    let (entries, mut entry_loop) = AsyncClient::new(options, 10);
    let (exits, mut exit_loop) = AsyncClient::new(exit_options, 10);
    entry_loop.poll().await?;
    exit_loop.poll().await?;
    entry_loop.poll().await?;
    Ok(())
}
