//! Passes every byte on between programs and a broker, and reads along.
//!
//! Before a connect counts, all that came from the other connections of its id is read; before a line of the program counts,
//! all that came at all. A connection is open until its client has said that it leaves or has closed its socket, or the
//! broker has; a link is attached as long as its connection and session are open and nobody has detached it.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::acceptor::Containers;
use crate::amqp::Link;
use crate::brokers::Running;
use crate::connection::Connection;
use crate::io::read_all;
use crate::lines::Lines;
use crate::recorder::{Overlap, Record};
use crate::sent::{LinkKey, Sent, Stream};

/// What a connection stands for where there is no link: the connection itself.
const NO_LINK: usize = usize::MAX;

pub(crate) struct Relay {
    listener: TcpListener,
    lines: Lines,
    upstream: [SocketAddr; 2],
    containers: Option<Containers>,
    connections: Vec<Connection>,
    record: Arc<Mutex<Record>>,
    /// The first connection is cut when it is as old as that.
    cut: Option<Duration>,
}

impl Relay {
    pub(crate) fn new([listener, told]: [TcpListener; 2], broker: &Running, cut: Option<Duration>, record: Arc<Mutex<Record>>) -> Relay {
        Relay {
            listener,
            lines: Lines::new(told),
            cut,
            upstream: broker.addresses,
            containers: broker.containers(),
            connections: Vec::new(),
            record,
        }
    }

    /// Does what there is to do; whether there was anything.
    pub(crate) fn turn(&mut self) -> bool {
        // What was told is noted after all that was sent before.
        let told = self.lines.listen();
        let mut busy = told;
        while let Ok((client, _)) = self.listener.accept() {
            busy = true;
            self.connections.push(Connection::of(client));
        }
        self.cut_first();
        for n in 0..self.connections.len() {
            if !self.connections[n].over {
                busy |= self.hear_client(n);
                busy |= self.hear_broker(n);
                busy |= self.connections[n].pass_on();
            }
        }
        if told {
            self.lines.note();
        }
        busy
    }

    /// Cuts the first connection, as a network does, if it is time.
    fn cut_first(&mut self) {
        let first = self.connections.iter_mut().find(|connection| connection.id.is_some());
        let (Some(age), Some(first)) = (self.cut, first) else { return };
        if first.since.is_some_and(|since| since.elapsed() >= age) {
            first.broker_closed = true;
            first.to_client.clear();
            self.cut = None;
        }
    }

    /// Reads all that a client has sent.
    fn hear_client(&mut self, n: usize) -> bool {
        let connection = &mut self.connections[n];
        if connection.client_closed {
            return false;
        }
        let (bytes, closed) = read_all(&mut connection.client);
        connection.client_closed = closed;
        connection.to_broker.extend_from_slice(&bytes);
        let sent = connection.from_client.add(&bytes);
        connection.sent.extend(sent);
        while let Some(sent) = self.connections[n].sent.pop_front() {
            self.client_sent(n, sent);
        }
        closed || !bytes.is_empty()
    }

    /// A client has said something.
    fn client_sent(&mut self, n: usize, sent: Sent) {
        match sent {
            Sent::Connect(id, v5) => {
                self.connected(n, id);
                self.reach_broker(n, usize::from(v5));
            }
            Sent::Header { sasl } => {
                if self.connections[n].broker.is_none() {
                    self.reach_broker(n, usize::from(!sasl));
                }
            }
            Sent::Open(container) => {
                let port = self.connections[n].broker.as_ref().and_then(|broker| broker.local_addr().ok());
                if let (Some(containers), Some(address)) = (&self.containers, port) {
                    containers.note(address.port(), &container);
                }
                self.connected(n, container);
            }
            Sent::Disconnect => self.connections[n].left = true,
            Sent::Attach { key, name, receives } => self.attached(n, key, name, receives),
            Sent::Detach { key, .. } => self.connections[n].detach(|link| link.key == key),
            Sent::End(channel) => self.connections[n].detach(|link| link.key.0 == channel),
            Sent::Other => {}
        }
    }

