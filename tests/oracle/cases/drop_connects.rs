use oracle_client::Client;
struct Session {
    link: Client,
}
impl Drop for Session {
    fn drop(&mut self) {
        let _it = Client::connect("a");
    }
}
pub fn main() {
    let _session = Session {
        link: Client::connect("a"),
    };
}
