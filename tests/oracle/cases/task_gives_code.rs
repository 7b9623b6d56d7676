//! Edition 2021
//! Whoever awaits a task that gives a closure waits for that, whatever loops there were in it.

use oracle_client::{Client, cond};

pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let _first = Client::open("a").await;
        let open: Box<dyn FnOnce() -> Client> = tokio::spawn(async move {
            while cond() {
                let _other = Client::open("b").await;
            }
            Box::new(move || Client::connect("a")) as Box<dyn FnOnce() -> Client>
        })
        .await
        .unwrap();
        open();
    });
}
