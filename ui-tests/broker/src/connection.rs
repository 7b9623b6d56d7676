//! A connection of a program, and the one to the broker behind it.

use std::collections::VecDeque;
use std::net::{Shutdown, TcpStream};
use std::time::Instant;

use crate::amqp::Link;
use crate::io::write_some;
use crate::sent::{Sent, Stream};

/// A client's connection, and the one to the broker behind it.
pub(crate) struct Connection {
    pub(crate) client: TcpStream,
    pub(crate) broker: Option<TcpStream>,
    pub(crate) from_client: Stream,
    pub(crate) from_broker: Stream,
    /// What the client has sent and is not yet looked at.
    pub(crate) sent: VecDeque<Sent>,
    pub(crate) id: Option<String>,
    /// When the client has said who it is.
    pub(crate) since: Option<Instant>,
    pub(crate) links: Vec<Link>,
    pub(crate) to_broker: Vec<u8>,
    pub(crate) to_client: Vec<u8>,
    /// The client has said that it leaves.
    pub(crate) left: bool,
    /// The client has closed its socket.
    pub(crate) client_closed: bool,
    /// The broker has closed its.
    pub(crate) broker_closed: bool,
    /// Both have been told.
    pub(crate) over: bool,
}

impl Connection {
    pub(crate) fn of(client: TcpStream) -> Connection {
        let _ = (client.set_nonblocking(true), client.set_nodelay(true));
        Connection {
            client,
            broker: None,
            from_client: Stream::default(),
            from_broker: Stream::default(),
            sent: VecDeque::new(),
            id: None,
            since: None,
            links: Vec::new(),
            to_broker: Vec::new(),
            to_client: Vec::new(),
            left: false,
            client_closed: false,
            broker_closed: false,
            over: false,
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        !(self.left || self.client_closed || self.broker_closed)
    }

    /// The links that end with a detach or a session are no longer attached.
    pub(crate) fn detach(&mut self, which: impl Fn(&Link) -> bool) {
        for link in self.links.iter_mut().filter(|link| which(link)) {
            link.attached = false;
        }
    }

    /// Sends on what is there, and closes where the other side has.
    pub(crate) fn pass_on(&mut self) -> bool {
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
