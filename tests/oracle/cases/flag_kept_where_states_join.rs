use oracle_client::{EventLoop, Shared, cond};
pub fn main() {
    let maybe13: Option<EventLoop> = match cond() {
        true => None,
        false => Some(EventLoop::new("a")),
    };
    let mut maybe14: Option<Shared> = if cond() {
        None::<Shared>
    } else {
        Some(Shared::connect("a"))
    };
    let mut flag17 = false;
    if cond() {
        Shared::connect("a");
        flag17 = true;
    }
    if cond() {}
    maybe14 = Some(Shared::connect("a"));
    let flag18 = cond();
    if !flag18 {
        maybe14;
    }
    if !flag18 {
        Shared::connect("a");
    }
}
