//! Reading and writing without waiting.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;

/// All that can be read without waiting, and whether that was the end.
pub(crate) fn read_all(stream: &mut TcpStream) -> (Vec<u8>, bool) {
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
pub(crate) fn write_some(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> bool {
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