    /// Reads all that the broker has sent to a client.
    fn hear_broker(&mut self, n: usize) -> bool {
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
        if matches!(connection.from_client, Stream::Amqp(_)) {
            for sent in connection.from_broker.add(&bytes) {
                self.broker_sent(n, sent);
            }
        }
        if closed && was_open {
            self.taken_over(n, NO_LINK);
        }
        closed || !bytes.is_empty()
    }

    /// A peer of AMQP has said something.
    fn broker_sent(&mut self, n: usize, sent: Sent) {
        let links = &mut self.connections[n].links;
        match sent {
            Sent::Attach { key, name, receives } => {
                // The answer: the peer receives what the program sends.
                let mut answered = links.iter_mut().filter(|link| link.key_of_peer.is_none());
                if let Some(link) = answered.find(|link| link.name == name && link.receives != receives) {
                    link.key_of_peer = Some(key);
                }
            }
            Sent::Detach { key, stolen } => {
                let of_peer = |link: &Link| link.key_of_peer == Some(key) && link.attached;
                if let Some(which) = links.iter().position(of_peer) {
                    links[which].attached = false;
                    if stolen {
                        self.taken_over(n, which);
                    }
                }
            }
            _ => {}
        }
    }

    /// The broker has ended a connection, or a link of it.
    fn taken_over(&mut self, n: usize, link: usize) {
        let mut record = self.record.lock().expect("no panic while it is held");
        let Record { overlaps, stolen, .. } = &mut *record;
        for overlap in overlaps.iter_mut().chain(stolen).filter(|o| o.first == (n, link)) {
            overlap.taken_over = true;
        }
    }

    /// The other connections of an id, once all is read that they have sent.
    fn others(&mut self, n: usize, id: &str) -> Vec<usize> {
        let others: Vec<usize> = (0..self.connections.len())
            .filter(|other| *other != n && self.connections[*other].id.as_deref() == Some(id))
            .collect();
        for other in &others {
            if !self.connections[*other].over {
                self.hear_client(*other);
                self.hear_broker(*other);
            }
        }
        others
    }

    /// A client has said who it is.
    fn connected(&mut self, n: usize, id: String) {
        let others = self.others(n, &id);
        // The empty id asks the broker for a new one.
        let open = others.into_iter().filter(|other| self.connections[*other].is_open() && !id.is_empty());
        let overlaps: Vec<Overlap> = open
            .map(|other| Overlap {
                id: id.clone(),
                taken_over: false,
                place: self.lines.place(),
                first: (other, NO_LINK),
            })
            .collect();
        let mut record = self.record.lock().expect("no panic while it is held");
        record.connects.push(id.clone());
        record.overlaps.extend(overlaps);
        drop(record);
        self.connections[n].id = Some(id);
        self.connections[n].since = Some(Instant::now());
    }

    /// A client has attached a link.
    fn attached(&mut self, n: usize, key: LinkKey, name: String, receives: bool) {
        let Some(container) = self.connections[n].id.clone() else { return };
        let mut others = self.others(n, &container);
        others.push(n);
        let shown = format!("{container} {name} ({})", if receives { "receiver" } else { "sender" });
        let mut stolen = Vec::new();
        for other in others.into_iter().filter(|other| self.connections[*other].is_open()) {
            for (which, link) in self.connections[other].links.iter().enumerate() {
                if link.attached && link.name == name && link.receives == receives {
                    stolen.push(Overlap {
                        id: shown.clone(),
                        taken_over: false,
                        place: self.lines.place(),
                        first: (other, which),
                    });
                }
            }
        }
        let mut record = self.record.lock().expect("no panic while it is held");
        record.attaches.push(shown);
        record.stolen.extend(stolen);
        drop(record);
        self.connections[n].links.push(Link {
            name,
            receives,
            key,
            key_of_peer: None,
            attached: true,
        });
    }

    /// Connects a client to the broker, in the dialect that it speaks.
    fn reach_broker(&mut self, n: usize, dialect: usize) {
        let connection = &mut self.connections[n];
        match TcpStream::connect(self.upstream[dialect]) {
            Ok(broker) => {
                let _ = (broker.set_nonblocking(true), broker.set_nodelay(true));
                connection.broker = Some(broker);
            }
            Err(_) => connection.broker_closed = true,
        }
    }
}
