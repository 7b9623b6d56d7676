use oracle_client::{Shared, cond};
fn twice(mut f: impl FnMut()) {
    f();
    f();
}
pub fn main() {
    let empty: Option<Shared> = None;
    let mut slot = empty;
    twice(|| {
        for it in slot.iter() {
            it.ping();
        }
        if cond() {
            slot.take();
        }
    });
    slot.get_or_insert(Shared::connect("a"));
    slot.insert(Shared::connect("a"));
}
