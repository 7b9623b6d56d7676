//! A thread that only sends waits for nobody: all that it opens may open beside its spawner.
use oracle_client::Client;
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Client>();
    let thread = std::thread::spawn(move || {
        tx.send(Client::connect("b")).unwrap();
        tx.send(Client::connect("a")).unwrap();
    });
    let _c = Client::connect("a");
    for _it in rx {}
    let _ = thread.join();
}
