//! Whoever waits for something while nobody else can send it waits for ever.
use oracle_client::Client;
fn open() -> Client {
    Client::connect("a")
}
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Client>();
    drop(open());
    let f = || {
        for _it in rx.iter() {}
        tx.send(Client::connect("a")).unwrap();
    };
    f();
    drop(open());
}
