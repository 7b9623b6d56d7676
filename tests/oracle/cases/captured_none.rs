//! Edition 2021
//! A part of a variable that an async block looks at was `None` before, and is so after it was taken on some of its ways.

use oracle_client::{Client, EventLoop, Sender, cond};
use std::time::Duration;
use tokio::time::{sleep, timeout};

pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut pair: (Client, Option<Client>) = (Client::open("a").await, None::<Client>);
        tokio::select! {
            _first = async {
                sleep(Duration::from_secs(1)).await;
                async {
                    let _ = timeout(Duration::from_secs(1), async {
                        sleep(Duration::from_secs(1)).await;
                        async { std::mem::take(&mut pair.1) }.await
                    })
                    .await;
                    if pair.1.is_none() && cond() && !Client::connect("a").is_up() {
                        Box::new(move || {
                            let _owned = pair.0;
                            Sender::pair("a").1
                        }) as Box<dyn FnOnce() -> EventLoop>
                    } else {
                        Box::new(move || Sender::pair("a").1) as Box<dyn FnOnce() -> EventLoop>
                    }
                }
                .await
            } => {}
            _second = async {
                sleep(Duration::from_secs(1)).await;
                async { Sender::pair("a") }.await
            } => {}
        }
        if let Some(it) = pair.1.as_mut() {
            *it = Client::connect("a");
        }
        let _last = Client::connect("a");
    });
}
