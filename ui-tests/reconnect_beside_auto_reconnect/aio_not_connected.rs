//! The session's monitor says that it is not connected: `run` is still at work, and connects again by itself.
//! Knowledge of azure_iot_operations_mqtt, section 3: momentary, not proof of the end.
#![allow(unused)]

use azure_iot_operations_mqtt::aio::connection_settings::MqttConnectionSettingsBuilder;
use azure_iot_operations_mqtt::session::{Session, SessionMonitor, SessionOptionsBuilder};
use std::error::Error;
use std::time::Duration;

fn start() -> Result<SessionMonitor, Box<dyn Error>> {
    let settings = MqttConnectionSettingsBuilder::default()
        .client_id("press-5")
        .hostname("broker.plant.example")
        .tcp_port(1883_u16)
        .use_tls(false)
        .build()?;
    let options = SessionOptionsBuilder::default().connection_settings(settings).build()?;
    let session = Session::new(options)?;
    let monitor = session.create_session_monitor();
    tokio::spawn(session.run()); //~ reconnect_beside_auto_reconnect
    Ok(monitor)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut monitor = start()?;
    for _ in 0..3 {
        if !monitor.is_connected() {
            monitor = start()?;
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
    Ok(())
}
