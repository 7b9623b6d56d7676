//! Inside `try_stream!` a client is opened while the first one is.
//! Source: documentation of async-stream 0.3; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ MISSING: shadowed_while_open -- who polls a stream runs its body, which is not followed
    Ok(client)
}

fn readings() -> impl futures::Stream<Item = paho_mqtt::Result<bool>> {
    async_stream::try_stream! {
        let first = connect("fan-2").await?;
        yield first.is_connected();
        let second = connect("fan-2").await?;
        yield second.is_connected();
    }
}

#[tokio::main]
async fn main() {
    let mut readings = std::pin::pin!(readings());
    while let Some(reading) = futures::StreamExt::next(&mut readings).await {
        println!("{reading:?}");
    }
}
