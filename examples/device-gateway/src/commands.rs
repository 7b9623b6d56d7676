//! Commands from the cloud.

use anyhow::Context;
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::link::Link;

/// What the cloud can ask for.
#[derive(Debug, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
enum Command {
    /// Answer.
    Ping,
    /// Start the link over, for an operator who sees no data.
    Reconnect,
}

/// Carries out one command.
pub async fn handle(link: &Mutex<Link>, payload: &[u8]) -> anyhow::Result<()> {
    let command = serde_json::from_slice(payload).context("not a command")?;
    let mut link = link.lock().await;
    match command {
        Command::Ping => link.publish("coldroom/0042/pong", String::new()).await,
        Command::Reconnect => link.reconnect().await,
    }
}
