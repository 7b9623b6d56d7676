//! Imports: every `use` gives its module names, until no module learns anything new.

use rustc_hash::{FxHashMap, FxHashSet};

use super::scope::{Binding, Entry, ExternGlob, Ns, Rank};
use super::{
    AdtKind, ExternId, ExternNames, ModuleId, ModuleKind, Program, Res, mentions, std_prelude,
};
use crate::input::Edition;
use crate::ir::{Path, Problem, UseIr};

/// How often all imports are looked at. Chains of re-exports against the order of modules need one round a link.
const MAX_ROUNDS: usize = 64;
/// How many names all glob imports together may look at. Ordinary projects need some thousands.
const MAX_GLOB_NAMES: u64 = 20_000_000;

/// Fills the scopes with what `use` brings.
pub(super) fn resolve_imports(p: &mut Program, names: &dyn ExternNames) {
    let versions = vec![0; p.modules.len()];
    let copied = FxHashMap::default();
    let mut importer = Importer {
        p,
        names,
        words: None,
        versions,
        copied,
        left: MAX_GLOB_NAMES,
        gave_up: false,
    };
    for _ in 0..MAX_ROUNDS {
        if !importer.round() {
            break;
        }
    }
    if importer.gave_up {
        let message = "glob imports bring too many names; some names were not resolved".to_owned();
        p.problems.push(Problem {
            span: None,
            message,
        });
    }
}

struct Importer<'a> {
    p: &'a mut Program,
    names: &'a dyn ExternNames,
    /// Every identifier of the program, once a glob import of a crate from outside asks for it.
    words: Option<FxHashSet<String>>,
    /// By module: how often its scope has changed.
    versions: Vec<u32>,
    /// Which version of a module a glob import (module, index of the `use`) has seen.
    copied: FxHashMap<(ModuleId, usize, ModuleId), u32>,
    /// How many names glob imports may still look at.
    left: u64,
    /// Whether they may not any more.
    gave_up: bool,
}

