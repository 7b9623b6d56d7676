//! Channels for any number of values, without and with a bound.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use crate::executor::changed;

struct Channel<T> {
    sent: RefCell<VecDeque<T>>,
    room: usize,
    senders: Cell<usize>,
    is_received: Cell<bool>,
}

/// Nobody receives: what could not be sent.
pub struct SendError<T>(pub T);

impl<T> std::fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SendError { .. }")
    }
}

/// A sending end, as it is counted.
struct End<T>(Rc<Channel<T>>);

impl<T> End<T> {
    fn push(&self, value: T) -> Result<(), SendError<T>> {
        if !self.0.is_received.get() {
            return Err(SendError(value));
        }
        self.0.sent.borrow_mut().push_back(value);
        changed();
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.0.is_received.get() && self.0.sent.borrow().len() >= self.0.room
    }
}

impl<T> Clone for End<T> {
    fn clone(&self) -> Self {
        self.0.senders.update(|n| n + 1);
        End(self.0.clone())
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        self.0.senders.update(|n| n - 1);
        changed();
    }
}

/// The end that sends, with a bound.
#[allow(missing_debug_implementations, reason = "it may hold anything")]
pub struct Sender<T>(End<T>);

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Sender(self.0.clone())
    }
}

impl<T> Sender<T> {
    /// Sends a value as soon as there is room.
    ///
    /// # Errors
    ///
    /// The value, if the receiving end is gone.
    pub async fn send(&self, value: T) -> Result<(), SendError<T>> {
        poll_fn(|_| match self.0.is_full() {
            true => Poll::Pending,
            false => Poll::Ready(()),
        })
        .await;
        self.0.push(value)
    }
}

/// The end that sends, without a bound.
#[allow(missing_debug_implementations, reason = "it may hold anything")]
pub struct UnboundedSender<T>(End<T>);

impl<T> Clone for UnboundedSender<T> {
    fn clone(&self) -> Self {
        UnboundedSender(self.0.clone())
    }
}

impl<T> UnboundedSender<T> {
    /// Sends a value.
    ///
    /// # Errors
    ///
    /// The value, if the receiving end is gone.
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.0.push(value)
    }
}

/// The end that receives, of a channel with or without a bound.
#[allow(missing_debug_implementations, reason = "it may hold anything")]
pub struct Receiver<T>(Rc<Channel<T>>);

/// The end that receives.
pub type UnboundedReceiver<T> = Receiver<T>;

impl<T> Receiver<T> {
    /// What comes next; `None` if nobody can send any more.
    pub async fn recv(&mut self) -> Option<T> {
        poll_fn(|_| {
            let next = self.0.sent.borrow_mut().pop_front();
            match next {
                Some(value) => {
                    changed();
                    Poll::Ready(Some(value))
                }
                None if self.0.senders.get() == 0 => Poll::Ready(None),
                None => Poll::Pending,
            }
        })
        .await
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.is_received.set(false);
        changed();
        // What nobody receives any more goes with it, one after the other.
        loop {
            let next = self.0.sent.borrow_mut().pop_front();
            match next {
                Some(value) => drop(value),
                None => break,
            }
        }
    }
}

fn pair<T>(room: usize) -> (End<T>, Receiver<T>) {
    let channel = Rc::new(Channel {
        sent: RefCell::default(),
        room,
        senders: Cell::new(1),
        is_received: Cell::new(true),
    });
    (End(channel.clone()), Receiver(channel))
}

/// A channel with a bound.
#[must_use]
pub fn channel<T>(room: usize) -> (Sender<T>, Receiver<T>) {
    let (end, receiver) = pair(room);
    (Sender(end), receiver)
}

/// A channel without one.
#[must_use]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let (end, receiver) = pair(usize::MAX);
    (UnboundedSender(end), receiver)
}
