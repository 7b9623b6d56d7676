//! The link to the cloud: one client, and the task that polls its event loop.

use std::sync::Arc;
use std::time::Duration;

use rumqttc::{AsyncClient, Event, EventLoop, Outgoing, Packet, QoS};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::config::Config;

/// Where commands arrive.
const COMMANDS: &str = "coldroom/0042/commands";

/// The connected gateway.
pub struct Link {
    config: Arc<Config>,
    commands: mpsc::Sender<Vec<u8>>,
    client: AsyncClient,
    polling: JoinHandle<()>,
}

impl Link {
    /// Opens the link; commands are sent on as they come in.
    pub async fn connect(
        config: Arc<Config>,
        commands: mpsc::Sender<Vec<u8>>,
    ) -> anyhow::Result<Self> {
        let (client, polling) = start(&config, commands.clone()).await?;
        Ok(Self {
            config,
            commands,
            client,
            polling,
        })
    }

    /// Starts over with a new client.
    pub async fn reconnect(&mut self) -> anyhow::Result<()> {
        let (client, polling) = start(&self.config, self.commands.clone()).await?;
        self.client = client;
        self.polling = polling;
        Ok(())
    }

    /// Sends one reading.
    pub async fn publish(&self, topic: &str, payload: String) -> anyhow::Result<()> {
        self.client
            .publish(topic, QoS::AtLeastOnce, false, payload)
            .await?;
        Ok(())
    }

    /// Says goodbye, and waits until the polling task has seen it off.
    pub async fn close(&mut self) -> anyhow::Result<()> {
        self.client.disconnect().await?;
        (&mut self.polling).await?;
        Ok(())
    }
}

/// Makes a client, subscribes, and starts the task that polls.
async fn start(
    config: &Config,
    commands: mpsc::Sender<Vec<u8>>,
) -> anyhow::Result<(AsyncClient, JoinHandle<()>)> {
    let (client, eventloop) = AsyncClient::new(config.link_options(), 32);
    client.subscribe(COMMANDS, QoS::AtLeastOnce).await?;
    let polling = tokio::spawn(poll(eventloop, commands));
    Ok((client, polling))
}

/// Polls until the DISCONNECT has gone out; after an error, polling on is what reconnects.
async fn poll(mut eventloop: EventLoop, commands: mpsc::Sender<Vec<u8>>) {
    loop {
        match eventloop.poll().await {
            Ok(Event::Incoming(Packet::Publish(publish))) => {
                if commands.send(publish.payload.to_vec()).await.is_err() {
                    return;
                }
            }
            Ok(Event::Outgoing(Outgoing::Disconnect)) => return,
            Ok(_) => {}
            Err(error) => {
                eprintln!("link: {error}");
                sleep(Duration::from_secs(5)).await;
            }
        }
    }
}
