//! Impls and traits.

use syn::{ImplItem, TraitItem};

use super::Reader;
use crate::ir::{ImplIr, ItemKind, TraitIr, Ty};
use crate::source::Span;

impl Reader<'_, '_> {
    /// An impl from its keyword on.
    pub(super) fn impl_item(&mut self) -> Option<(Span, String, ItemKind)> {
        let keyword = self.span(self.at, self.at);
        self.pass()?;
        let mut generics = self.generics()?;
        let in_parentheses = self.is(b'(');
        let first = self.ty(true)?;
        let (trait_path, self_ty) = if self.passes_word("for")? {
            let Ty::Path(path) = first else { return None };
            if in_parentheses {
                return None;
            }
            (Some(path), self.ty(true)?)
        } else {
            (None, first)
        };
        self.where_clause(&mut generics)?;
        let mut block = ImplIr {
            generics,
            trait_path,
            self_ty,
            fns: Vec::new(),
            types: Vec::new(),
            consts: Vec::new(),
        };
        self.expect(b'{')?;
        while !self.is(b'}') {
            let first = self.at;
            if self.impl_member(&mut block).is_some() {
                continue;
            }
            self.at = first;
            self.by_parser(|cx, item: &ImplItem| cx.impl_item(item, &mut block))?;
        }
        self.documented = self.at;
        self.pass()?;
        Some((keyword, String::new(), ItemKind::Impl(block)))
    }

    /// Adds a member, if it is known: nothing is added if not.
    fn impl_member(&mut self, block: &mut ImplIr) -> Option<()> {
        let attrs = self.item_attributes()?;
        let public = self.visibility()?;
        self.documented = self.at;
        if self.is_function() {
            let (function, _) = self.function(attrs, public, false)?;
            block.fns.push(function);
            return Some(());
        }
        match self.source() {
            "type" => {
                self.pass()?;
                let name = self.name()?;
                self.expect(b'=')?;
                let ty = self.ty(true)?;
                self.expect(b';')?;
                block.types.push((name, ty));
            }
            "const" => {
                let (_, name, ty, body) = self.constant_parts()?;
                block.consts.push((name, ty, Some(body)));
            }
            _ => return None,
        }
        Some(())
    }

    /// A trait from its keyword on.
    pub(super) fn trait_item(&mut self) -> Option<(Span, String, ItemKind)> {
        self.pass()?;
        let at = self.at;
        let name = self.name()?;
        let mut generics = self.generics()?;
        if self.is_colon() {
            self.pass()?;
            self.bounds(true)?;
        }
        self.where_clause(&mut generics)?;
        self.expect(b'{')?;
        let mut fns = Vec::new();
        while !self.is(b'}') {
            let first = self.at;
            if let Some(function) = self.trait_member() {
                fns.extend(function);
                continue;
            }
            self.at = first;
            let function = self.by_parser(|cx, item: &TraitItem| cx.trait_fn(item))?;
            fns.extend(function);
        }
        self.documented = self.at;
        self.pass()?;
        let kind = ItemKind::Trait(TraitIr { generics, fns });
        Some((self.span(at, at), name, kind))
    }

    /// A member; those that are no functions are passed.
    fn trait_member(&mut self) -> Option<Option<crate::ir::FnIr>> {
        let attrs = self.item_attributes()?;
        if self.is_function() {
            let (function, _) = self.function(attrs, false, true)?;
            return Some(Some(function));
        }
        self.expect_word("type")?;
        self.name()?;
        if self.is_colon() {
            self.pass()?;
            self.bounds(true)?;
        }
        self.expect(b';')?;
        Some(None)
    }
}
