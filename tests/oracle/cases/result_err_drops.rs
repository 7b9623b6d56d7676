use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
const DEVICE: &str = "a";
pub fn main() {
    let c8: Result<Client, Refused> = Ok::<
        _,
        Refused,
    >(Client::try_connect(Some(DEVICE).unwrap()))
        .flatten();
    c8.err();
    Client::connect("a");
}
