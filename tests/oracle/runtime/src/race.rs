//! Two futures in one task.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use oracle_client::{set_paused, take_paused};

use crate::choice::choose;

/// What the one that was through first gave.
#[derive(Debug)]
pub enum Either<A, B> {
    /// The first one.
    First(A),
    /// The second one.
    Second(B),
}

/// A future that gives up what it holds when it is through.
enum Arm<F: Future> {
    Running(Pin<Box<F>>),
    Done(Option<F::Output>),
}

impl<F: Future> Arm<F> {
    fn new(future: F) -> Arm<F> {
        Arm::Running(Box::pin(future))
    }

    fn is_done(&self) -> bool {
        matches!(self, Arm::Done(_))
    }

    /// Polls it if it is not through; whether it then waits for somebody else.
    fn go_on(&mut self, cx: &mut Context<'_>) -> bool {
        let Arm::Running(future) = self else {
            return false;
        };
        take_paused();
        match future.as_mut().poll(cx) {
            Poll::Ready(value) => {
                *self = Arm::Done(Some(value));
                false
            }
            Poll::Pending => !take_paused(),
        }
    }

    fn take(&mut self) -> Option<F::Output> {
        match self {
            Arm::Done(value) => value.take(),
            Arm::Running(_) => None,
        }
    }
}

/// Both arms, of which one goes on at a time.
struct Arms<A: Future, B: Future> {
    first: Arm<A>,
    second: Arm<B>,
    begun: bool,
}

impl<A: Future, B: Future> Arms<A, B> {
    /// Goes on with one of those that can, at the beginning with both; `any_order`: with either one first. `enough` says
    /// when there is no more to do. Whether there is not.
    fn go_on(
        &mut self,
        cx: &mut Context<'_>,
        any_order: bool,
        enough: fn(bool, bool) -> bool,
    ) -> bool {
        let mut blocked = [false, false];
        let mut paused = false;
        let begin = !std::mem::replace(&mut self.begun, true);
        let mut turn = if begin && any_order { choose(2) } else { 0 };
        let mut begins = if begin { 2 } else { 0 };
        loop {
            let done = [self.first.is_done(), self.second.is_done()];
            if enough(done[0], done[1]) {
                return true;
            }
            let at = if begins > 0 {
                begins -= 1;
                turn = 1 - turn;
                1 - turn
            } else if paused {
                set_paused();
                return false;
            } else {
                let can: Vec<usize> = (0..2).filter(|i| !done[*i] && !blocked[*i]).collect();
                if can.is_empty() {
                    return false;
                }
                can[choose(can.len())]
            };
            blocked[at] = match at {
                0 => self.first.go_on(cx),
                _ => self.second.go_on(cx),
            };
            // Where one is through the other one need not be able to go on at once.
            paused |= !blocked[at];
        }
    }
}

/// See [`race`].
pub struct Race<A: Future, B: Future>(Arms<A, B>);

/// Runs two futures until one is through.
pub fn race<A: Future, B: Future>(first: A, second: B) -> Race<A, B> {
    Race(Arms {
        first: Arm::new(first),
        second: Arm::new(second),
        begun: false,
    })
}

impl<A: Future, B: Future> Future for Race<A, B> {
    type Output = Either<A::Output, B::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let arms = &mut self.0;
        if !arms.go_on(cx, true, |first, second| first || second) {
            return Poll::Pending;
        }
        let first = arms.first.take().map(Either::First);
        match first.or_else(|| arms.second.take().map(Either::Second)) {
            Some(value) => Poll::Ready(value),
            None => Poll::Pending,
        }
    }
}

/// See [`join`].
pub struct Join<A: Future, B: Future>(Arms<A, B>);

/// Runs two futures to their ends.
pub fn join<A: Future, B: Future>(first: A, second: B) -> Join<A, B> {
    Join(Arms {
        first: Arm::new(first),
        second: Arm::new(second),
        begun: false,
    })
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let arms = &mut self.0;
        if !arms.go_on(cx, false, |first, second| first && second) {
            return Poll::Pending;
        }
        match (arms.first.take(), arms.second.take()) {
            (Some(first), Some(second)) => Poll::Ready((first, second)),
            _ => Poll::Pending,
        }
    }
}

// Nothing in them is pinned where it lies: the futures are boxed.
impl<A: Future, B: Future> Unpin for Race<A, B> {}
impl<A: Future, B: Future> Unpin for Join<A, B> {}
