use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
const DEVICE: &str = "a";
pub fn main() {
    let mut c4: Vec<Client> = vec![Client::connect(DEVICE), Client::connect("a")];
    c4.swap_remove(0);
    Client::connect("a");
}
