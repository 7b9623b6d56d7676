//! mqtt3: one client, which comes back by itself as long as its stream is polled.
#![allow(unused)]

use futures::StreamExt;
use mqtt3::{Client, Event, IoSource};
use std::time::Duration;

async fn run<S: IoSource>(source: S) {
    let id = Some("hopper-1".to_owned());
    let mut client = Client::new(id, None, None, source, Duration::from_secs(30), Duration::from_secs(60));
    while let Some(event) = client.next().await {
        match event {
            Ok(event) => println!("{event:?}"),
            Err(error) => eprintln!("{error:?}"),
        }
    }
}

fn main() {}
