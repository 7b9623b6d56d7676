//! Choices among several, as answers to unknown conditions.

use oracle_client::cond;

/// One of so many, at least one, counted from 0.
pub(crate) fn choose(of: usize) -> usize {
    (0..of.saturating_sub(1))
        .find(|_| cond())
        .unwrap_or(of.saturating_sub(1))
}
