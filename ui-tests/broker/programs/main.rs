//! Runs one fixture of a package as a program: `run-PACKAGE NAME`, with the broker's port in `BROKER_PORT`, and in
//! `LINES_PORT` that of whoever wants to know when marked lines run. `run-PACKAGE --list` tells the names, each with the lines
//! that tell when they run.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Mutex, OnceLock};

/// Its name, how it runs, the lines that tell when they run.
type Program = (&'static str, fn(), &'static [usize]);

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    if name == "--list" {
        for (name, _, lines) in PROGRAMS {
            print!("{name}");
            for line in *lines {
                print!(" {line}");
            }
            println!();
        }
        return;
    }
    match PROGRAMS.iter().find(|(known, ..)| *known == name) {
        Some((_, run, _)) => run(),
        None => {
            eprintln!("there is no program `{name}`");
            std::process::exit(2);
        }
    }
}

/// The broker's port.
#[allow(dead_code)]
fn port<P: TryFrom<u16, Error: std::fmt::Debug>>() -> P {
    let port: u16 = std::env::var("BROKER_PORT")
        .expect("BROKER_PORT is set")
        .parse()
        .expect("BROKER_PORT is a port");
    P::try_from(port).expect("a port fits")
}

/// An address of the plant's broker as one of the broker here.
#[allow(dead_code)]
fn address(of_plant: &str) -> &'static str {
    let here = of_plant
        .replace("broker.plant.example:1883", &format!("127.0.0.1:{}", port::<u16>()))
        .replace("broker.plant.example:5672", &format!("127.0.0.1:{}", port::<u16>()))
        .replace("broker.plant.example", "127.0.0.1");
    here.leak()
}

/// A marked line that runs.
#[allow(dead_code)]
struct Line(u32);

/// A marked line begins.
#[allow(dead_code)]
fn line(number: u32) -> Line {
    tell(b'B', number);
    Line(number)
}

impl Line {
    /// What the line's call has given.
    #[allow(dead_code, clippy::unused_self)]
    fn of<T>(self, value: T) -> T {
        value
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        tell(b'E', self.0);
    }
}

/// Tells that a line begins or has ended, and waits until that is heard.
fn tell(what: u8, line: u32) {
    static LISTENER: OnceLock<Option<Mutex<TcpStream>>> = OnceLock::new();
    let listener = LISTENER.get_or_init(|| {
        let port: u16 = std::env::var("LINES_PORT").ok()?.parse().ok()?;
        let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        let _ = stream.set_nodelay(true);
        Some(Mutex::new(stream))
    });
    let Some(Ok(mut stream)) = listener.as_ref().map(Mutex::lock) else {
        return;
    };
    let mut message = vec![what];
    message.extend_from_slice(&line.to_be_bytes());
    let _ = stream.write_all(&message).and_then(|()| stream.read_exact(&mut [0]));
}
