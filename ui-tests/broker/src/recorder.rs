//! Between the programs and the broker: passes on every byte, and notes who connects while who is open.
//!
//! One thread does it all, so that there is an order: before a CONNECT counts, all that came from the other connections of
//! its client id is read. A connection is open until its client has said DISCONNECT or has closed its socket, or the broker
//! has closed it.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::brokers::Running;
use crate::mqtt::{Packets, Sent};

/// What was seen.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The client ids that connected, in order.
    pub connects: Vec<String>,
    /// Each connect of an id while an earlier connection of it was open.
    pub overlaps: Vec<Overlap>,
}

/// A connect while an earlier connection of its id was open.
#[derive(Clone, Debug)]
pub struct Overlap {
    /// The client id.
    pub id: String,
    /// Whether the broker was seen to close the earlier one.
    pub taken_over: bool,
    first: usize,
}

/// A recorder on a port of its own; it ends when it is dropped.
pub struct Recorder {
    /// The port that programs connect to.
    pub port: u16,
    record: Arc<Mutex<Record>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Recorder {
    /// Starts one in front of a broker.
    #[must_use]
    pub fn start(broker: &Running) -> Recorder {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port of the loopback");
        listener.set_nonblocking(true).expect("a listener that does not block");
        let port = listener.local_addr().expect("an address").port();
        let record = Arc::new(Mutex::new(Record::default()));
        let stop = Arc::new(AtomicBool::new(false));
        let mut relay = Relay {
            listener,
            upstream: [broker.address, broker.address_of_v5],
            connections: Vec::new(),
            record: record.clone(),
        };
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

struct Relay {
    listener: TcpListener,
    upstream: [SocketAddr; 2],
    connections: Vec<Connection>,
    record: Arc<Mutex<Record>>,
}

/// A client's connection, and the one to the broker behind it.
struct Connection {
    client: TcpStream,
    broker: Option<TcpStream>,
    packets: Packets,
    id: Option<String>,
    to_broker: Vec<u8>,
    to_client: Vec<u8>,
    /// The client has said DISCONNECT.
    left: bool,
    /// The client has closed its socket.
    client_closed: bool,
    /// The broker has closed its.
    broker_closed: bool,
    /// Both have been told.
    over: bool,
}

impl Connection {
    fn is_open(&self) -> bool {
        !(self.left || self.client_closed || self.broker_closed)
    }
}

impl Relay {
    /// Does what there is to do; whether there was anything.
    fn turn(&mut self) -> bool {
        let mut busy = false;
        while let Ok((client, _)) = self.listener.accept() {
            busy = true;
            let _ = (client.set_nonblocking(true), client.set_nodelay(true));
            self.connections.push(Connection {
                client,
                broker: None,
                packets: Packets::default(),
                id: None,
                to_broker: Vec::new(),
                to_client: Vec::new(),
                left: false,
                client_closed: false,
                broker_closed: false,
                over: false,
            });
        }
        for n in 0..self.connections.len() {
            if !self.connections[n].over {
                busy |= self.from_client(n);
                busy |= self.from_broker(n);
                busy |= self.connections[n].pass_on();
            }
        }
        busy
    }

    /// Reads all that a client has sent.
    fn from_client(&mut self, n: usize) -> bool {
        let connection = &mut self.connections[n];
        if connection.client_closed {
            return false;
        }
        let (bytes, closed) = read_all(&mut connection.client);
        connection.client_closed = closed;
        connection.to_broker.extend_from_slice(&bytes);
        let busy = closed || !bytes.is_empty();
        for sent in connection.packets.add(&bytes) {
            match sent {
                Sent::Connect(id, v5) => self.connected(n, id, v5),
                Sent::Disconnect => self.connections[n].left = true,
                Sent::Other => {}
            }
        }
        busy
    }

    /// Reads all that the broker has sent to a client.
    fn from_broker(&mut self, n: usize) -> bool {
        let connection = &mut self.connections[n];
        if connection.broker_closed {
            return false;
        }
        let Some(broker) = &mut connection.broker else {
            return false;
        };
        let was_open = connection.id.is_some() && !connection.left && !connection.client_closed;
        let (bytes, closed) = read_all(broker);
        connection.to_client.extend_from_slice(&bytes);
        connection.broker_closed = closed;
        if closed && was_open {
            let mut record = self.record.lock().expect("no panic while it is held");
            for overlap in record.overlaps.iter_mut().filter(|o| o.first == n) {
                overlap.taken_over = true;
            }
        }
        closed || !bytes.is_empty()
    }

    /// A client has said CONNECT.
    fn connected(&mut self, n: usize, id: String, v5: bool) {
        let others: Vec<usize> = (0..self.connections.len())
            .filter(|other| *other != n && self.connections[*other].id.as_ref() == Some(&id))
            .collect();
        let mut overlaps = Vec::new();
        for other in others {
            if !self.connections[other].over {
                self.from_client(other);
                self.from_broker(other);
            }
            // The empty id asks the broker for a new one.
            if self.connections[other].is_open() && !id.is_empty() {
                overlaps.push(Overlap {
                    id: id.clone(),
                    taken_over: false,
                    first: other,
                });
            }
        }
        let mut record = self.record.lock().expect("no panic while it is held");
        record.connects.push(id.clone());
        record.overlaps.extend(overlaps);
        drop(record);
        let connection = &mut self.connections[n];
        connection.id = Some(id);
        match TcpStream::connect(self.upstream[usize::from(v5)]) {
            Ok(broker) => {
                let _ = (broker.set_nonblocking(true), broker.set_nodelay(true));
                connection.broker = Some(broker);
            }
            Err(_) => connection.broker_closed = true,
        }
    }
}

impl Connection {
    /// Sends on what is there, and closes where the other side has.
    fn pass_on(&mut self) -> bool {
        let mut busy = false;
        if let Some(broker) = &mut self.broker {
            busy |= write_some(broker, &mut self.to_broker);
        }
        busy |= write_some(&mut self.client, &mut self.to_client);
        let nothing_left = self.to_client.is_empty() || self.client_closed;
        if self.client_closed || self.broker_closed && nothing_left {
            self.over = true;
            let _ = self.client.shutdown(Shutdown::Both);
            if let Some(broker) = self.broker.take() {
                let _ = broker.shutdown(Shutdown::Both);
            }
        }
        busy
    }
}

/// All that can be read without waiting, and whether that was the end.
fn read_all(stream: &mut TcpStream) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (bytes, true),
            Ok(n) => bytes.extend_from_slice(&buffer[..n]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return (bytes, false),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return (bytes, true),
        }
    }
}

/// Writes what can be written without waiting.
fn write_some(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> bool {
    let mut busy = false;
    while !bytes.is_empty() {
        match stream.write(bytes) {
            Ok(0) => break,
            Ok(n) => {
                bytes.drain(..n);
                busy = true;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(_) => {
                bytes.clear();
                break;
            }
        }
    }
    busy
}
