//! A `select!` of futures over a session that borrows the client: it is open behind it.
//! Source: documentation of futures 0.3 (`select!`); broker row paho a1.
#![allow(unused)]

use futures::FutureExt as _;
use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

async fn session(client: &AsyncClient) -> paho_mqtt::Result<()> {
    client.publish(paho_mqtt::Message::new("fan/rpm", "900", 1)).await?;
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    Ok(())
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = connect("fan-2").await?;
    {
        let mut session = std::pin::pin!(session(&client).fuse());
        let mut hour = std::pin::pin!(tokio::time::sleep(std::time::Duration::from_secs(3600)).fuse());
        futures::select! {
            ended = session => ended?,
            _ = hour => println!("an hour is over"),
            complete => {}
        }
    }
    let again = connect("fan-2").await?;
    println!("{}", again.is_connected());
    Ok(())
}
