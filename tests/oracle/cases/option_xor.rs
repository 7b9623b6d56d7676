use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
pub fn main() {
    let maybe12: Option<Client> = Some(Client::connect("a"));
    maybe12.xor(Some(Client::connect("a")));
    Client::connect("a");
}
