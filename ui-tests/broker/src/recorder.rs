//! Between the programs and the broker: notes who connects while who is open, and what line of the program is at it.
//!
//! One thread passes on every byte ([`crate::relay`]) and hears where the program is ([`crate::lines`]), so that there is an
//! order.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::brokers::Running;
use crate::lines::Place;
use crate::relay::Relay;

/// What was seen.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// What connected, in order: client ids, container ids.
    pub connects: Vec<String>,
    /// Each connect of an id while an earlier connection of it was open.
    pub overlaps: Vec<Overlap>,
    /// The links that were attached, in order.
    pub attaches: Vec<String>,
    /// Each attach of a link while an earlier one of its container, name and direction was attached.
    pub stolen: Vec<Overlap>,
}

/// A connect or attach while an earlier one of its kind was open.
#[derive(Clone, Debug)]
pub struct Overlap {
    /// The client id, the container id, or the link.
    pub id: String,
    /// Whether the broker was seen to end the earlier one.
    pub taken_over: bool,
    /// Where the program was.
    pub place: Place,
    /// The earlier connection, and which of its links.
    pub(crate) first: (usize, usize),
}

/// A recorder on a port of its own; it ends when it is dropped.
pub struct Recorder {
    /// The port that programs connect to.
    pub port: u16,
    /// The port on which programs tell at which line they are.
    pub lines: u16,
    record: Arc<Mutex<Record>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// A listener that does not block, and its port.
fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port of the loopback");
    listener.set_nonblocking(true).expect("a listener that does not block");
    let port = listener.local_addr().expect("an address").port();
    (listener, port)
}

impl Recorder {
    /// Starts one in front of a broker; it can cut the first connection after a time, as a network does.
    #[must_use]
    pub fn start(broker: &Running, cut: Option<Duration>) -> Recorder {
        let ((clients, port), (told, lines)) = (listener(), listener());
        let record = Arc::new(Mutex::new(Record::default()));
        let stop = Arc::new(AtomicBool::new(false));
        let mut relay = Relay::new([clients, told], broker, cut, record.clone());
        let stopped = stop.clone();
        let thread = thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                if !relay.turn() {
                    thread::sleep(Duration::from_micros(300));
                }
            }
        });
        Recorder {
            port,
            lines,
            record,
            stop,
            thread: Some(thread),
        }
    }

    /// What has been seen so far.
    #[must_use]
    pub fn seen(&self) -> Record {
        self.record.lock().expect("no panic in the recorder").clone()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
