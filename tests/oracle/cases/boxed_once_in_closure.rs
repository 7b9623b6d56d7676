use oracle_client::{Client, Shared};
pub fn main() {
    let held = Some(Shared::connect("a"));
    let make: Box<dyn FnOnce() -> Client> = Box::new(move || {
        let _held = held;
        Client::connect("b")
    });
    let mut slot = Some(Client::connect("c"));
    slot.get_or_insert_with(|| make());
    Client::connect("a");
}
