//! mqtt3: two clients of one id, and the streams of both are polled.
#![allow(unused)]

use futures::StreamExt;
use mqtt3::{Client, Event, IoSource};
use std::time::Duration;

fn client<S: IoSource>(source: S) -> Client<S> {
    let id = Some("hopper-1".to_owned());
    Client::new(id, None, None, source, Duration::from_secs(30), Duration::from_secs(60))
}

async fn both<S: IoSource>(north: S, south: S) {
    let mut telemetry = client(north);
    let mut commands = client(south);
    println!("{}", telemetry.next().await.is_some());
    println!("{}", commands.next().await.is_some()); //~ connect_while_open
}

fn main() {}
