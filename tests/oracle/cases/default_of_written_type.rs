use oracle_client::{Client, EventLoop, Refused, cond};
pub fn main() {
    let mut events = EventLoop::new("a");
    let held = Client::connect("a");
    if let Some(_) = None::<Option<u8>>.unwrap_or_default() {
    } else {
        drop(held);
    }
    let _ = events.poll();
    drop(events);
    let mut slot: Option<Client> = Err::<Option<Client>, Refused>(Refused).unwrap_or_default();
    if slot.is_some() || cond() {
        slot = Some(Client::connect("b"));
    }
    drop(slot);
}
