//! The first session runs in a detached task and reconnects for ever; dropping its client means nothing.
//! Scenario table, azure: drop the client handle, takeover (2,453 connects in 4 s).
#![allow(unused)]

use azure_iot_operations_mqtt::aio::connection_settings::MqttConnectionSettingsBuilder;
use azure_iot_operations_mqtt::session::{Session, SessionManagedClient, SessionOptionsBuilder};
use std::error::Error;

fn start() -> Result<SessionManagedClient, Box<dyn Error>> {
    let settings = MqttConnectionSettingsBuilder::default()
        .client_id("press-4")
        .hostname("broker.plant.example")
        .tcp_port(1883_u16)
        .use_tls(false)
        .build()?;
    let options = SessionOptionsBuilder::default().connection_settings(settings).build()?;
    let session = Session::new(options)?;
    let client = session.create_managed_client();
    tokio::spawn(session.run()); //~ task_left_running
    Ok(client)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = start()?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    drop(client);
    let client = start()?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    Ok(())
}
