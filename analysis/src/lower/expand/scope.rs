//! Which macro a name means: by the order of the text, then by path.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use proc_macro2::TokenStream;
use syn::Attribute;

use super::super::attrs::Cfg;
use super::super::macros::Rules;
use super::super::table::{Entry, Found, MacroText};
use super::super::ty::name_of;
use super::Expander;

/// A macro, ready for use.
pub(super) struct Definition {
    /// `None` if they are malformed.
    pub(super) rules: Option<Rules>,
    /// Whether it is defined inside a body.
    pub(super) local: bool,
    /// The crate that `$crate` means, in the table.
    pub(super) krate: Option<usize>,
}

/// What names stand for in one scope of the text.
#[derive(Default)]
pub(super) struct Scope {
    names: BTreeMap<String, Visible>,
}

/// What one name stands for.
#[derive(Clone)]
enum Visible {
    Here(Rc<Definition>),
    There(Entry),
    Unclear,
}

/// What an invocation means.
pub(super) enum Meaning {
    Ours(Rc<Definition>),
    /// One of ours; which one, or what it says, is not known.
    Unclear,
    Other,
}

impl Expander<'_, '_> {
    /// What is visible where the file starts.
    pub(super) fn inherit(&mut self) {
        if let Some(place) = self.place
            && let Some(module) = place.table.modules.get(place.module)
        {
            for (name, entry) in &*module.inherited {
                self.see(name.clone(), Visible::There(entry.clone()));
            }
        }
    }

    fn see(&mut self, name: String, visible: Visible) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.insert(name, visible);
        }
    }

    /// A scope of its own for what `walk` meets; with `keep` what it defines stays visible behind.
    pub(super) fn scoped(&mut self, keep: bool, walk: impl FnOnce(&mut Self)) {
        self.scopes.push(Scope::default());
        walk(self);
        let inner = self.scopes.pop();
        if keep && let (Some(outer), Some(inner)) = (self.scopes.last_mut(), inner) {
            outer.names.extend(inner.names);
        }
    }

    /// `macro_rules! name { … }`
    pub(super) fn define(&mut self, name: &syn::Ident, attrs: &[Attribute], rules: &TokenStream) {
        let conditional = match self.cx.cfg(attrs) {
            Cfg::Off => return,
            Cfg::On => false,
            Cfg::Unknown(_) => true,
        };
        let name = name_of(name);
        let before = self.scopes.iter().rev().find_map(|s| s.names.get(&name));
        // Two that exclude each other, or one that may hide another.
        let visible = if conditional && before.is_some() {
            Visible::Unclear
        } else {
            let definition = Rc::new(Definition {
                rules: Rules::parse(rules.clone()),
                local: self.bodies > 0,
                krate: self.krate(),
            });
            Visible::Here(definition)
        };
        self.see(name, visible);
    }

    /// What a `#[macro_use] mod name;` makes visible behind it.
    pub(super) fn use_module(&mut self, name: &str) {
        let (Some(place), Some(module)) = (self.place, self.module) else {
            return;
        };
        let modules = &place.table.modules;
        let child = modules.get(module).and_then(|m| m.children.get(name));
        if let Some(child) = child.and_then(|c| modules.get(*c)) {
            for (name, entry) in &child.added {
                self.see(name.clone(), Visible::There(entry.clone()));
            }
        }
    }

    /// The crate of this file, in the table.
    pub(super) fn krate(&self) -> Option<usize> {
        let place = self.place?;
        place.table.modules.get(place.module).map(|m| m.krate)
    }

    /// What an invocation's path means.
    pub(super) fn meaning(&mut self, path: &syn::Path) -> Meaning {
        let names: Vec<String> = path.segments.iter().map(|s| name_of(&s.ident)).collect();
        let global = path.leading_colon.is_some();
        if let ([name], false) = (names.as_slice(), global) {
            let visible = self.scopes.iter().rev().find_map(|s| s.names.get(name));
            match visible.cloned() {
                Some(Visible::Here(definition)) => return Meaning::Ours(definition),
                Some(Visible::There(Some(text))) => return Meaning::Ours(self.definition(&text)),
                Some(Visible::There(None) | Visible::Unclear) => return Meaning::Unclear,
                None => {}
            }
        }
        let (Some(place), Some(module)) = (self.place, self.module) else {
            return Meaning::Other;
        };
        match place.table.resolve(module, global, &names) {
            Found::Macro(text) => Meaning::Ours(self.definition(&text)),
            Found::Unclear => Meaning::Unclear,
            Found::Nothing => Meaning::Other,
        }
    }

    /// A macro of the table, its rules read once.
    fn definition(&mut self, text: &Arc<MacroText>) -> Rc<Definition> {
        let make = || {
            let tokens = text.rules.parse::<TokenStream>().ok();
            Rc::new(Definition {
                rules: tokens.and_then(Rules::parse),
                local: false,
                krate: Some(text.krate),
            })
        };
        let entry = self.parsed.entry(Arc::as_ptr(text));
        Rc::clone(&entry.or_insert_with(|| (Arc::clone(text), make())).1)
    }
}
