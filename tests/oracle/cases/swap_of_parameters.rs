use oracle_client::Client;
use std::cell::RefCell;
use std::rc::Rc;
type Slot = Rc<RefCell<Option<Client>>>;
fn swapped(one: &Slot, two: &Slot) {
    one.swap(two);
}
fn swapped_and_dropped(one: &mut Slot, two: Slot) {
    two.swap(one);
}
pub fn main() {
    let one: Slot = Rc::new(RefCell::new(Some(Client::connect("a"))));
    let two: Slot = Rc::new(RefCell::new(None::<Client>));
    swapped(&one, &two);
    drop(one);
    Client::connect("a");
    drop(two);
    let mut three: Slot = Rc::new(RefCell::new(Some(Client::connect("a"))));
    swapped_and_dropped(&mut three, Rc::new(RefCell::new(None::<Client>)));
    Client::connect("a");
}
