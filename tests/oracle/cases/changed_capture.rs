use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::mem;
fn twice(mut f: impl FnMut()) { f(); f(); }
pub fn main() {
    let c14: Result<Client, Refused> = Client::try_connect("a");
    {
        let f19 = move || {
            let mut c16 = c14;
            if let Ok(it) = c16.as_mut() {
                *it = Client::connect("a");
            }
        };
        f19();
    }
}
