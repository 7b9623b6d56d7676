use oracle_client::{Client, Refused, Shared, cond};
const DEVICE: &str = "a";
fn run<T>(f: impl FnOnce() -> T) -> T {
    f()
}
pub fn main() {
    let mut c10: Client = || -> Client { Client::connect(DEVICE) }();
    run(|| -> Client {
        c10;
        Client::connect("a")
    });
}
