use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::mem;
const DEVICE: &str = "a";
pub fn main() {
    let mut c6: Vec<Client> = {
        let mut f5 = || -> Vec<Client> {
            vec![
                Client::connect(Some(& DEVICE).copied().unwrap()),
                Client::connect(DEVICE)
            ]
        };
        f5()
    };
    let mut out7: Vec<Client> = mem::take(&mut c6)
        .into_iter()
        .filter(|_| cond())
        .collect();
    Client::connect(Some(DEVICE).unwrap());
}
