//! The states are types: `disconnect` consumes the connected one, so no two can be held.
//! Source: classic false positive (typestate clients).
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

struct Offline;

struct Online {
    client: AsyncClient,
}

impl Offline {
    async fn connect(self) -> paho_mqtt::Result<Online> {
        let client = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id("gateway-5")
            .create_client()?;
        client.connect(ConnectOptions::new()).await?;
        Ok(Online { client })
    }
}

impl Online {
    async fn disconnect(self) -> paho_mqtt::Result<Offline> {
        self.client.disconnect(None).await?;
        Ok(Offline)
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let online = Offline.connect().await?;
    let offline = online.disconnect().await?;
    let online = offline.connect().await?;
    println!("{}", online.client.is_connected());
    Ok(())
}
