//! Where a program is. The marked lines of a fixture tell when they begin and when they have ended, and wait until that is
//! heard: so it has its place in the order of what goes over the connections.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::{TcpListener, TcpStream};

use crate::io::read_all;

/// Where a program is at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The marked lines that have begun and have not ended.
    pub during: BTreeSet<usize>,
    /// Those that have begun, ended or not.
    pub begun: BTreeSet<usize>,
}

/// A message: `B` or `E`, and the line's number.
const LENGTH: usize = 5;

/// What the programs tell of their lines.
pub(crate) struct Lines {
    listener: TcpListener,
    tellers: Vec<(TcpStream, Vec<u8>)>,
    running: BTreeMap<usize, usize>,
    begun: BTreeSet<usize>,
}

impl Lines {
    pub(crate) fn new(listener: TcpListener) -> Lines {
        Lines {
            listener,
            tellers: Vec::new(),
            running: BTreeMap::new(),
            begun: BTreeSet::new(),
        }
    }

    /// Takes in what was told; whether there is a message.
    pub(crate) fn listen(&mut self) -> bool {
        while let Ok((teller, _)) = self.listener.accept() {
            let _ = (teller.set_nonblocking(true), teller.set_nodelay(true));
            self.tellers.push((teller, Vec::new()));
        }
        for (teller, told) in &mut self.tellers {
            told.extend(read_all(teller).0);
        }
        self.tellers.iter().any(|(_, told)| told.len() >= LENGTH)
    }

    /// Notes what was told, and lets the programs go on.
    pub(crate) fn note(&mut self) {
        for (teller, told) in &mut self.tellers {
            while told.len() >= LENGTH {
                let message: Vec<u8> = told.drain(..LENGTH).collect();
                let line = u32::from_be_bytes([message[1], message[2], message[3], message[4]]);
                let line = usize::try_from(line).unwrap_or_default();
                let running = self.running.entry(line).or_default();
                if message[0] == b'B' {
                    *running += 1;
                    self.begun.insert(line);
                } else {
                    *running = running.saturating_sub(1);
                }
                let _ = teller.write_all(b".");
            }
        }
    }

    /// Where the program is.
    pub(crate) fn place(&self) -> Place {
        Place {
            during: self.running.iter().filter(|(_, n)| **n > 0).map(|(line, _)| *line).collect(),
            begun: self.begun.clone(),
        }
    }
}
