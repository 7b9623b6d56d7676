//! The brokers: one in this process, mosquitto where it is installed, and the acceptor of AMQP 1.0. All listen on free ports
//! of the loopback.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rumqttd::{Broker, Config, ConnectionSettings, RouterConfig, ServerSettings};

use crate::acceptor::{self, Acceptor, Containers};
use crate::mqtt;

/// A running broker; what it started ends with it.
pub struct Running {
    /// Where it listens, for each of the two dialects of its protocol: MQTT 3.1.1 and 5; AMQP 1.0 with SASL and without.
    pub addresses: [SocketAddr; 2],
    /// Its name.
    pub name: &'static str,
    kind: Kind,
}

/// What runs it.
enum Kind {
    Threads,
    Process(Child),
    Amqp(Acceptor),
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Kind::Process(process) = &mut self.kind {
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
        match self.kind {
            Kind::Process(_) => mosquitto().expect("it was installed a moment ago"),
            Kind::Threads => embedded(),
            Kind::Amqp(_) => amqp(),
        }
    }

    /// Whether it speaks AMQP 1.0.
    #[must_use]
    pub fn speaks_amqp(&self) -> bool {
        matches!(self.kind, Kind::Amqp(_))
    }

    /// Where it learns who is behind a connection.
    pub(crate) fn containers(&self) -> Option<Containers> {
        match &self.kind {
            Kind::Amqp(acceptor) => Some(acceptor.containers.clone()),
            Kind::Threads | Kind::Process(_) => None,
        }
    }
}

/// The acceptor of AMQP 1.0.
#[must_use]
pub fn amqp() -> Running {
    let acceptor = acceptor::start();
    Running {
        addresses: acceptor.addresses,
        name: "the acceptor",
        kind: Kind::Amqp(acceptor),
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
        addresses: [v4, v5],
        name: "rumqttd",
        kind: Kind::Threads,
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
        addresses: [address; 2],
        name: "mosquitto",
        kind: Kind::Process(process),
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

/// A broker that is replaced when it has broken down under a program.
pub struct Standing {
    running: Mutex<Arc<Running>>,
}

impl Standing {
    /// Begins with a broker.
    #[must_use]
    pub fn of(running: Running) -> Standing {
        Standing {
            running: Mutex::new(Arc::new(running)),
        }
    }

    /// The broker of the moment.
    #[must_use]
    pub fn now(&self) -> Arc<Running> {
        self.running.lock().expect("no panic while it is held").clone()
    }

    /// Whether a broker still answers; if it does not, there is another one now.
    #[must_use]
    pub fn has_held(&self, used: &Arc<Running>) -> bool {
        let mut running = self.running.lock().expect("no panic while it is held");
        if Arc::ptr_eq(&running, used) {
            if answers(used) {
                return true;
            }
            *running = Arc::new(used.another());
        }
        false
    }
}

/// Whether a broker of MQTT takes connections of both versions: each has a listener that can break down by itself. The
/// acceptor is no broker that breaks down.
fn answers(broker: &Running) -> bool {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    // An id of its own each time: no connection is taken over for it.
    let id = || format!("still-there-{}", ASKED.fetch_add(1, Ordering::Relaxed));
    broker.speaks_amqp() || (0..2).all(|dialect| open(broker, dialect, &id()).is_some())
}

/// A connection that the broker has taken, of MQTT 3.1.1 or 5.
fn open(broker: &Running, dialect: usize, id: &str) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(broker.addresses[dialect]).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    stream.write_all(&mqtt::connect(id, dialect == 1)).ok()?;
    stream.read_exact(&mut [0; 4]).ok()?;
    Some(stream)
}

/// Whether the broker ends the first connection of a client id when a second one comes.
#[must_use]
pub fn takes_over(broker: &Running) -> bool {
    let open = || open(broker, 0, "taken-over").expect("the broker answers");
    let mut first = open();
    let _second = open();
    matches!(first.read(&mut [0; 16]), Ok(0)) || first.take_error().is_ok_and(|e| e.is_some())
}
