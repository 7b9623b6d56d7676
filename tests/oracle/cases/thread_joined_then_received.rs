//! What a thread has sent is known when it is joined.
use oracle_client::Client;
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Client>();
    let thread = std::thread::spawn(move || {
        tx.send(Client::connect("a")).unwrap();
    });
    let _ = thread.join();
    for it in rx {
        drop(it);
        Client::connect("a");
    }
}
