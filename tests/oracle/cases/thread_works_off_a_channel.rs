//! A thread goes on with what waits in its channel, though nobody sends any more.
use oracle_client::Client;
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Client>();
    tx.send(Client::connect("a")).unwrap();
    drop(tx);
    let thread = std::thread::spawn(move || {
        while let Ok(_it) = rx.recv() {
            Client::connect("a");
        }
    });
    let _ = thread.join();
}
