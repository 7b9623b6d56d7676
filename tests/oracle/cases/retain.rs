use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
pub fn main() {
    let c9: Vec<Shared> = vec![* Box::new(Shared::connect("a")), Shared::connect("a")];
    let mut c7 = c9;
    c7.retain(|_| cond());
    Shared::connect("a");
}
