//! Programs and places in them.

use std::collections::BTreeSet;

use double_connect_analysis::input;

use crate::bodies::marked;

/// The edition of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// 2021: temporaries of `if let` heads and of tails live longer.
    E2021,
    /// 2024.
    E2024,
}

impl Edition {
    /// As rustc takes it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Edition::E2021 => "2021",
            Edition::E2024 => "2024",
        }
    }

    /// As the analyser takes it.
    #[must_use]
    pub fn input(self) -> input::Edition {
        match self {
            Edition::E2021 => input::Edition::E2021,
            Edition::E2024 => input::Edition::E2024,
        }
    }
}

/// A generated program.
#[derive(Clone, Debug)]
pub struct Program {
    /// The seed it was made from.
    pub seed: u64,
    /// Its edition.
    pub edition: Edition,
    /// Its text: one file with a `main`.
    pub text: String,
    /// The constructs in it.
    pub constructs: BTreeSet<&'static str>,
}

impl Program {
    /// The text that rustc gets: with a `reset` that empties the statics for the next run in the same process. What they
    /// hold is forgotten, since a program that ends does not drop it. Bodies say that they are entered. All that the analyser sees stands where it stood.
    #[must_use]
    pub fn compiled(&self) -> String {
        // A cell that can be written once can be emptied in the client crate's version only.
        let mut text = marked(&self.text).replace("std::sync::OnceLock", "oracle_client::OnceLock");
        // Of the same length: no place moves.
        let substitutes = [
            (
                "std::thread::",
                "sub::thread::",
                "\nuse oracle_client as sub;",
            ),
            (
                "std::sync::mpsc::",
                "stands_in::mpsc::",
                "\nuse oracle_client as stands_in;",
            ),
        ];
        for (of, by, import) in substitutes {
            if text.contains(of) {
                text = text.replace(of, by);
                text.push_str(import);
            }
        }
        text.push_str("\npub fn reset() {\n");
        for (item, reset) in STATICS {
            if self.text.contains(item) {
                text.push_str(reset);
            }
        }
        text.push_str("}\n");
        text
    }
}

/// The statics that programs can have, and what empties them.
const STATICS: &[(&str, &str)] = &[
    (
        "static SLOT:",
        "    std::mem::forget(SLOT.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take());\n    \
         SLOT.clear_poison();\n",
    ),
    ("static ONCE:", "    ONCE.reset();\n"),
    ("static LOCAL:", "    std::mem::forget(LOCAL.take());\n"),
];

/// A place in a program: 1-based line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}
