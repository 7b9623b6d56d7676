//! The drop of the receiving end drops what waits: its own `Drop` runs.
use oracle_client::Client;
struct Defer(&'static str, Option<Client>);
impl Drop for Defer {
    fn drop(&mut self) {
        let _it = Client::connect(self.0);
    }
}
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Defer>();
    tx.send(Defer("a", None)).unwrap();
    let c = Client::connect("a");
    drop(rx);
    drop(c);
    let _d = Client::connect("a");
    let _ = tx.send(Defer("a", None));
}
