use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
pub fn main() {
    let mut maybe3: Option<Client> = Some(Client::connect("a"));
    let mut maybe4 = maybe3;
    let r5 = &mut maybe4;
    for _ in 0..2 {
        for it in r5.iter_mut() {
            *it = Client::connect("b");
        }
    }
}
