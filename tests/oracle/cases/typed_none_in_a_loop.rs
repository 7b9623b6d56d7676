use oracle_client::{Client, cond};
pub fn main() {
    let mut slot: Option<Box<Client>> = { None::<Box<Client>> };
    if cond() {
        drop(slot.take());
    }
    if let Some(it) = slot.as_deref_mut() {
        *it = Client::connect("a");
    }
    let _last = Client::connect("a");
}
