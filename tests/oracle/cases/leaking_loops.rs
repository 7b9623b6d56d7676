use oracle_client::{Client, cond};
use std::mem::ManuallyDrop;
struct Defer(&'static str);
impl Drop for Defer {
    fn drop(&mut self) {
        Client::connect("a");
    }
}
macro_rules! open {
    ($handle:ident, $id:expr) => {
        $handle ::connect($id)
    };
}
enum State {
    Up(Client),
}
fn helper1(p0: &mut State) -> bool {
    cond() || cond()
}
fn helper4(mut p0: bool) -> () {
    loop {
        if cond() {
            break;
        }
        ManuallyDrop::new(Client::connect("a"));
    }
}
pub fn main() {
    let mut f8 = || {
        helper4(Client::connect("a").is_up());
    };
    f8();
    f8();
    let _guard19 = Defer("a");
    loop {
        helper4(
            helper1(
                &mut State::Up({
                    f8();
                    f8();
                    open!(Client, "a")
                }),
            ),
        );
        if cond() {
            break;
        }
    }
}
