//! Scopes: what a name means in a module, and from inside a body.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ExternId, ModuleId, ModuleKind, Program, Res, std_prelude};
use crate::ir::Segment;

/// A namespace. Macros have one of their own, which is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    /// Modules, types, traits; enum variants too.
    Types,
    /// Functions, consts, statics, constructors; enum variants too.
    Values,
}

/// How a name got into a scope; the earlier one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// Declared there.
    Declared,
    /// By a `use` that names it.
    Named,
    /// By a glob.
    Glob,
}

/// What a name means in one namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binding {
    pub(super) res: Res,
    pub(super) public: bool,
    pub(super) rank: Rank,
    /// The index of the `use`, which may change its mind while imports are resolved.
    pub(super) from: usize,
}

/// What a name means.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) types: Option<Binding>,
    pub(super) values: Option<Binding>,
}

impl Entry {
    pub(super) fn slot(&mut self, ns: Ns) -> &mut Option<Binding> {
        match ns {
            Ns::Types => &mut self.types,
            Ns::Values => &mut self.values,
        }
    }

    pub(super) fn get(&self, ns: Ns) -> Option<&Binding> {
        match ns {
            Ns::Types => self.types.as_ref(),
            Ns::Values => self.values.as_ref(),
        }
    }
}

/// A glob import of a crate from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ExternGlob {
    pub(super) krate: ExternId,
    pub(super) path: Vec<String>,
    pub(super) public: bool,
}

/// The scope of a module.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Looked up by name only, never iterated into output.
    pub(super) entries: FxHashMap<String, Entry>,
    /// In source order, those of local modules that were glob imported behind their own.
    pub(super) globs: Vec<ExternGlob>,
}

/// For each glob import of a crate from outside: which of the names that occur in the program it brings.
pub(super) type GlobExports = FxHashMap<(ExternId, Vec<String>), FxHashSet<String>>;

impl Program {
    /// What a name means in a module as seen from inside (`private`) or from another one.
    pub(super) fn lookup_in(&self, module: ModuleId, name: &str, ns: Ns) -> Option<Res> {
        let scope = self.scopes.get(module.index())?;
        if let Some(binding) = scope.entries.get(name).and_then(|e| e.get(ns)) {
            return Some(binding.res.clone());
        }
        self.lookup_extern_globs(module, name)
    }

    fn lookup_extern_globs(&self, module: ModuleId, name: &str) -> Option<Res> {
        let glob = self.scopes.get(module.index())?.globs.iter().find(|g| {
            // The key is only built for modules with such globs.
            self.glob_exports
                .get(&(g.krate, g.path.clone()))
                .is_some_and(|names| names.contains(name))
        })?;
        let mut path = glob.path.clone();
        path.push(name.to_owned());
        Some(self.external(glob.krate, path))
    }

    /// What a name at the start of a path means, from innermost to outermost: the items of the bodies around, the
    /// module, crates, the prelude, primitive types. `more`: whether further segments follow.
    pub(super) fn lookup_lexical(
        &self,
        scope: ModuleId,
        name: &str,
        ns: Ns,
        more: bool,
    ) -> Option<Res> {
        let krate = self.modules.get(scope.index())?.krate;
        let prelude = self.extern_prelude.get(krate.index());
        let as_crate = || {
            prelude
                .and_then(|p| p.get(name))
                .filter(|_| ns == Ns::Types)
                .cloned()
        };
        for module in self.lexical_scopes(scope) {
            if let Some(res) = self.lookup_in(module, name, ns) {
                // `use anyhow::anyhow` imports a macro; it does not hide the crate.
                if more
                    && let Res::External { path, .. } = &res
                    && path.last().is_some_and(|last| last == name)
                    && let Some(krate) = as_crate()
                {
                    return Some(krate);
                }
                return Some(res);
            }
        }
        as_crate()
            .or_else(|| Some(self.std(std_prelude::prelude(name)?)))
            .or_else(|| {
                (ns == Ns::Types && std_prelude::is_primitive(name))
                    .then(|| Res::Prim(name.to_owned()))
            })
    }

    /// The scope, those of the bodies around it, and the module in which they stand.
    fn lexical_scopes(&self, scope: ModuleId) -> impl Iterator<Item = ModuleId> + '_ {
        std::iter::successors(Some(scope), |id| {
            let def = self.modules.get(id.index())?;
            if def.kind == ModuleKind::Block {
                def.parent
            } else {
                None
            }
        })
    }

    /// The module (not a body's scope) in which a scope lies.
    #[must_use]
    pub fn named_module(&self, scope: ModuleId) -> ModuleId {
        self.lexical_scopes(scope).last().unwrap_or(scope)
    }

    /// Whether `inner` is `outer` or lies somewhere inside.
    pub(super) fn is_inside(&self, inner: ModuleId, outer: ModuleId) -> bool {
        std::iter::successors(Some(inner), |id| self.modules.get(id.index())?.parent)
            .any(|id| id == outer)
    }

    /// Where `crate`, `self`, `super` and `::` at the start of a path lead, and how many segments that takes. `None`:
    /// the path starts with a name. `Some(None)`: it leads nowhere.
    pub(super) fn anchor(
        &self,
        scope: ModuleId,
        global: bool,
        segments: &[Segment],
    ) -> Option<Option<(Res, usize)>> {
        let named = self.named_module(scope);
        let root = self
            .modules
            .get(named.index())
            .and_then(|m| self.crates.get(m.krate.index()))
            .map(|c| c.root);
        let first = segments.first()?;
        if global {
            let krate = self.modules.get(named.index())?.krate;
            let as_crate = self
                .extern_prelude
                .get(krate.index())
                .and_then(|p| p.get(&first.name))
                .cloned();
            let is_old = self[krate].edition == crate::input::Edition::E2015;
            let as_item = || {
                root.filter(|_| is_old || first.name == "self")
                    .map(|root| (Res::Module(root), usize::from(!is_old)))
            };
            return Some(match (is_old, as_crate) {
                (true, Some(krate))
                    if root.is_none_or(|r| self.lookup_in(r, &first.name, Ns::Types).is_none()) =>
                {
                    Some((krate, 1))
                }
                (true, _) => as_item(),
                (false, Some(krate)) => Some((krate, 1)),
                (false, None) => as_item(),
            });
        }
        match first.name.as_str() {
            "crate" | "$crate" => Some(root.map(|root| (Res::Module(root), 1))),
            "self" if segments.len() > 1 => {
                let (module, used) = self.supers(named, &segments[1..])?;
                Some(Some((Res::Module(module), used + 1)))
            }
            "self" => Some(Some((Res::Module(named), 1))),
            "super" => {
                let (module, used) = self.supers(named, segments)?;
                Some(Some((Res::Module(module), used)))
            }
            _ => None,
        }
    }

    fn supers(&self, mut module: ModuleId, segments: &[Segment]) -> Option<(ModuleId, usize)> {
        let mut used = 0;
        while segments.get(used).is_some_and(|s| s.name == "super") {
            module = self.named_module(self.modules.get(module.index())?.parent?);
            used += 1;
        }
        Some((module, used))
    }

    /// Something from outside, under its one path.
    pub(super) fn external(&self, krate: ExternId, path: Vec<String>) -> Res {
        let is_std = self.externs.get(krate.index()).is_some_and(|c| c.is_std);
        Res::External {
            krate,
            path: if is_std {
                std_prelude::canonical(path)
            } else {
                path
            },
        }
    }

    /// Something of `std`, which is always the first crate from outside.
    pub(super) fn std(&self, path: Vec<String>) -> Res {
        Res::External {
            krate: ExternId(0),
            path,
        }
    }
}
