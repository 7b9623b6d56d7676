//! azure_messaging_eventhubs: two receivers of one epoch on one partition take it from each other.
#![allow(unused)]

use azure_messaging_eventhubs::{ConsumerClient, EventReceiver, OpenReceiverOptions};
use futures::StreamExt;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

async fn client() -> Result<ConsumerClient> {
    let client = ConsumerClient::builder()
        .open_with_connection_string("Endpoint=sb://plant.example/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0", Some("telemetry"))
        .await?;
    Ok(client)
}

async fn receiver(client: &ConsumerClient) -> Result<EventReceiver> {
    let options = OpenReceiverOptions { owner_level: Some(1), ..Default::default() };
    Ok(client.open_receiver_on_partition("0".to_owned(), Some(options)).await?)
}

async fn first_event(receiver: &EventReceiver) -> Result<()> {
    let mut events = receiver.stream_events(); //~ link_attached_twice
    if let Some(event) = events.next().await {
        println!("{:?}", event?);
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let (alarms, archive) = (client().await?, client().await?);
    let first = receiver(&alarms).await?;
    first_event(&first).await?;
    let second = receiver(&archive).await?;
    first_event(&second).await?;
    first.close().await?;
    second.close().await?;
    Ok(())
}
