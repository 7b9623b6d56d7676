use oracle_client::{Client, Refused};
fn run<T>(f: impl FnOnce() -> T) -> T {
    f()
}
pub fn main() {
    let mut c1: Result<Client, Refused> = Some(Client::connect("a")).ok_or(Refused);
    run(|| -> Result<Client, Refused> {
        || c1;
        Client::try_connect("a")
    });
}
