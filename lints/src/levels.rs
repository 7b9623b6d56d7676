//! The level of each lint in one run.

use std::collections::BTreeMap;

use crate::diagnostic::Level;

/// Levels by lint name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    by_name: BTreeMap<&'static str, Level>,
}

impl Levels {
    /// Levels of these lints: names with their levels.
    #[must_use]
    pub fn new(levels: impl IntoIterator<Item = (&'static str, Level)>) -> Self {
        Self {
            by_name: levels.into_iter().collect(),
        }
    }

    /// The level in force for a lint. A name that no lint has is at [`Level::Allow`].
    #[must_use]
    pub fn level(&self, name: &str) -> Level {
        self.by_name.get(name).copied().unwrap_or(Level::Allow)
    }
}
