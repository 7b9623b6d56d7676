//! azure_messaging_eventhubs: receivers without an owner level read a partition side by side.
#![allow(unused)]

use azure_messaging_eventhubs::{ConsumerClient, EventReceiver, OpenReceiverOptions};
use futures::StreamExt;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const PLANT: &str = "Endpoint=sb://plant.example/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0";

async fn client() -> Result<ConsumerClient> {
    Ok(ConsumerClient::builder().open_with_connection_string(PLANT, Some("telemetry")).await?)
}

async fn first_event(receiver: &EventReceiver) -> Result<()> {
    let mut events = receiver.stream_events();
    if let Some(event) = events.next().await {
        println!("{:?}", event?);
    }
    Ok(())
}

async fn receiver(client: &ConsumerClient, partition: &str) -> Result<EventReceiver> {
    let options = OpenReceiverOptions { owner_level: None, ..Default::default() };
    Ok(client.open_receiver_on_partition(partition.to_owned(), Some(options)).await?)
}

#[tokio::main]
async fn main() -> Result<()> {
    let (alarms, archive) = (client().await?, client().await?);
    let first = receiver(&alarms, "0").await?;
    first_event(&first).await?;
    let second = receiver(&archive, "0").await?;
    first_event(&second).await?;
    first.close().await?;
    second.close().await?;
    Ok(())
}
