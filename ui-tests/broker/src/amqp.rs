//! As much of AMQP 1.0 as is needed to see who opens and closes connections, and who attaches and detaches links.

use bytes::BytesMut;
use fe2o3_amqp::frames::amqp::{Frame, FrameBody, FrameDecoder};
use fe2o3_amqp::types::definitions::{ErrorCondition, LinkError, Role};
use tokio_util::codec::Decoder;

use crate::sent::{LinkKey, Sent};

/// Type of the frames that say what is sought; the others are those of SASL.
const FRAME_TYPE_AMQP: u8 = 0;

/// The frames of one direction of a connection, as bytes come in.
#[derive(Default)]
pub struct Frames {
    pending: Vec<u8>,
}

impl Frames {
    /// What the headers and frames say that are complete with these bytes.
    pub fn add(&mut self, bytes: &[u8]) -> Vec<Sent> {
        self.pending.extend_from_slice(bytes);
        let mut sent = Vec::new();
        while let Some(length) = self.first() {
            let part: Vec<u8> = self.pending.drain(..length).collect();
            sent.push(if part.starts_with(b"AMQP") {
                Sent::Header { sasl: part[4] != 0 }
            } else {
                frame(&part).unwrap_or(Sent::Other)
            });
        }
        sent
    }

    /// The length of the first header or frame, if all of it is there.
    fn first(&self) -> Option<usize> {
        let start: [u8; 4] = self.pending.get(..4)?.try_into().ok()?;
        let length = match &start {
            b"AMQP" => 8,
            // A frame is never shorter than its header.
            size => usize::try_from(u32::from_be_bytes(*size)).ok()?.max(8),
        };
        (self.pending.len() >= length).then_some(length)
    }
}

/// What a frame says.
fn frame(bytes: &[u8]) -> Option<Sent> {
    if *bytes.get(5)? != FRAME_TYPE_AMQP {
        return None;
    }
    let Frame { channel, body } = FrameDecoder {}.decode(&mut BytesMut::from(&bytes[4..])).ok()??;
    Some(match body {
        FrameBody::Open(open) => Sent::Open(open.container_id),
        FrameBody::Close(_) => Sent::Disconnect,
        FrameBody::End(_) => Sent::End(channel),
        FrameBody::Attach(attach) => Sent::Attach {
            key: (channel, attach.handle.0),
            name: attach.name,
            receives: attach.role == Role::Receiver,
        },
        FrameBody::Detach(detach) => Sent::Detach {
            key: (channel, detach.handle.0),
            stolen: detach
                .error
                .is_some_and(|error| error.condition == ErrorCondition::LinkError(LinkError::Stolen)),
        },
        _ => Sent::Other,
    })
}

/// A link as one end sees it.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// Whether the program is the receiver.
    pub receives: bool,
    /// Session and handle of the program.
    pub key: LinkKey,
    /// Session and handle of the peer, once it has answered.
    pub key_of_peer: Option<LinkKey>,
    /// Attached, and not detached by either.
    pub attached: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use fe2o3_amqp::types::performatives::{Close, Detach, Open};

    /// A frame around a performative.
    fn framed(channel: u16, body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).expect("a short frame");
        let mut frame = size.to_be_bytes().to_vec();
        frame.extend_from_slice(&[2, FRAME_TYPE_AMQP]);
        frame.extend_from_slice(&channel.to_be_bytes());
        frame.extend_from_slice(body);
        frame
    }

    fn encoded<T: serde::Serialize>(value: &T) -> Vec<u8> {
        serde_amqp::to_vec(value).expect("a performative")
    }

    #[test]
    fn reads_headers_and_frames_however_they_are_cut() {
        let open = Open {
            container_id: "hopper-1".to_owned(),
            hostname: None,
            max_frame_size: Default::default(),
            channel_max: Default::default(),
            idle_time_out: None,
            outgoing_locales: None,
            incoming_locales: None,
            offered_capabilities: None,
            desired_capabilities: None,
            properties: None,
        };
        let detach = Detach {
            handle: fe2o3_amqp::types::definitions::Handle(7),
            closed: true,
            error: Some(fe2o3_amqp::types::definitions::Error::new(LinkError::Stolen, None, None)),
        };
        let mut bytes = b"AMQP\x03\x01\x00\x00".to_vec();
        bytes.extend(framed(0, &encoded(&open)));
        bytes.extend(framed(3, &encoded(&detach)));
        bytes.extend(framed(0, &[]));
        bytes.extend(framed(0, &encoded(&Close { error: None })));
        for size in 1..bytes.len() {
            let mut frames = Frames::default();
            let sent: Vec<Sent> = bytes.chunks(size).flat_map(|part| frames.add(part)).collect();
            assert_eq!(
                sent,
                [
                    Sent::Header { sasl: true },
                    Sent::Open("hopper-1".to_owned()),
                    Sent::Detach { key: (3, 7), stolen: true },
                    Sent::Other,
                    Sent::Disconnect,
                ]
            );
        }
    }
}