impl Importer<'_> {
    /// Whether anything changed.
    fn round(&mut self) -> bool {
        let mut changed = false;
        for index in 0..self.p.modules.len() {
            let module = ModuleId(index as u32);
            // Taken out and put back: resolving looks at scopes only.
            let uses = std::mem::take(&mut self.p.modules[index].uses);
            for (from, import) in uses.iter().enumerate() {
                changed |= match &import.name {
                    Some(name) => self.named(module, import, name, from),
                    None => self.glob(module, import, from),
                };
            }
            self.p.modules[index].uses = uses;
        }
        changed
    }

    fn named(&mut self, module: ModuleId, import: &UseIr, name: &str, from: usize) -> bool {
        let mut changed = false;
        for ns in [Ns::Types, Ns::Values] {
            let Some(res) = self.p.resolve_use(module, &import.path, ns) else {
                continue;
            };
            if let (Ns::Types, true, Res::Module(_) | Res::External { .. }) = (
                ns,
                import.path.global && self.p.modules[module.index()].kind == ModuleKind::Root,
                &res,
            ) && import.path.segments.len() == 1
            {
                // `extern crate a as b` at the root: `b` can be named in all of the crate.
                let krate = self.p.modules[module.index()].krate;
                if name != "_" {
                    self.p.extern_prelude[krate.index()]
                        .entry(name.to_owned())
                        .or_insert_with(|| res.clone());
                }
            }
            let binding = Binding {
                res,
                public: import.public,
                rank: Rank::Named,
                from,
            };
            changed |= self.bind(module, name, ns, binding);
        }
        changed
    }

    fn bind(&mut self, module: ModuleId, name: &str, ns: Ns, binding: Binding) -> bool {
        if name == "_" {
            return false;
        }
        let slot = self.p.scopes[module.index()]
            .entries
            .entry(name.to_owned())
            .or_default()
            .slot(ns);
        let better = match slot {
            None => true,
            Some(old) if old.rank == binding.rank && old.from == binding.from => *old != binding,
            Some(old) => binding.rank < old.rank,
        };
        if better {
            *slot = Some(binding);
            self.versions[module.index()] += 1;
        }
        better
    }

    fn glob(&mut self, module: ModuleId, import: &UseIr, from: usize) -> bool {
        match self.p.resolve_use(module, &import.path, Ns::Types) {
            Some(Res::Module(of)) => self.glob_module(module, of, import.public, from),
            Some(Res::Adt(of)) => {
                let AdtKind::Enum { variants } = &self.p[of].kind else {
                    return false;
                };
                let names: Vec<String> = variants.iter().map(|v| v.name.clone()).collect();
                let mut changed = false;
                for (i, name) in names.iter().enumerate() {
                    for ns in [Ns::Types, Ns::Values] {
                        let res = Res::Variant(of, i as u32);
                        let binding = Binding {
                            res,
                            public: import.public,
                            rank: Rank::Glob,
                            from,
                        };
                        changed |= self.bind(module, name, ns, binding);
                    }
                }
                changed
            }
            Some(Res::External { krate, path }) => self.extern_glob(
                module,
                ExternGlob {
                    krate,
                    path,
                    public: import.public,
                },
            ),
            _ => false,
        }
    }

    fn glob_module(&mut self, module: ModuleId, of: ModuleId, public: bool, from: usize) -> bool {
        if module == of {
            return false;
        }
        let version = self.versions[of.index()];
        if self.copied.insert((module, from, of), version) == Some(version) {
            return false;
        }
        let size = self.p.scopes[of.index()].entries.len() as u64;
        let Some(left) = self.left.checked_sub(size) else {
            self.gave_up = true;
            return false;
        };
        self.left = left;
        let private_too = self.p.is_inside(module, of);
        let visible = |b: &Binding| b.public || private_too;
        let found: Vec<(String, Entry)> = {
            // The order does not matter: each name is bound on its own.
            self.p.scopes[of.index()]
                .entries
                .iter()
                .map(|(n, e)| (n.clone(), e.clone()))
                .collect()
        };
        let mut changed = false;
        for (name, entry) in found {
            for ns in [Ns::Types, Ns::Values] {
                if let Some(binding) = entry.get(ns).filter(|b| visible(b)) {
                    let binding = Binding {
                        res: binding.res.clone(),
                        public,
                        rank: Rank::Glob,
                        from,
                    };
                    changed |= self.bind(module, &name, ns, binding);
                }
            }
        }
        let globs: Vec<ExternGlob> = self.p.scopes[of.index()]
            .globs
            .iter()
            .filter(|g| g.public || private_too)
            .cloned()
            .collect();
        for glob in globs {
            changed |= self.extern_glob(module, ExternGlob { public, ..glob });
        }
        changed
    }

    fn extern_glob(&mut self, module: ModuleId, glob: ExternGlob) -> bool {
        let known = &mut self.p.scopes[module.index()].globs;
        match known
            .iter_mut()
            .find(|g| g.krate == glob.krate && g.path == glob.path)
        {
            Some(old) if old.public || !glob.public => return false,
            Some(old) => old.public = true,
            None => known.push(glob.clone()),
        }
        self.versions[module.index()] += 1;
        self.learn(glob.krate, glob.path);
        true
    }

    /// Asks which of the program's names a glob import brings.
    fn learn(&mut self, krate: ExternId, path: Vec<String>) {
        let key = (krate, path);
        if self.p.glob_exports.contains_key(&key) {
            return;
        }
        let words = self
            .words
            .get_or_insert_with(|| mentions::all_words(self.p));
        let def = &self.p.externs[krate.index()];
        let mut full = key.1.clone();
        let mut exported = FxHashSet::default();
        for word in words.iter() {
            full.push(word.clone());
            if (def.is_std && std_prelude::exports(&full)) || self.names.exports(def, &full) {
                exported.insert(word.clone());
            }
            full.pop();
        }
        self.p.glob_exports.insert(key, exported);
    }
}

impl Program {
    /// What the path of a `use` means in a namespace, as far as is known.
    fn resolve_use(&self, module: ModuleId, path: &Path, ns: Ns) -> Option<Res> {
        let segments = path.segments.as_slice();
        let first = segments.first()?;
        let is_old = self
            .modules
            .get(module.index())
            .is_some_and(|m| self[m.krate].edition == Edition::E2015);
        let anchor = self.anchor(
            module,
            path.global || is_old && !is_keyword(&first.name),
            segments,
        );
        let (mut res, used) = match anchor {
            Some(found) => found?,
            None => {
                let more = segments.len() > 1;
                let ns = if more { Ns::Types } else { ns };
                (self.lookup_lexical(module, &first.name, ns, more)?, 1)
            }
        };
        for (i, segment) in segments.iter().enumerate().skip(used) {
            let ns = if i + 1 == segments.len() {
                ns
            } else {
                Ns::Types
            };
            res = match res {
                Res::Module(module) => self.lookup_in(module, &segment.name, ns)?,
                Res::Adt(adt) => Res::Variant(adt, self[adt].variant(&segment.name)?),
                Res::External { krate, mut path } => {
                    path.push(segment.name.clone());
                    self.external(krate, path)
                }
                _ => return None,
            };
        }
        // A path that ends where it started names a crate or a module.
        let is_module = matches!(&res, Res::Module(_))
            || matches!(&res, Res::External { path, .. } if path.is_empty());
        (!is_module || ns == Ns::Types).then_some(res)
    }
}

fn is_keyword(name: &str) -> bool {
    matches!(name, "crate" | "$crate" | "self" | "super")
}
