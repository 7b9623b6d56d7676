//! Which `macro_rules!` are visible where, over the files of all crates.
//!
//! By order of text a macro is visible behind its definition, in modules declared there, and behind a `#[macro_use] mod`
//! in which it is; by path it is where `#[macro_export]` (the crate's root) and `use` bring it. What cannot be decided is
//! an entry without a macro.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::tree::Loaded;
use crate::input::{DependencyInput, ProjectInput, TargetKind};
use crate::ir::{ItemIr, ItemKind, UseIr};
use crate::lower::{Entry, Found, MacroCrate, MacroModule, MacroTable, MacroText, Names};
use crate::source::FileId;

/// Modules nested deeper than this inherit nothing.
const MAX_NESTING: usize = 200;
/// How many `use`s of `use`s are followed.
const MAX_USES: usize = 32;

/// The macros of a project.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Macros {
    pub(super) table: MacroTable,
    /// The module that a file is in a crate, if it is one only.
    files: BTreeMap<(usize, FileId), Option<usize>>,
    /// The names of all macros, with the files in which they are defined.
    defined: BTreeMap<String, BTreeSet<FileId>>,
}

impl Macros {
    /// Collects the macros of what was loaded.
    pub(super) fn of(loaded: &Loaded, input: &ProjectInput) -> Macros {
        let mut collector = Collector {
            loaded,
            macros: Macros::default(),
            ends: vec![Arc::default(); loaded.modules.len()],
            by_glob: BTreeSet::new(),
        };
        if collector.define() {
            collector.modules();
            collector.crates(input);
            for krate in &loaded.crates {
                if let Some(root) = krate.root {
                    collector.by_text(root, &Arc::default(), 0);
                }
            }
            collector.exported();
            collector.uses();
            collector.all();
        }
        collector.macros
    }

    /// Whether a file may invoke a macro that it does not see by itself.
    pub(super) fn matter(&self, loaded: &Loaded) -> bool {
        let files: BTreeSet<FileId> = loaded.modules.iter().map(|m| m.file).collect();
        files.into_iter().any(|file| {
            let text = &loaded.sources.file(file).text;
            let elsewhere = |name: &str| {
                let defining = self.defined.get(name);
                defining.is_some_and(|files| files.iter().any(|f| *f != file))
            };
            // In its own file a macro may be meant by path.
            let here = |name: &str| self.defined.get(name).is_some_and(|f| f.contains(&file));
            let before_bang = |at: usize| last_word(text.get(..at).unwrap_or(""));
            let behind_colons = |at: usize| first_word(text.get(at + 2..).unwrap_or(""));
            text.match_indices('!')
                .any(|(at, _)| elsewhere(before_bang(at)))
                || text
                    .match_indices("::")
                    .any(|(at, _)| here(behind_colons(at)))
        })
    }

    /// The module of a file in the table.
    pub(super) fn module(&self, krate: usize, file: FileId) -> Option<usize> {
        self.files.get(&(krate, file)).copied().flatten()
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    &text[text.trim_end_matches(in_word).len()..]
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.len() - text.trim_start_matches(in_word).len()]
}

struct Collector<'l> {
    loaded: &'l Loaded,
    macros: Macros,
    /// By module: what is visible by order of text at its end.
    ends: Vec<Arc<Names>>,
    /// Module and name: what only a glob has brought, and what is written out hides.
    by_glob: BTreeSet<(usize, String)>,
}

