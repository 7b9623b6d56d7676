//! A field gateway: reports the cold room's readings and takes commands from the cloud.

mod commands;
mod config;
mod link;
mod mirror;
mod provisioning;
mod telemetry;

use std::sync::Arc;

use tokio::sync::{Mutex, mpsc};

use crate::config::Config;
use crate::link::Link;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut config = Config::from_environment()?;
    if let Some(interval) = provisioning::reporting_interval(&config).await? {
        config.reporting_interval = interval;
    }
    let config = Arc::new(config);

    let (sender, mut inbox) = mpsc::channel(16);
    let link = Link::connect(config.clone(), sender).await?;
    let link = Arc::new(Mutex::new(link));

    let reporting = tokio::spawn(telemetry::report(link.clone(), config.reporting_interval));
    let mirroring = tokio::spawn(mirror::run(config.clone()));

    loop {
        tokio::select! {
            Some(payload) = inbox.recv() => {
                if let Err(error) = commands::handle(&link, &payload).await {
                    eprintln!("command failed: {error:#}");
                }
            }
            _ = tokio::signal::ctrl_c() => break,
        }
    }

    reporting.abort();
    mirroring.abort();
    link.lock().await.close().await
}
