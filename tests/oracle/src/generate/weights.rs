//! How often each construct is chosen where it can be.

use std::collections::BTreeMap;

/// The weight of a construct that has none of its own.
const DEFAULT: u32 = 10;

/// Constructs that are wanted more or less often than others.
const OWN: &[(&str, u32)] = &[
    ("let", 30),
    ("connect", 60),
    ("move", 40),
    ("assign", 25),
    ("if", 25),
    ("return", 4),
    ("forget", 2),
    ("leak", 1),
    ("none", 20),
    ("some", 30),
    ("try_connect", 8),
    ("panics", 2),
    ("cond", 40),
    ("method", 25),
    ("call", 25),
    ("macro_value", 3),
    ("macro_ty", 3),
];

/// Weights by construct.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    set: BTreeMap<String, u32>,
}

impl Weights {
    /// Sets a construct's weight; 0 switches it off.
    pub fn set(&mut self, construct: &str, weight: u32) {
        self.set.insert(construct.to_owned(), weight);
    }

    /// How large programs are, in percent of the usual: the weight of `size`.
    #[must_use]
    pub(crate) fn size(&self) -> i32 {
        self.set
            .get("size")
            .map_or(100, |size| i32::try_from(*size).unwrap_or(100))
    }

    /// A construct's weight.
    #[must_use]
    pub fn of(&self, construct: &str) -> u32 {
        let own = || {
            OWN.iter()
                .find(|(name, _)| *name == construct)
                .map_or(DEFAULT, |(_, w)| *w)
        };
        self.set.get(construct).copied().unwrap_or_else(own)
    }
}
