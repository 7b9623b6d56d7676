//! Time: a wait takes some, and a timeout may be over whenever its future waits.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use oracle_client::{cond, set_paused, take_paused};

/// Lets others run.
pub async fn sleep(_: Duration) {
    oracle_client::pause().await;
}

/// The time was over.
#[derive(Debug)]
pub struct Elapsed;

/// A future with a timeout.
#[derive(Debug)]
pub struct Timeout<F> {
    future: Pin<Box<F>>,
}

/// Runs a future until it is through, or the time is over: whether it is, is an unknown condition.
pub fn timeout<F: Future>(_: Duration, future: F) -> Timeout<F> {
    Timeout {
        future: Box::pin(future),
    }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        take_paused();
        match self.future.as_mut().poll(cx) {
            Poll::Ready(value) => Poll::Ready(Ok(value)),
            Poll::Pending if cond() => Poll::Ready(Err(Elapsed)),
            Poll::Pending => {
                // Time goes on, also where the future waits for somebody else.
                set_paused();
                Poll::Pending
            }
        }
    }
}
