use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
pub fn main() {
    let mut c10: Vec<Client> = vec![Client::connect("a"), Client::connect("a")];
    let mut rest11 = c10.split_off(0);
    Client::connect("a");
}
