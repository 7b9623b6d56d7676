//! The brokers: one in this process, and mosquitto where it is installed. Both listen on a free port of the loopback.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rumqttd::{Broker, Config, ConnectionSettings, RouterConfig, ServerSettings};

use crate::mqtt;

/// A running broker; what it started ends with it.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where it listens for MQTT 5.
    pub address_of_v5: SocketAddr,
    /// Its name.
    pub name: &'static str,
    process: Option<Child>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Running {
    /// Another one of the same kind.
    ///
    /// # Panics
    /// If mosquitto is no longer installed.
    #[must_use]
    pub fn another(&self) -> Running {
        match self.process {
            Some(_) => mosquitto().expect("it was installed a moment ago"),
            None => embedded(),
        }
    }
}

/// A port that is free at the moment.
fn free_port() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port of the loopback");
    listener.local_addr().expect("an address")
}

/// rumqttd, in threads of this process: they end with it.
#[must_use]
pub fn embedded() -> Running {
    let (v4, v5) = (free_port(), free_port());
    let server = |name: &str, listen: SocketAddr| ServerSettings {
        name: name.to_owned(),
        listen,
        tls: None,
        next_connection_delay_ms: 0,
        connections: ConnectionSettings {
            connection_timeout_ms: 5000,
            max_payload_size: 20480,
            max_inflight_count: 100,
            auth: None,
            external_auth: None,
            dynamic_filters: true,
        },
    };
    let config = Config {
        id: 0,
        router: RouterConfig {
            max_connections: 10_000,
            max_outgoing_packet_count: 200,
            max_segment_size: 10_240,
            max_segment_count: 10,
            ..RouterConfig::default()
        },
        v4: Some(HashMap::from([("v4".to_owned(), server("v4", v4))])),
        v5: Some(HashMap::from([("v5".to_owned(), server("v5", v5))])),
        ..Config::default()
    };
    thread::spawn(move || {
        let _ = Broker::new(config).start();
    });
    let running = Running {
        address: v4,
        address_of_v5: v5,
        name: "rumqttd",
        process: None,
    };
    wait_for(v4);
    wait_for(v5);
    running
}

/// mosquitto, if it is installed.
#[must_use]
pub fn mosquitto() -> Option<Running> {
    let program = ["mosquitto", "/usr/sbin/mosquitto"]
        .into_iter()
        .find(|program| Command::new(program).arg("-h").output().is_ok())?;
    let address = free_port();
    let config = std::env::temp_dir().join(format!("broker-{}.conf", address.port()));
    let text = format!("listener {} 127.0.0.1\nallow_anonymous true\n", address.port());
    std::fs::write(&config, text).expect("a place for the configuration");
    let process = Command::new(program)
        .arg("-c")
        .arg(&config)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("mosquitto starts");
    let running = Running {
        address,
        address_of_v5: address,
        name: "mosquitto",
        process: Some(process),
    };
    wait_for(address);
    let _ = std::fs::remove_file(config);
    Some(running)
}

fn wait_for(address: SocketAddr) {
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(address).is_err() {
        assert!(Instant::now() < end, "no broker listens at {address}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Whether the broker ends the first connection of a client id when a second one comes.
#[must_use]
pub fn takes_over(broker: &Running) -> bool {
    let open = || {
        let mut stream = TcpStream::connect(broker.address).expect("the broker listens");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a timeout");
        stream.write_all(&mqtt::connect("taken-over")).expect("sent");
        let mut answer = [0; 4];
        stream.read_exact(&mut answer).expect("CONNACK");
        stream
    };
    let mut first = open();
    let _second = open();
    matches!(first.read(&mut [0; 16]), Ok(0)) || first.take_error().is_ok_and(|e| e.is_some())
}
