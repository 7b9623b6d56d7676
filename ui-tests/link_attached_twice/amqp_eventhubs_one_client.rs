//! azure_messaging_eventhubs: receivers of one partition that one client opens have one link.
#![allow(unused)]

use azure_messaging_eventhubs::{ConsumerClient, EventReceiver, OpenReceiverOptions};
use futures::StreamExt;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const PLANT: &str = "Endpoint=sb://plant.example/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0";

async fn receiver(client: &ConsumerClient) -> Result<EventReceiver> {
    let options = OpenReceiverOptions { owner_level: Some(1), ..Default::default() };
    Ok(client.open_receiver_on_partition("0".to_owned(), Some(options)).await?)
}

#[tokio::main]
async fn main() -> Result<()> {
    let client = ConsumerClient::builder().open_with_connection_string(PLANT, Some("telemetry")).await?;
    let first = receiver(&client).await?;
    let mut alarms = first.stream_events();
    let second = receiver(&client).await?;
    let mut archive = second.stream_events();
    println!("{:?} {:?}", alarms.next().await, archive.next().await);
    Ok(())
}