impl Collector<'_> {
    /// Finds the names of all macros; says whether there are any.
    fn define(&mut self) -> bool {
        for module in &self.loaded.modules {
            for item in &module.ir.items {
                if let ItemKind::MacroRules { .. } = item.kind {
                    let files = self.macros.defined.entry(item.name.clone()).or_default();
                    files.insert(module.file);
                }
            }
        }
        !self.macros.defined.is_empty()
    }

    fn all(&mut self) {
        let imported = self
            .macros
            .table
            .modules
            .iter()
            .flat_map(|m| m.names.keys());
        let all = self.macros.defined.keys().chain(imported).cloned();
        self.macros.table.all = all.collect();
    }

    fn modules(&mut self) {
        for (index, module) in self.loaded.modules.iter().enumerate() {
            let children = module.children.iter().map(|c| {
                let name = self.loaded.modules[*c].name.clone();
                (name, *c)
            });
            self.macros.table.modules.push(MacroModule {
                krate: module.krate,
                parent: module.parent,
                children: children.collect(),
                ..MacroModule::default()
            });
            let in_same_file = module
                .parent
                .is_some_and(|p| self.loaded.modules[p].file == module.file);
            if !in_same_file {
                self.macros
                    .files
                    .entry((module.krate, module.file))
                    .and_modify(|known| *known = None)
                    .or_insert(Some(index));
            }
        }
    }

    fn crates(&mut self, input: &ProjectInput) {
        let crates = &self.loaded.crates;
        let library = |package: usize| {
            crates
                .iter()
                .position(|c| c.package == package && c.kind == TargetKind::Lib)
        };
        for krate in crates {
            let mut externs = BTreeMap::new();
            if krate.kind != TargetKind::Lib
                && let Some(own) = library(krate.package)
            {
                externs.insert(crates[own].name.clone(), own);
            }
            let dependencies = input.packages.get(krate.package).map(|p| &p.dependencies);
            for (name, dependency) in dependencies.into_iter().flatten() {
                if let DependencyInput::Local(package) = dependency
                    && let Some(library) = library(*package)
                {
                    externs.insert(name.clone(), library);
                }
            }
            self.macros.table.crates.push(MacroCrate {
                root: krate.root,
                externs,
            });
        }
    }

    /// A definition as an entry; `None` if it is not there.
    fn entry(&self, module: usize, item: &ItemIr) -> Option<Entry> {
        let ItemKind::MacroRules { rules } = &item.kind else {
            return None;
        };
        let krate = self.loaded.modules[module].krate;
        let cfg = &self.loaded.crates[krate].cfg;
        if !cfg.keeps(&item.cfg) {
            return None;
        }
        let text = MacroText {
            rules: rules.clone(),
            krate,
        };
        // One that may be missing only matters where there is another.
        Some(Some(Arc::new(text)))
    }

    fn is_conditional(&self, module: usize, item: &ItemIr) -> bool {
        let krate = self.loaded.modules[module].krate;
        !self.loaded.crates[krate]
            .cfg
            .requires_nothing_more(&item.cfg)
    }

    /// Walks a module in the order of its text.
    fn by_text(&mut self, module: usize, visible: &Arc<Names>, depth: usize) {
        self.macros.table.modules[module].inherited = Arc::clone(visible);
        if depth > MAX_NESTING {
            return;
        }
        let loaded = self.loaded;
        let here = &loaded.modules[module];
        let mut steps: Vec<(u32, Step<'_>)> = Vec::new();
        for item in &here.ir.items {
            if let ItemKind::MacroRules { .. } = item.kind {
                steps.push((item.span.start, Step::Define(item)));
            }
        }
        for child in &here.children {
            let declared = loaded.modules[*child].declared;
            steps.push((declared.map_or(0, |s| s.start), Step::Module(*child)));
        }
        steps.sort_by_key(|(at, _)| *at);
        let mut visible = Arc::clone(visible);
        let mut added = Names::new();
        for (_, step) in steps {
            match step {
                Step::Define(item) => {
                    let Some(mut entry) = self.entry(module, item) else {
                        continue;
                    };
                    if self.is_conditional(module, item) && visible.contains_key(&item.name) {
                        entry = None;
                    }
                    Arc::make_mut(&mut visible).insert(item.name.clone(), entry.clone());
                    added.insert(item.name.clone(), entry);
                }
                Step::Module(child) => {
                    self.by_text(child, &visible, depth + 1);
                    if loaded.modules[child].macro_use {
                        for (name, entry) in self.macros.table.modules[child].added.clone() {
                            Arc::make_mut(&mut visible).insert(name.clone(), entry.clone());
                            added.insert(name, entry);
                        }
                    }
                }
            }
        }
        self.ends[module] = visible;
        self.macros.table.modules[module].added = added;
    }

    /// `#[macro_export]` puts a macro into its crate's root.
    fn exported(&mut self) {
        for (index, module) in self.loaded.modules.iter().enumerate() {
            let Some(root) = self.loaded.crates[module.krate].root else {
                continue;
            };
            for item in module.ir.items.iter().filter(|i| i.public) {
                if let Some(mut entry) = self.entry(index, item) {
                    let names = &mut self.macros.table.modules[root].names;
                    if names.contains_key(&item.name) {
                        entry = None;
                    }
                    names.insert(item.name.clone(), entry);
                }
            }
        }
    }

    /// `use` by name and by glob, until nothing is added.
    fn uses(&mut self) {
        let loaded = self.loaded;
        for _ in 0..MAX_USES {
            let mut changed = false;
            for (index, module) in loaded.modules.iter().enumerate() {
                for item in &module.ir.uses {
                    if loaded.crates[module.krate].cfg.keeps(&item.cfg) {
                        changed |= self.import(index, item);
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn import(&mut self, module: usize, item: &UseIr) -> bool {
        let path: Vec<String> = item.path.segments.iter().map(|s| s.name.clone()).collect();
        let table = &self.macros.table;
        let Some(name) = &item.name else {
            let from = table.module(module, item.path.global, &path);
            let Some(from) = from.filter(|from| *from != module) else {
                return false;
            };
            let found = table.modules[from].names.clone();
            let mut changed = false;
            for (name, entry) in found {
                let names = &mut self.macros.table.modules[module].names;
                let key = (module, name.clone());
                match names.get(&name) {
                    None => {
                        names.insert(name, entry);
                        self.by_glob.insert(key);
                        changed = true;
                    }
                    // Two globs that bring different macros.
                    Some(Some(known)) if entry.as_ref() != Some(known) => {
                        if self.by_glob.contains(&key) {
                            names.insert(name, None);
                            changed = true;
                        }
                    }
                    Some(_) => {}
                }
            }
            return changed;
        };
        let mut found = table.resolve(module, item.path.global, &path);
        // `pub(crate) use name;` names a macro by the order of the text.
        if let (Found::Nothing, [one], false) = (&found, path.as_slice(), item.path.global) {
            found = Found::entry(self.ends[module].get(one));
        }
        let entry = match found {
            Found::Macro(text) => Some(text),
            Found::Unclear => None,
            Found::Nothing => return false,
        };
        let names = &mut self.macros.table.modules[module].names;
        let hides = self.by_glob.remove(&(module, name.clone()));
        match names.get(name) {
            _ if hides => {
                names.insert(name.clone(), entry);
                true
            }
            None => {
                names.insert(name.clone(), entry);
                true
            }
            // Two of one name: under different `cfg`s.
            Some(Some(known)) if entry.as_ref() != Some(known) => {
                names.insert(name.clone(), None);
                true
            }
            Some(_) => false,
        }
    }
}

/// What happens at a place of a module's text.
enum Step<'i> {
    Define(&'i ItemIr),
    Module(usize),
}
