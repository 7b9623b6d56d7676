use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
const DEVICE: &str = "a";
pub fn main() {
    let mut c9: [Option<Shared>; 2] = [
        Some(Shared::connect("a")),
        Some(Shared::connect(DEVICE)),
    ];
    c9 = [c9[0].take(), c9[0].iter().next().cloned()];
    Client::connect(DEVICE);
}
