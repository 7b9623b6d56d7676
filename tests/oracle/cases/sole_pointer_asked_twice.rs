use oracle_client::{Client, Shared, cond};
use std::rc::Rc;
fn turn(shared: &mut Rc<Shared>) {
    if let Some(it) = Rc::get_mut(shared) {
        *it = Shared::connect("a");
    }
    if cond() {
        if let Some(it) = Rc::get_mut(shared) {
            *it = Shared::connect("b");
        }
    } else {
        Client::connect("b");
    }
}
fn turns(shared: &mut Rc<Shared>) {
    turn(shared);
    turn(shared);
}
fn kept(shared: &mut Rc<Shared>) {
    let _other = Rc::clone(shared);
    turn(shared);
}
pub fn main() {
    let mut shared = Rc::new(Shared::connect("c"));
    turns(&mut shared);
    kept(&mut shared);
}
