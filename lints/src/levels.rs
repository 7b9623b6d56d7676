//! The level of each lint in one run: defaults, then what the configuration and the command line say.

use std::collections::BTreeMap;

use double_connect_analysis::facts::Confidence;

use crate::diagnostic::Level;
use crate::groups::Group;

/// Levels by lint name. Made of the registry's defaults, then changed by [`Levels::set`]; later calls win, except that
/// a level for `warnings` applies to whatever ends up at [`Level::Warn`], wherever it stands (as in rustc).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    by_name: BTreeMap<&'static str, Level>,
    warnings: Option<Level>,
    confidence: Confidence,
}

impl Default for Levels {
    fn default() -> Self {
        Self::new([])
    }
}

/// A lint name that no lint has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLint {
    /// The name as given.
    pub name: String,
    /// The lint or group whose name is nearest, if one is near enough to be meant.
    pub suggestion: Option<&'static str>,
}

impl std::fmt::Display for UnknownLint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "unknown lint `{}`", self.name)
    }
}

impl std::error::Error for UnknownLint {}

impl Levels {
    /// The name of the group of all lints that stand at [`Level::Warn`].
    pub const WARNINGS: &'static str = "warnings";

    /// Levels of these lints: names with their defaults.
    #[must_use]
    pub fn new(defaults: impl IntoIterator<Item = (&'static str, Level)>) -> Self {
        Self {
            by_name: defaults.into_iter().collect(),
            warnings: None,
            confidence: Confidence::Likely,
        }
    }

    /// Sets the level of a lint, of all lints of a group, or of whatever warns (`warnings`). The name may have `-` for `_` and the prefix
    /// `double_connect::`, the form in which reports show it.
    ///
    /// # Errors
    /// The name is no lint's.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), UnknownLint> {
        let plain = plain(name);
        if plain == Self::WARNINGS {
            self.warnings = Some(level);
            return Ok(());
        }
        if plain == Group::ALL {
            self.by_name.values_mut().for_each(|slot| *slot = level);
            return Ok(());
        }
        if let Some(group) = Group::find(&plain) {
            let own = self
                .by_name
                .iter_mut()
                .filter(|(name, _)| group.lints.contains(name));
            own.for_each(|(_, slot)| *slot = level);
            return Ok(());
        }
        match self.by_name.get_mut(plain.as_str()) {
            Some(slot) => {
                *slot = level;
                Ok(())
            }
            None => Err(self.unknown(name)),
        }
    }

    /// Whether a name, as users write it, is that of a group.
    #[must_use]
    pub fn is_group(name: &str) -> bool {
        let plain = plain(name);
        Group::names().any(|group| group == plain)
    }

    /// Sets how sure a finding must be at least.
    pub fn set_confidence(&mut self, least: Confidence) {
        self.confidence = least;
    }

    /// Whether a finding is sure enough.
    #[must_use]
    pub fn is_sure_enough(&self, confidence: Confidence) -> bool {
        confidence <= self.confidence
    }

    /// The level in force for a lint. A name that no lint has is at [`Level::Allow`].
    #[must_use]
    pub fn level(&self, name: &str) -> Level {
        match self.by_name.get(name).copied().unwrap_or(Level::Allow) {
            Level::Warn => self.warnings.unwrap_or(Level::Warn),
            level => level,
        }
    }

    /// The registered name for a name as users write it.
    ///
    /// # Errors
    /// The name is no lint's.
    pub fn resolve(&self, name: &str) -> Result<&'static str, UnknownLint> {
        self.by_name
            .get_key_value(plain(name).as_str())
            .map(|(name, _)| *name)
            .ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> UnknownLint {
        let plain = plain(name);
        let suggestion = self
            .by_name
            .keys()
            .copied()
            .chain(Group::names())
            .map(|known| (strsim::jaro_winkler(&plain, known), known))
            .filter(|(score, _)| *score > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
            .map(|(_, known)| known);
        UnknownLint {
            name: name.to_owned(),
            suggestion,
        }
    }
}

fn plain(name: &str) -> String {
    let name = name.trim().replace('-', "_");
    name.strip_prefix("double_connect::")
        .unwrap_or(&name)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Level, Levels};

    fn levels() -> Levels {
        Levels::new([
            ("connect_while_open", Level::Deny),
            ("drop_then_connect", Level::Warn),
        ])
    }

    #[test]
    fn later_settings_win() {
        let mut levels = levels();
        assert_eq!(levels.set("connect-while-open", Level::Allow), Ok(()));
        assert_eq!(
            levels.set("double_connect::connect_while_open", Level::Warn),
            Ok(())
        );
        assert_eq!(levels.level("connect_while_open"), Level::Warn);
    }

    #[test]
    fn warnings_are_a_group_wherever_they_stand() {
        let mut levels = levels();
        assert_eq!(levels.set("warnings", Level::Deny), Ok(()));
        assert_eq!(levels.set("connect_while_open", Level::Warn), Ok(()));
        assert_eq!(levels.level("connect_while_open"), Level::Deny);
        assert_eq!(levels.level("drop_then_connect"), Level::Deny);
    }

    #[test]
    fn a_group_is_all_of_its_lints() {
        let mut levels = levels();
        assert_eq!(levels.set("double-connects", Level::Warn), Ok(()));
        assert_eq!(levels.level("connect_while_open"), Level::Warn);
        assert_eq!(levels.set("all", Level::Allow), Ok(()));
        assert_eq!(levels.level("drop_then_connect"), Level::Allow);
        assert!(Levels::is_group("Warnings".to_lowercase().as_str()));
        assert!(!Levels::is_group("connect_while_open"));
        let error = levels.set("double_conects", Level::Deny).err();
        assert_eq!(error.and_then(|e| e.suggestion), Some("double_connects"));
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_one() {
        let error = levels().set("conect_while_open", Level::Deny).err();
        assert_eq!(error.and_then(|e| e.suggestion), Some("connect_while_open"));
        let error = levels().set("qqq", Level::Deny).err();
        assert_eq!(error.map(|e| e.suggestion), Some(None));
    }
}
