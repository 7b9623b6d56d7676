//! As much of MQTT as is needed to see who connects and who disconnects.

use crate::sent::Sent;

/// The packets of one direction of a connection, as bytes come in.
#[derive(Default)]
pub struct Packets {
    pending: Vec<u8>,
}

impl Packets {
    /// The packets that are complete with these bytes.
    pub fn add(&mut self, bytes: &[u8]) -> Vec<Sent> {
        self.pending.extend_from_slice(bytes);
        let mut sent = Vec::new();
        while let Some((kind, start, end)) = self.first() {
            let body = &self.pending[start..end];
            sent.push(match kind {
                1 => {
                    let (id, v5) = client_id(body).unwrap_or_default();
                    Sent::Connect(id, v5)
                }
                14 => Sent::Disconnect,
                _ => Sent::Other,
            });
            self.pending.drain(..end);
        }
        sent
    }

    /// Type, start and end of the first packet, if all of it is there.
    fn first(&self) -> Option<(u8, usize, usize)> {
        let kind = self.pending.first()? >> 4;
        let (length, bytes) = variable(&self.pending[1..])?;
        let start = 1 + bytes;
        let end = start + length;
        (self.pending.len() >= end).then_some((kind, start, end))
    }
}

/// A number of up to four bytes, and how many they are.
fn variable(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (n, byte) in bytes.iter().take(4).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return Some((value, n + 1));
        }
    }
    None
}

/// The client id of a CONNECT, and whether that is one of MQTT 5: after protocol name, level, flags, keep-alive and, in MQTT 5, properties.
fn client_id(body: &[u8]) -> Option<(String, bool)> {
    let name = usize::from(u16::from_be_bytes([*body.first()?, *body.get(1)?]));
    let level = *body.get(2 + name)?;
    let mut at = 2 + name + 1 + 1 + 2;
    if level >= 5 {
        let (length, bytes) = variable(body.get(at..)?)?;
        at += bytes + length;
    }
    let length = usize::from(u16::from_be_bytes([*body.get(at)?, *body.get(at + 1)?]));
    let text = body.get(at + 2..at + 2 + length)?;
    Some((String::from_utf8_lossy(text).into_owned(), level >= 5))
}

/// A CONNECT with a clean session, of MQTT 3.1.1 or 5.
#[must_use]
pub fn connect(id: &str, v5: bool) -> Vec<u8> {
    let length = u8::try_from(id.len()).expect("a short id");
    let mut packet = vec![0x10, 12 + u8::from(v5) + length, 0, 4];
    packet.extend_from_slice(b"MQTT");
    packet.extend_from_slice(&[if v5 { 5 } else { 4 }, 2, 0, 60]);
    if v5 {
        // No properties.
        packet.push(0);
    }
    packet.extend_from_slice(&[0, length]);
    packet.extend_from_slice(id.as_bytes());
    packet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_packets_however_they_are_cut() {
        let mut bytes = connect("pump-7", false);
        bytes.extend_from_slice(&[0xc0, 0, 0xe0, 0]);
        bytes.extend(connect("fan-1", true));
        for size in 1..bytes.len() {
            let mut packets = Packets::default();
            let sent: Vec<Sent> = bytes.chunks(size).flat_map(|part| packets.add(part)).collect();
            let connect = |id: &str, v5| Sent::Connect(id.to_owned(), v5);
            assert_eq!(sent, [connect("pump-7", false), Sent::Other, Sent::Disconnect, connect("fan-1", true)]);
        }
    }

    #[test]
    fn reads_the_id_behind_properties() {
        let body = [0, 4, b'M', b'Q', b'T', b'T', 5, 2, 0, 60, 3, 0x21, 0, 1, 0, 2, b'p', b'7'];
        assert_eq!(client_id(&body), Some(("p7".to_owned(), true)));
    }
}
