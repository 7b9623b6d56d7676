//! A loop over what is there ends when nothing is left, in a closure too.
use oracle_client::Client;
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Client>();
    let f = || {
        for _it in rx.try_iter() {
            drop(Client::connect("a"));
        }
        tx.send(Client::connect("a")).unwrap();
    };
    f();
    f();
}
