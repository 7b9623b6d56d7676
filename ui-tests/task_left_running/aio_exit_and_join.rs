//! `try_exit`, then the task that runs the session is joined, then the next session.
//! Scenario table, azure: graceful close awaited, no takeover (joined).
#![allow(unused)]

use azure_iot_operations_mqtt::aio::connection_settings::MqttConnectionSettingsBuilder;
use azure_iot_operations_mqtt::session::{Session, SessionExitHandle, SessionOptionsBuilder};
use tokio::task::JoinHandle;
use std::error::Error;

fn start() -> Result<(SessionExitHandle, JoinHandle<()>), Box<dyn Error>> {
    let settings = MqttConnectionSettingsBuilder::default()
        .client_id("press-4")
        .hostname("broker.plant.example")
        .tcp_port(1883_u16)
        .use_tls(false)
        .build()?;
    let options = SessionOptionsBuilder::default().connection_settings(settings).build()?;
    let session = Session::new(options)?;
    let exit = session.create_exit_handle();
    let running = tokio::spawn(async move {
        if let Err(error) = session.run().await {
            eprintln!("{error}");
        }
    });
    Ok((exit, running))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (exit, running) = start()?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    exit.try_exit()?;
    running.await?;
    let (exit, running) = start()?;
    running.await?;
    Ok(())
}
