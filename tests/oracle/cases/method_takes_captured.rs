use oracle_client::{Client, cond};
struct Session { link: Client }
impl Session {
    async fn run(self) -> Client { Client::connect("x") }
    fn go(self) {}
    fn look(&self) {}
}
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let c6 = Session { link: Client::connect("a") };
        let f8 = async { let _ = c6.run().await; };
        drop(f8);
        let _a = Client::connect("a");
        let c9 = Session { link: Client::connect("b") };
        let f9 = || c9.go();
        f9();
        let _b = Client::connect("b");
        let d9 = Session { link: Client::connect("c") };
        let f9 = || d9.go();
        drop(f9);
        let _c = Client::connect("c");
        let e9 = Session { link: Client::connect("d") };
        let f9 = || e9.look();
        f9();
        drop(f9);
        let _d = Client::connect("d");
        let g9 = Session { link: Client::connect("e") };
        let f9 = || g9.go();
        let _e = Client::connect("e");
        let h9 = Session { link: Client::connect("f") };
        let f9 = async { if cond() { h9.go() } };
        f9.await;
        let _f = Client::connect("f");
        let i9 = Session { link: Client::connect("g") };
        let f9 = || if cond() { i9.go() };
        f9();
        let _g = Client::connect("g");
    });
}
