//! The one question that is asked before the link is up, with a connection of its own.

use std::time::Duration;

use rumqttc::{AsyncClient, Event, Packet, QoS};
use tokio::time::timeout;

use crate::config::Config;

/// The retained reporting interval in seconds, if the cloud has one for this gateway.
pub async fn reporting_interval(config: &Config) -> anyhow::Result<Option<Duration>> {
    for attempt in 1..=3 {
        let (client, mut eventloop) = AsyncClient::new(config.provisioning_options(), 4);
        client
            .subscribe("coldroom/0042/interval", QoS::AtMostOnce)
            .await?;
        let answer = timeout(Duration::from_secs(10), async {
            loop {
                if let Event::Incoming(Packet::Publish(publish)) = eventloop.poll().await? {
                    return anyhow::Ok(publish.payload);
                }
            }
        });
        match answer.await {
            Ok(Ok(payload)) => {
                let seconds = String::from_utf8(payload.to_vec())?.trim().parse()?;
                return Ok(Some(Duration::from_secs(seconds)));
            }
            Ok(Err(error)) => eprintln!("provisioning, attempt {attempt}: {error}"),
            Err(_) => return Ok(None),
        }
    }
    Ok(None)
}
