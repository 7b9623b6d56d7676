//! Channels.

pub use crate::mpsc;

pub mod oneshot {
    //! A channel for one value.

    use std::cell::{Cell, RefCell};
    use std::future::Future;
    use std::pin::Pin;
    use std::rc::Rc;
    use std::task::{Context, Poll};

    /// The sender went without a word.
    #[derive(Debug)]
    pub struct RecvError;

    #[derive(Debug)]
    struct Channel<T> {
        value: RefCell<Option<T>>,
        closed: Cell<bool>,
    }

    /// The end that sends. Its drop closes the channel.
    #[derive(Debug)]
    pub struct Sender<T>(Rc<Channel<T>>);

    /// The end that receives: a future.
    #[derive(Debug)]
    pub struct Receiver<T>(Rc<Channel<T>>);

    /// A channel.
    #[must_use]
    pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
        let channel = Rc::new(Channel {
            value: RefCell::new(None),
            closed: Cell::new(false),
        });
        (Sender(channel.clone()), Receiver(channel))
    }

    impl<T> Sender<T> {
        /// Sends the value.
        ///
        /// # Errors
        ///
        /// Never: who asks whether it has been received?
        pub fn send(self, value: T) -> Result<(), T> {
            self.0.value.replace(Some(value));
            Ok(())
        }
    }

    impl<T> Drop for Sender<T> {
        fn drop(&mut self) {
            self.0.closed.set(true);
        }
    }

    impl<T> Future for Receiver<T> {
        type Output = Result<T, RecvError>;

        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
            match self.0.value.take() {
                Some(value) => Poll::Ready(Ok(value)),
                None if self.0.closed.get() => Poll::Ready(Err(RecvError)),
                None => Poll::Pending,
            }
        }
    }
}
