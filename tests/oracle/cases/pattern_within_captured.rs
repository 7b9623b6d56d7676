//! Edition 2021
//! A future that looks at a variable as a whole, and within which another one takes fields of it by a pattern, takes it along.

use oracle_client::{Client, EventLoop};
use std::time::Duration;
use tokio::time::{sleep, timeout};

struct Session {
    link: Option<Client>,
    other: EventLoop,
}

impl Session {
    async fn act(&mut self) {
        self.link.as_mut().map(|it| it.ping());
    }
}

pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut session = Session {
            link: Some(Client::connect("a")),
            other: EventLoop::new("b"),
        };
        tokio::select! {
            _first = async {
                session.act().await;
                let _ = timeout(Duration::from_secs(1), async {
                    let Session { link: _link, other: _other, .. } = session;
                })
                .await;
            } => {}
            _second = sleep(Duration::from_secs(1)) => {}
        }
        let _again = Client::connect("a");
    });
}
