//! Names that the sources mention, found by reading the text: which crates could be meant where no manifest says it,
//! and which names could come from a glob import of a crate from outside. Both are supersets, used for lookup only.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::scope::Ns;
use super::{CrateId, ExternId, ModuleId, Program, Res};
use crate::lower::word;
use crate::source::FileId;

/// An identifier of a text and its surroundings.
struct Word<'a> {
    text: &'a str,
    /// `::` stands before it.
    after_colons: bool,
    /// `::` stands behind it.
    before_colons: bool,
}

/// The identifiers of a text; line comments are left out.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .flat_map(move |line| {
            let mut words = Vec::new();
            let mut rest = line;
            while let Some(start) = rest.find(is_word) {
                let (before, from) = rest.split_at(start);
                let end = from.find(|c| !is_word(c)).unwrap_or(from.len());
                let (word, behind) = from.split_at(end);
                if !word.starts_with(|c: char| c.is_ascii_digit()) {
                    words.push(Word {
                        text: word,
                        after_colons: before.trim_end().ends_with("::"),
                        before_colons: behind.trim_start().starts_with("::"),
                    });
                }
                rest = behind;
            }
            words
        })
}

/// Which crates name which: by what they call them, or by something of them that an import has brought.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) crates: BTreeSet<(CrateId, CrateId)>,
    pub(crate) externs: BTreeSet<(CrateId, ExternId)>,
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
            }
        }
        for (krate, file) in files {
            let words = self.words.get(&file).map_or(&[][..], Vec::as_slice);
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
        let first_in_path: BTreeSet<&str> = words(&p.sources.file(file).text)
            .filter(|w| w.before_colons && !w.after_colons)
            .map(|w| w.text)
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
            if !all.contains(word.text) {
                all.insert(word.text.to_owned());
            }
        }
    }
    all
}
