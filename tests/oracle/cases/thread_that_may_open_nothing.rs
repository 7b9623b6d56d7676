use oracle_client::{Client, Shared};
fn each(mut given: Option<Shared>) {
    let thread = std::thread::spawn(move || {
        while let Some(_it) = given.take() {
            Client::connect("a");
        }
    });
    let _ = thread.join();
}
pub fn main() {
    each(None::<Shared>);
    let first = Client::connect("a");
    Client::connect("a");
    drop(first);
}
