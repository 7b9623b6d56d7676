//! The levels in force in a run.

use std::collections::BTreeMap;

use crate::diagnostic::Level;
use crate::registry;

/// Which level each lint has: the registry's own unless it was set.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    set: BTreeMap<String, Level>,
}

impl Levels {
    /// Sets the level of a lint, named as in the registry.
    pub fn set(&mut self, lint: &str, level: Level) {
        self.set.insert(lint.to_owned(), level);
    }

    /// The level of a lint; [`Level::Allow`] for a name that the registry does not have.
    #[must_use]
    pub fn level(&self, lint: &str) -> Level {
        let default = || registry::find(lint).map_or(Level::Allow, |l| l.level);
        self.set.get(lint).copied().unwrap_or_else(default)
    }
}
