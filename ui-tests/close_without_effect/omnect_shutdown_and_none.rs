//! `shutdown`, then `None`, which drops the client and so closes; the next one is built behind a guard.
//! Knowledge of azure-iot-sdk (omnect), section 2: the look-alike that is right.
#![allow(unused)]

use azure_iot_sdk::client::{IotHubClient, IotHubClientBuilder};
use std::time::Duration;

struct Twin {
    client: Option<IotHubClient>,
}

impl Twin {
    async fn reset(&mut self, delay: Duration) {
        if let Some(client) = &self.client {
            client.shutdown(Duration::from_secs(5)).await;
        }
        self.client = None;
        tokio::time::sleep(delay).await;
    }

    fn ensure(&mut self, builder: &IotHubClientBuilder) -> anyhow::Result<()> {
        if self.client.is_none() {
            self.client = Some(builder.build_edge_client()?);
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let builder = IotHubClient::builder();
    let mut twin = Twin { client: None };
    loop {
        twin.ensure(&builder)?;
        tokio::time::sleep(Duration::from_secs(3600)).await;
        twin.reset(Duration::from_secs(10)).await;
    }
}
