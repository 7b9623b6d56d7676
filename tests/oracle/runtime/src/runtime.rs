//! The runtime itself.

use std::future::Future;
use std::io;

/// A runtime; all of them are one.
#[derive(Debug)]
pub struct Runtime(());

impl Runtime {
    /// A runtime.
    ///
    /// # Errors
    ///
    /// Never.
    pub fn new() -> io::Result<Runtime> {
        Ok(Runtime(()))
    }

    /// Runs a future to its end. Tasks that are left are dropped then.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        crate::executor::block_on(future)
    }
}
