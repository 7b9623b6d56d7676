//! Each request connects anew, and only then lets go of the old client, which comes back by itself as long as it is there;
//! requests come in through a channel.
//! Source: a slot that a method fills, called again by code that is not there; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

async fn open() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-24")
        .create_client()?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(30))
        .finalize();
    client.connect(options).await?; //~ overwrite_while_open
    Ok(client)
}

struct Uplink {
    client: Mutex<Option<AsyncClient>>,
}

impl Uplink {
    async fn connect(&self) -> paho_mqtt::Result<()> {
        let mut slot = self.client.lock().await;
        *slot = Some(open().await?);
        Ok(())
    }
}

async fn serve(mut requests: mpsc::Receiver<Arc<Uplink>>) {
    while let Some(uplink) = requests.recv().await {
        if let Err(error) = uplink.connect().await {
            eprintln!("{error}");
        }
    }
}

#[tokio::main]
async fn main() {
    let uplink = Arc::new(Uplink { client: Mutex::new(None) });
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(serve(receiver));
    for _ in 0..2 {
        let _ = sender.send(uplink.clone()).await;
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}
