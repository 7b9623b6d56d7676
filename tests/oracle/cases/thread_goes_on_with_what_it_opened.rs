use oracle_client::{Client, cond};
pub fn main() {
    let thread = std::thread::spawn(|| {
        loop {
            let _held = Client::connect("a");
            if cond() {
                break;
            }
        }
    });
    Client::connect("a");
    let _ = thread.join();
    Client::connect("a");
}
