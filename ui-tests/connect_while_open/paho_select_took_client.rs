//! The branch drops the client that it took before it connects; that it lay in the branch's future until then does not
//! keep it.
//! Source: found by the oracle's programs with futures.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let old = connect("fan-2").await?;
    let renewed = async {
        drop(old);
        connect("fan-2").await
    };
    tokio::select! {
        client = renewed => client.map(|_| ()),
        _ = tokio::time::sleep(std::time::Duration::from_secs(3600)) => Ok(()),
    }
}
