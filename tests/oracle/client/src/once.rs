//! A cell that is written once a run.

use std::sync::{Mutex, PoisonError};

/// `std::sync::OnceLock`, which can be emptied for the next run.
#[derive(Debug)]
pub struct OnceLock<T: 'static> {
    // What it holds lives as long as the process: a static is never dropped.
    inner: Mutex<Option<&'static T>>,
}

impl<T: 'static> Default for OnceLock<T> {
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T: 'static> OnceLock<T> {
    /// An empty one.
    #[must_use]
    pub const fn new() -> OnceLock<T> {
        OnceLock {
            inner: Mutex::new(None),
        }
    }

    /// What it holds.
    pub fn get(&self) -> Option<&'static T> {
        *self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives it its value.
    ///
    /// # Errors
    ///
    /// It has one: the new one is given back.
    pub fn set(&self, value: T) -> Result<(), T> {
        if self.get().is_some() {
            return Err(value);
        }
        *self.inner.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Box::leak(Box::new(value)));
        Ok(())
    }

    /// What it holds, made if there is nothing.
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &'static T {
        if let Some(value) = self.get() {
            return value;
        }
        let value: &'static T = Box::leak(Box::new(make()));
        *self.inner.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        value
    }

    /// Empties it.
    pub fn reset(&self) {
        *self.inner.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
