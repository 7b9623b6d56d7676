//! Channels with the names of `std::sync::mpsc`'s. Programs name `std`'s; what rustc gets names these.
//!
//! Whoever waits at the receiving end lets the threads run. If then nothing has come and somebody could still send, nobody
//! will, and the run is over.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::record::end_turn;
use crate::search::cut;
use crate::thread::catch_up;

struct Channel<T> {
    sent: RefCell<VecDeque<T>>,
    senders: Cell<usize>,
    is_received: Cell<bool>,
}

/// What could not be sent.
pub struct SendError<T>(pub T);

impl<T> std::fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SendError { .. }")
    }
}

/// Nobody can send any more.
#[derive(Debug)]
pub struct RecvError;

/// Nothing is there.
#[derive(Debug)]
pub struct TryRecvError;

/// The end that sends.
#[allow(missing_debug_implementations, reason = "it may hold anything")]
pub struct Sender<T>(Rc<Channel<T>>);

/// The end that receives.
#[allow(missing_debug_implementations, reason = "it may hold anything")]
pub struct Receiver<T>(Rc<Channel<T>>);

/// A channel.
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = Rc::new(Channel {
        sent: RefCell::default(),
        senders: Cell::new(1),
        is_received: Cell::new(true),
    });
    (Sender(channel.clone()), Receiver(channel))
}

impl<T> Sender<T> {
    /// Sends a value.
    ///
    /// # Errors
    ///
    /// The value, if the receiving end is gone.
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        if !self.0.is_received.get() {
            return Err(SendError(value));
        }
        self.0.sent.borrow_mut().push_back(value);
        Ok(())
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.0.senders.update(|n| n + 1);
        Sender(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.0.senders.update(|n| n - 1);
    }
}

impl<T> Receiver<T> {
    fn take(&self) -> Option<T> {
        let value = self.0.sent.borrow_mut().pop_front();
        if value.is_some() {
            // What its sender has closed before is closed.
            end_turn();
        }
        value
    }

    /// Takes out what comes next.
    ///
    /// # Errors
    ///
    /// Nothing is there.
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.take().ok_or(TryRecvError)
    }

    /// Waits for what comes next.
    ///
    /// # Errors
    ///
    /// Nobody can send any more.
    pub fn recv(&self) -> Result<T, RecvError> {
        if let Some(value) = self.take() {
            return Ok(value);
        }
        catch_up();
        match self.take() {
            Some(value) => Ok(value),
            None if self.0.senders.get() == 0 => Err(RecvError),
            None => cut(),
        }
    }

    /// All that comes.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        std::iter::from_fn(|| self.recv().ok())
    }

    /// All that is there.
    pub fn try_iter(&self) -> impl Iterator<Item = T> {
        std::iter::from_fn(|| self.take())
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}

/// All that comes, until nobody can send any more.
#[allow(missing_debug_implementations, reason = "it may hold anything")]
pub struct IntoIter<T>(Receiver<T>);

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.is_received.set(false);
        // What nobody receives any more goes with it, one after the other.
        while let Some(value) = self.take() {
            drop(value);
        }
    }
}
