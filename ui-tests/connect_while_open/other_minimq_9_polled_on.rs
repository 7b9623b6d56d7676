//! minimq 0.9: every poll connects where there is no connection, and one object has one at most.
//! Source: minimq 0.9. A network stack for it is the board's.
#![allow(unused)]

use minimq_09::embedded_nal::TcpClientStack;
use minimq_09::embedded_time::Clock;
use minimq_09::{Broker, ConfigBuilder, Minimq};

fn run<'a, S, C, B>(stack: S, clock: C, broker: B, buffer: &'a mut [u8])
where
    S: TcpClientStack,
    C: Clock,
    B: Broker,
{
    let config = ConfigBuilder::new(broker, buffer).client_id("hopper-7").expect("a short id");
    let mut mqtt = Minimq::new(stack, clock, config);
    loop {
        let _ = mqtt.poll(|_client, _topic, _message, _properties| {});
    }
}

fn main() {}
