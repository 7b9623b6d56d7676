//! The options are cloned: the same identity twice, each polled in its own branch of a `select!`.
//! Source: taxonomy T2; broker row rumqttc a1.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, MqttOptions};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut options = MqttOptions::new("turnstile-1", "broker.plant.example", 1883);
    options.set_keep_alive(Duration::from_secs(30));
    let (entries, mut entry_loop) = AsyncClient::new(options.clone(), 10);
    let (exits, mut exit_loop) = AsyncClient::new(options, 10);
    entry_loop.poll().await?;
    exit_loop.poll().await?; //~ connect_while_open
    entry_loop.poll().await?;
    Ok(())
}
