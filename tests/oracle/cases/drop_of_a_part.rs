use oracle_client::Client;
struct Session { link: Option<Client> }
impl Drop for Session {
    fn drop(&mut self) { let _it = Client::connect("a"); }
}
struct Gateway { other: Session }
struct Ender { link: Client }
impl Drop for Ender {
    fn drop(&mut self) { self.link.end(); }
}
struct Kept { ender: Ender }
fn whole(_p0: Gateway) {}
fn maybe(_p0: Option<Kept>) { let _b = Client::connect("b"); }
pub fn main() {
    whole(Gateway { other: Session { link: Some(Client::connect("a")) } });
    maybe(Some(Kept { ender: Ender { link: Client::connect("c") } }));
    let _c = Client::connect("c");
}
