//! Values with their hashes.

use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

use rustc_hash::FxHasher;

/// A value with its hash, computed once: states are large, and a set asks for the hash at each look-up and each growth.
#[derive(Clone, Debug)]
pub(crate) struct Hashed<T> {
    hash: u64,
    /// The value.
    pub(crate) value: T,
}

impl<T: Hash> Hashed<T> {
    /// Computes the hash.
    pub(crate) fn new(value: T) -> Self {
        Self {
            hash: hash_of(&value),
            value,
        }
    }
}

/// The hash of a value, the same in every run.
pub(crate) fn hash_of(value: &impl Hash) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(value)
}

impl<T: PartialEq> PartialEq for Hashed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.value == other.value
    }
}

impl<T: Eq> Eq for Hashed<T> {}

impl<T> Hash for Hashed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}
