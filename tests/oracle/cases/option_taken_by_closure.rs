use oracle_client::{Client, Refused};
pub fn main() {
    let c12: Result<Client, Refused> = Client::try_connect("a");
    let mut c12: Result<Client, Refused> = Client::try_connect(Some("a").unwrap())
        .inspect(|_| {
            c12.err();
        });
    c12;
    Client::connect("a");
}
