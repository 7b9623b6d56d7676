use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
pub fn main() {
    let mut c7: Vec<Client> = vec![Client::connect("b"), Client::connect("a")];
    for it in c7.iter_mut() { *it = Client::connect("a"); }
}
