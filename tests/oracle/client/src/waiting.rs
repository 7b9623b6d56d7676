//! Waiting: where a future lets others run.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

thread_local! {
    /// Whether something that was polled can go on as soon as it is polled again.
    static PAUSED: Cell<bool> = const { Cell::new(false) };
}

/// Waits once: the first poll says `Pending`, the next one is through.
#[derive(Debug, Default)]
pub struct Pause {
    waited: bool,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.waited {
            return Poll::Ready(());
        }
        self.waited = true;
        PAUSED.set(true);
        Poll::Pending
    }
}

/// Lets others run.
#[must_use]
pub fn pause() -> Pause {
    Pause::default()
}

/// Whether what was polled since the last call waits in a [`Pause`], and not for somebody else.
pub fn take_paused() -> bool {
    PAUSED.take()
}

/// Says that what is being polled can go on when it is polled again.
pub fn set_paused() {
    PAUSED.set(true);
}
