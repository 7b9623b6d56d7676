//! The macros of other files, as a file that is lowered gets to see them.
//!
//! Made by the loader, which knows the module trees; read by `lower/expand`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A `macro_rules!` of some file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MacroText {
    /// The source text of its rules.
    pub(crate) rules: String,
    /// The crate it is defined in: index into [`MacroTable::crates`].
    pub(crate) krate: usize,
}

/// What a macro's name stands for; `None` if that depends on what is not known (`cfg`, competing globs).
pub(crate) type Entry = Option<Arc<MacroText>>;

pub(crate) type Names = BTreeMap<String, Entry>;

/// The macros of all modules of all crates.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct MacroTable {
    pub(crate) modules: Vec<MacroModule>,
    pub(crate) crates: Vec<MacroCrate>,
    /// The names by which any macro of the project is known anywhere.
    pub(crate) all: BTreeSet<String>,
}

/// What is known of one module.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct MacroModule {
    /// Index of the crate.
    pub(crate) krate: usize,
    pub(crate) parent: Option<usize>,
    pub(crate) children: BTreeMap<String, usize>,
    /// By path: exported macros in a root, and what `use` brings.
    pub(crate) names: Names,
    /// By order of text: what is visible where the module starts.
    pub(crate) inherited: Arc<Names>,
    /// By order of text: what the module adds, for what follows a `#[macro_use] mod`.
    pub(crate) added: Names,
}

/// A crate's root and what it calls other crates.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct MacroCrate {
    pub(crate) root: Option<usize>,
    /// Import name -> index of the crate.
    pub(crate) externs: BTreeMap<String, usize>,
}

/// What a lookup finds.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    Macro(Arc<MacroText>),
    /// One of several, or one that is perhaps not there.
    Unclear,
    /// No macro of the project.
    Nothing,
}

impl Found {
    pub(crate) fn entry(entry: Option<&Entry>) -> Found {
        match entry {
            Some(Some(text)) => Found::Macro(Arc::clone(text)),
            Some(None) => Found::Unclear,
            None => Found::Nothing,
        }
    }
}

impl MacroTable {
    /// What a path names where it is written in `module`; `global` if it starts with `::`.
    pub(crate) fn resolve(&self, module: usize, global: bool, path: &[String]) -> Found {
        let Some((name, modules)) = path.split_last() else {
            return Found::Nothing;
        };
        match self.module(module, global, modules) {
            Some(found) => Found::entry(self.modules[found].names.get(name)),
            None => Found::Nothing,
        }
    }

    /// The module that a path of modules leads to.
    pub(crate) fn module(&self, from: usize, global: bool, path: &[String]) -> Option<usize> {
        let mut at = from;
        for (index, name) in path.iter().enumerate() {
            let here = self.modules.get(at)?;
            let krate = self.crates.get(here.krate)?;
            let external = || {
                let krate = krate.externs.get(name)?;
                self.crates.get(*krate)?.root
            };
            at = match name.as_str() {
                _ if global && index == 0 => external()?,
                "crate" if index == 0 => krate.root?,
                "self" if index == 0 => at,
                "super" => here.parent?,
                _ => match here.children.get(name) {
                    Some(child) => *child,
                    None if index == 0 => external()?,
                    None => return None,
                },
            };
        }
        (!global || !path.is_empty()).then_some(at)
    }

    /// What a crate calls another one.
    pub(crate) fn name_of(&self, from: usize, other: usize) -> Option<&str> {
        let externs = &self.crates.get(from)?.externs;
        let found = externs.iter().find(|(_, krate)| **krate == other);
        found.map(|(name, _)| name.as_str())
    }
}
