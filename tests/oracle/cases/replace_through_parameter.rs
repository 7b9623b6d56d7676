use oracle_client::{Client, Shared};
fn swap_in<T>(slot: &mut T, it: T) -> T {
    std::mem::replace(slot, it)
}
macro_rules! all {
    ($($id:expr),*) => {
        vec![$(Client::connect($id)),*]
    };
}
pub fn main() {
    let mut maybe1: Option<Shared> = *Box::new(Some(Shared::connect("a")));
    let mut maybe2: Option<Shared> = swap_in(&mut maybe1, None::<Shared>);
    Option::take(&mut maybe1);
    all!["a", "b"];
}
