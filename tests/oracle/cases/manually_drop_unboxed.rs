use oracle_client::{Client, Refused, Shared, cond};
use std::mem::ManuallyDrop;
const DEVICE: &str = "a";
pub fn main() {
    let Ok(mut c16) = Client::try_connect("a") else {
        return;
    };
    *Box::new(ManuallyDrop::new(c16));
    Client::connect(DEVICE);
}
