use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
static OTHER: &str = "b";
pub fn main() {
    let mut c5: Box<Client> = Box::new(Client::connect(OTHER));
    Client::connect("b");
}
