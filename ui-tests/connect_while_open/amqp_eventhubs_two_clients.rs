//! azure_messaging_eventhubs: two clients of one hub live side by side.
#![allow(unused)]

use azure_messaging_eventhubs::ProducerClient;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

async fn client() -> Result<ProducerClient> {
    let client = ProducerClient::builder()
        .with_application_id("hopper-1".to_owned())
        .open_with_connection_string("Endpoint=sb://plant.example/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0", Some("telemetry"))
        .await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> Result<()> {
    let alarms = client().await?;
    let archive = client().await?;
    alarms.close().await?;
    archive.close().await?;
    Ok(())
}
