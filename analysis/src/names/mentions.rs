//! Names that the sources mention, found by reading the text: which crates could be meant where no manifest says it,
//! and which names could come from a glob import of a crate from outside. Both are supersets, used for lookup only.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::scope::Ns;
use super::{CrateId, ExternId, ModuleId, Program, Res};
use crate::lower::word;
use crate::source::FileId;

/// The identifiers of a text; line comments are left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .flat_map(move |line| line.split(move |c| !is_word(c)))
        .filter(|word| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Which crates name which: by what they call them, or by something of them that an import has brought.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) crates: BTreeSet<(CrateId, CrateId)>,
    pub(crate) externs: BTreeSet<(CrateId, ExternId)>,
    /// Those of which everything is imported somewhere.
    pub(crate) globs: BTreeSet<ExternId>,
}

impl Named {
    fn add(&mut self, p: &Program, from: CrateId, res: &Res) {
        let to = match res {
            Res::Module(id) => p[*id].krate,
            Res::Fn(id) => p[*id].krate,
            Res::Adt(id) | Res::Variant(id, _) => p[*id].krate,
            Res::Trait(id) | Res::TraitFn(id, _) => p[*id].krate,
            Res::Const(id) => p[*id].krate,
            Res::Alias(id) => p[p[*id].module].krate,
            Res::External { krate, .. } => {
                self.externs.insert((from, *krate));
                return;
            }
            Res::TypeParam(_) | Res::Prim(_) | Res::Unknown => return,
        };
        self.crates.insert((from, to));
    }
}

impl Program {
    /// Whether any file contains a word.
    pub(crate) fn names_anywhere(&self, word: u32) -> bool {
        let mut files = self.words.values();
        files.any(|words| words.all.binary_search(&word).is_ok())
    }

    /// Which crates name which. Does not depend on which bodies have been read.
    pub(crate) fn named_crates(&self) -> Named {
        let mut named = Named::default();
        let mut files: BTreeSet<(CrateId, FileId)> = BTreeSet::new();
        for (module, scope) in self.modules.iter().zip(&self.scopes) {
            files.insert((module.krate, module.file));
            let bindings = scope.entries.values();
            let bindings = bindings.flat_map(|e| [e.get(Ns::Types), e.get(Ns::Values)]);
            for binding in bindings.flatten() {
                named.add(self, module.krate, &binding.res);
            }
            for glob in &scope.globs {
                named.externs.insert((module.krate, glob.krate));
                named.globs.insert(glob.krate);
            }
        }
        for (krate, file) in files {
            let words = self.words.get(&file).map_or(&[][..], |words| &words.all);
            let prelude = self.extern_prelude.get(krate.index()).into_iter().flatten();
            for (name, res) in prelude {
                if words.binary_search(&word(name)).is_ok() {
                    named.add(self, krate, res);
                }
            }
        }
        named
    }
}

/// For each crate the names that look like crates: lower case, first in a path or in a `use`, and nothing else of that
/// name in the file.
pub(super) fn mentioned_crates(p: &Program) -> BTreeMap<CrateId, BTreeSet<String>> {
    let mut by_file: BTreeMap<FileId, Vec<ModuleId>> = BTreeMap::new();
    for (i, module) in p.modules.iter().enumerate() {
        by_file
            .entry(module.file)
            .or_default()
            .push(ModuleId(i as u32));
    }
    let mut result: BTreeMap<CrateId, BTreeSet<String>> = BTreeMap::new();
    for (file, modules) in by_file {
        let declared = |name: &str| {
            modules.iter().any(|m| {
                let entry = p.scopes.get(m.index()).and_then(|s| s.entries.get(name));
                entry.is_some_and(|e| e.get(Ns::Types).is_some())
            })
        };
        let uses = || modules.iter().flat_map(|m| &p[*m].uses);
        let imported: BTreeSet<&str> = uses().filter_map(|u| u.name.as_deref()).collect();
        let first_in_use: BTreeSet<&str> = uses()
            .filter_map(|u| u.path.segments.first())
            .map(|s| s.name.as_str())
            .collect();
        let starts = p.words.get(&file).into_iter().flat_map(|w| &w.path_starts);
        let first_in_path: BTreeSet<&str> = starts
            .map(String::as_str)
            .filter(|name| !imported.contains(name))
            .collect();
        let names: Vec<&str> = first_in_use
            .union(&first_in_path)
            .copied()
            .filter(|name| looks_like_crate(name) && !declared(name))
            .collect();
        // A file can belong to several crates.
        let crates: BTreeSet<CrateId> = modules.iter().map(|m| p[*m].krate).collect();
        for krate in crates {
            result
                .entry(krate)
                .or_default()
                .extend(names.iter().map(|n| (*n).to_owned()));
        }
    }
    result
}

fn looks_like_crate(name: &str) -> bool {
    const NO_CRATES: &[&str] = &[
        "alloc", "as", "clippy", "core", "crate", "dyn", "impl", "in", "mut", "rustdoc", "rustfmt",
        "self", "std", "super", "use",
    ];
    name.starts_with(|c: char| c.is_lowercase())
        && !NO_CRATES.contains(&name)
        && !super::std_prelude::is_primitive(name)
}

/// Every identifier of every file.
pub(super) fn all_words(p: &Program) -> FxHashSet<String> {
    let mut all = FxHashSet::default();
    for (_, file) in p.sources.files() {
        for word in words(&file.text) {
            if !all.contains(word) {
                all.insert(word.to_owned());
            }
        }
    }
    all
}
