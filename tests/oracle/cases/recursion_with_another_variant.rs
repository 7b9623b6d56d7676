//! Edition 2024
//! What a function does depends on the variant that comes in, also where many states meet in it.

use oracle_client::{Client, cond};

enum State {
    Idle,
    Up(Client),
    Failed(Client),
}

fn step(mut state: State) -> bool {
    for _ in 0..2 {
        match state {
            State::Idle => {
                Client::connect("a");
                break;
            }
            State::Up(_up) => {}
            State::Failed(_failed) => {}
        }
        state = State::Up(Client::connect("a"));
    }
    if cond() {
        step(State::Idle);
    }
    cond()
}

pub fn main() {
    step(State::Failed(Client::connect("a")));
}
