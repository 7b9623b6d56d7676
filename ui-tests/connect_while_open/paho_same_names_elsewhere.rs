//! Types and methods of the same names, but the project's own: they open nothing that a broker sees.
//! Source: never guess from a method's name alone.
#![allow(unused)]

use std::net::TcpStream;

struct AsyncClient {
    stream: Option<TcpStream>,
}

impl AsyncClient {
    fn new(_id: &str) -> Self {
        Self { stream: None }
    }

    fn connect(&mut self) -> std::io::Result<()> {
        self.stream = Some(TcpStream::connect("display.plant.example:7000")?);
        Ok(())
    }
}

fn main() -> std::io::Result<()> {
    let mut left = AsyncClient::new("display");
    let mut right = AsyncClient::new("display");
    left.connect()?;
    right.connect()?;
    println!("{}", left.stream.is_some());
    Ok(())
}
