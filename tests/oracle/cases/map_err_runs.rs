use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
const DEVICE: &str = "a";
pub fn main() {
    let mut maybe7: Option<Shared> = || -> Option<Shared> {
        Some(Shared::connect("a"))
    }();
    let mut maybe8: Option<Shared> = maybe7;
    {
        let [it] = [
            Err::<[Shared; 2], Refused>(Refused)
                .map_err(|it| {
                    maybe8.take();
                }),
        ];
        it
    }
        .unwrap_or_else(|_| *Box::new([Shared::connect(DEVICE), Shared::connect("a")]));
}
