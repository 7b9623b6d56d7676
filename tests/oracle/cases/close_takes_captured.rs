use oracle_client::{Client, cond};
pub fn main() {
    let mut slot = Some(Client::connect("b"));
    let first = Client::connect("a");
    slot.get_or_insert_with(|| {
        first.close();
        Client::connect("b")
    });
    let pair = (Client::connect("a"), 1);
    drop(|| pair.0.close());
    let last = Client::connect("a");
    let close = move || last.close();
    if cond() {
        close();
    }
    Client::connect("a");
}
