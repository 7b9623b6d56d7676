//! The mirror: shows on the local network that the gateway is alive.

use std::sync::Arc;
use std::time::Duration;

use rumqttc::{AsyncClient, QoS};
use tokio::time::sleep;

use crate::config::Config;

/// Runs until it is aborted; a lost connection is dropped before a new one is made.
pub async fn run(config: Arc<Config>) {
    loop {
        let (client, mut eventloop) = AsyncClient::new(config.mirror_options(), 4);
        let alive = client.try_publish("coldroom/alive", QoS::AtMostOnce, true, "1");
        if let Err(error) = alive {
            eprintln!("mirror: {error}");
        }
        while let Ok(event) = eventloop.poll().await {
            println!("mirror: {event:?}");
        }
        drop(eventloop);
        sleep(Duration::from_secs(10)).await;
    }
}
