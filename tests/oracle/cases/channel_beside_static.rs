//! What lies in a channel is held by a callee's receiving end, also where a caller has to say what a static holds.
use oracle_client::Client;
static ONCE: std::sync::OnceLock<Client> = std::sync::OnceLock::new();
fn inner() {
    let (tx, rx) = std::sync::mpsc::channel::<Client>();
    tx.send(Client::connect("a")).unwrap();
    ONCE.get_or_init(|| Client::connect("a"));
    drop(rx);
}
pub fn main() {
    inner();
}
