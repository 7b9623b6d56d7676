//! The parts of a package that keep a connection open.

use super::rng::Rng;
use super::{MODULES, name};

/// The connection, with a task that polls it until it is lost.
pub(super) fn link(package: usize) -> String {
    format!(
        r#"//! The connection to the broker.

use std::time::Duration;

use rumqttc::{{AsyncClient, ClientError, Event, MqttOptions, Packet, QoS}};
use tokio::task::JoinHandle;

/// An open connection.
pub struct Link {{
    client: AsyncClient,
    poll: JoinHandle<()>,
    topic: String,
}}

impl Link {{
    /// Opens it.
    pub fn open(host: &str) -> Self {{
        let mut options = MqttOptions::new("unit-{package}", host, 1883);
        options.set_keep_alive(Duration::from_secs(30));
        let (client, mut events) = AsyncClient::new(options, 16);
        let poll = tokio::spawn(async move {{
            loop {{
                match events.poll().await {{
                    Ok(Event::Incoming(Packet::Disconnect)) | Err(_) => break,
                    Ok(_) => {{}}
                }}
            }}
        }});
        Self {{
            client,
            poll,
            topic: format!("units/{package}"),
        }}
    }}

    /// Sends a number.
    pub async fn send(&self, value: u64) -> Result<(), ClientError> {{
        let payload = value.to_string();
        self.client
            .publish(&self.topic, QoS::AtLeastOnce, false, payload)
            .await
    }}

    /// Ends it, and waits until it has ended.
    pub async fn close(self) {{
        self.poll.abort();
        let _ = self.poll.await;
    }}
}}
"#
    )
}

/// What goes over the connection, and what is done when it is lost.
pub(super) fn service(rng: &mut Rng) -> String {
    let mut out = String::from(
        r#"//! What is sent, and what happens when it cannot be.

use std::time::Duration;

use crate::link::Link;

"#,
    );
    let parts = 2 + rng.below(4);
    for part in 0..parts {
        let module = rng.below(MODULES);
        out += &format!(
            r#"async fn report_{part}(link: &Link, round: u64) -> Result<(), rumqttc::ClientError> {{
    let value = crate::part_{module}::apply_0(round);
    if value > {} {{
        link.send(value).await?;
    }}
    link.send(crate::part_{module}::check_2(round)).await
}}

"#,
            rng.below(500)
        );
    }
    let calls: String = (0..parts)
        .map(|part| format!("        report_{part}(link, round).await?;\n"))
        .collect();
    out + &format!(
        r#"async fn rounds(link: &Link) -> Result<(), rumqttc::ClientError> {{
    for round in 0.. {{
{calls}        tokio::time::sleep(Duration::from_secs(1)).await;
    }}
    Ok(())
}}

/// Keeps one connection at a time.
pub async fn run(host: &str) {{
    loop {{
        let link = Link::open(host);
        if let Err(error) = rounds(&link).await {{
            eprintln!("lost: {{error}}");
        }}
        link.close().await;
        tokio::time::sleep(Duration::from_secs(5)).await;
    }}
}}
"#
    )
}

/// The program.
pub(super) fn main(package: usize) -> String {
    let name = name(package);
    format!(
        r#"#[tokio::main]
async fn main() {{
    let host = std::env::var("BROKER").unwrap_or_else(|_| "localhost".to_owned());
    {name}::service::run(&host).await;
}}
"#
    )
}
