//! Both ends of a channel that come into one callee belong together, and a `None` is something that waits too.
use oracle_client::Client;
pub fn main() {
    let _c = Client::connect("a");
    let (tx, rx) = std::sync::mpsc::channel::<Option<Client>>();
    let f = || {
        tx.send(None).unwrap();
        rx.recv().unwrap();
        let _d = Client::connect("a");
    };
    f();
}
