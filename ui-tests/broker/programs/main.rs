//! Runs one fixture of a package as a program: `run-PACKAGE NAME`, with the broker's port in `BROKER_PORT`.
//! `run-PACKAGE --list` tells the names.

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    if name == "--list" {
        for (name, _) in PROGRAMS {
            println!("{name}");
        }
        return;
    }
    match PROGRAMS.iter().find(|(known, _)| *known == name) {
        Some((_, run)) => run(),
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
        .replace("broker.plant.example", "127.0.0.1");
    here.leak()
}
