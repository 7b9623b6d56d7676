use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
fn twice(mut f: impl FnMut()) { f(); f(); }
pub fn main() {
    let mut maybe3: Option<Client> = None;
    let mut f = || { maybe3.get_or_insert(Client::connect("b")); };
    f(); f();
}
