//! The first future has closed its connection where it waits, and the second connects only then.
//! Source: look-alike of `paho_join_tokio`.
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
    let report = async {
        let client = connect("gateway-5").await?;
        client.disconnect(None).await?;
        paho_mqtt::Result::Ok(())
    };
    report.await?;
    let rest = async { tokio::time::sleep(std::time::Duration::from_secs(1)).await };
    let next = async { connect("gateway-5").await };
    let (_, next) = tokio::join!(rest, next);
    println!("{}", next.is_ok());
    Ok(())
}
