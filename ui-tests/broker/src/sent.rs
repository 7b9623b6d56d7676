//! What goes over a connection, as far as it is of interest here; the words of MQTT and of AMQP 1.0.

use crate::amqp::Frames;
use crate::mqtt::Packets;

/// A link within a connection: channel of its session, handle.
pub type LinkKey = (u16, u32);

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// MQTT: CONNECT, with its client id, and whether it is one of MQTT 5.
    Connect(String, bool),
    /// MQTT: DISCONNECT. AMQP: close.
    Disconnect,
    /// AMQP: the header of the protocol, or of SASL before it.
    Header {
        /// Of SASL.
        sasl: bool,
    },
    /// AMQP: open, with the container id.
    Open(String),
    /// AMQP: attach.
    Attach {
        /// Which link.
        key: LinkKey,
        /// Its name.
        name: String,
        /// Whether who says so is the receiver.
        receives: bool,
    },
    /// AMQP: detach.
    Detach {
        /// Which link.
        key: LinkKey,
        /// With the reason that it was attached elsewhere.
        stolen: bool,
    },
    /// AMQP: end, of the session of a channel.
    End(u16),
    /// Anything else.
    Other,
}

/// One direction of a connection, in the protocol that its first byte is of.
#[derive(Default)]
pub enum Stream {
    /// Nothing has come yet.
    #[default]
    Unknown,
    /// MQTT.
    Mqtt(Packets),
    /// AMQP 1.0.
    Amqp(Frames),
}

impl Stream {
    /// What is complete with these bytes.
    pub fn add(&mut self, bytes: &[u8]) -> Vec<Sent> {
        if matches!(self, Stream::Unknown) {
            match bytes.first() {
                None => return Vec::new(),
                Some(b'A') => *self = Stream::Amqp(Frames::default()),
                Some(_) => *self = Stream::Mqtt(Packets::default()),
            }
        }
        match self {
            Stream::Unknown => Vec::new(),
            Stream::Mqtt(packets) => packets.add(bytes),
            Stream::Amqp(frames) => frames.add(bytes),
        }
    }
}
