use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::mem;
pub fn main() {
    let mut c12: Vec<Shared> = Vec::from([Shared::connect("a"), Shared::connect("a")]);
    let mut f15 = || {
        mem::take(&mut c12);
        Shared::connect("a");
    };
    f15();
}
