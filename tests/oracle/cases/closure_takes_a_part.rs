//! A closure that moves a part out of what it captured is called once: the rest dies with the call.
use oracle_client::Client;
struct Defer(&'static str);
impl Drop for Defer {
    fn drop(&mut self) {
        let _it = Client::connect(self.0);
    }
}
pub fn main() {
    let c22: (Client, Option<Client>) = (Client::connect("b"), Some(Client::connect("a")));
    (|| {
        let _guard24 = Defer("a");
        let (_t25, _t26) = c22;
    })();
    let maybe7: Option<Client> = Some(Client::connect("c"));
    let f9 = || -> Client {
        if let Some(c8) = maybe7 {
            drop(c8);
        } else {
            return Client::connect("d");
        }
        Client::connect("c")
    };
    f9();
}
