//! Bounds, type parameters and `where`.

use super::Reader;
use crate::ir::{Bound, GenericIr, Ty};
use crate::lower::outline::Kind;

impl Reader<'_, '_> {
    /// Bounds of which one at least is a trait.
    pub(super) fn some_bounds(&mut self, plus: bool) -> Option<Vec<Bound>> {
        let bounds = self.bounds(plus)?;
        (!bounds.is_empty()).then_some(bounds)
    }

    /// Bounds, one at least, without the lifetimes among them; `plus`: whether there may be several.
    pub(super) fn bounds(&mut self, plus: bool) -> Option<Vec<Bound>> {
        let mut bounds = Vec::new();
        loop {
            if self.is_lifetime() {
                self.pass()?;
            } else {
                let maybe = self.passes(b'?')?;
                if self.is_word("for") {
                    if maybe {
                        return None;
                    }
                    self.lifetimes_of_for()?;
                }
                let (path, signature) = self.path()?;
                bounds.push(Bound { path, signature });
            }
            if !plus || !self.passes(b'+')? {
                return Some(bounds);
            }
        }
    }

    /// `for<'a, 'b>`.
    fn lifetimes_of_for(&mut self) -> Option<()> {
        self.pass()?;
        self.expect(b'<')?;
        while !self.is(b'>') {
            self.is_lifetime().then_some(())?;
            self.pass()?;
            if !self.passes(b',')? && !self.is(b'>') {
                return None;
            }
        }
        self.pass()
    }

    /// The parameters in angle brackets, if there are any; those that are types.
    pub(super) fn generics(&mut self) -> Option<Vec<GenericIr>> {
        let mut params = Vec::new();
        if !self.passes(b'<')? {
            return Some(params);
        }
        while !self.is(b'>') {
            if self.is_lifetime() {
                self.pass()?;
                if self.is_colon() {
                    self.pass()?;
                    self.lifetime_bounds()?;
                }
            } else if self.passes_word("const")? {
                self.name()?;
                self.expect_colon()?;
                self.ty(true)?;
            } else {
                let name = self.name()?;
                let mut bounds = Vec::new();
                if self.is_colon() {
                    self.pass()?;
                    bounds = self.bounds(true)?;
                }
                if self.passes(b'=')? {
                    self.ty(true)?;
                }
                params.push(GenericIr { name, bounds });
            }
            if !self.passes(b',')? && !self.is(b'>') {
                return None;
            }
        }
        self.pass()?;
        Some(params)
    }

    fn lifetime_bounds(&mut self) -> Option<()> {
        loop {
            self.is_lifetime().then_some(())?;
            self.pass()?;
            if !self.passes(b'+')? {
                return Some(());
            }
        }
    }

    /// A `where` clause, if there is one: adds the bounds on plain parameters to them.
    pub(super) fn where_clause(&mut self, params: &mut [GenericIr]) -> Option<()> {
        if !self.passes_word("where")? {
            return Some(());
        }
        while self.tokens.kind(self.at) != Some(Kind::Open) || self.is(b'(') || self.is(b'[') {
            if self.is_lifetime() {
                self.pass()?;
                self.expect_colon()?;
                self.lifetime_bounds()?;
            } else {
                if self.is_word("for") {
                    self.lifetimes_of_for()?;
                }
                let ty = self.ty(true)?;
                self.expect_colon()?;
                let bounds = self.bounds(true)?;
                if let Ty::Path(path) = ty {
                    let is_meant = |p: &&mut GenericIr| path.ident() == Some(p.name.as_str());
                    if let Some(param) = params.iter_mut().find(is_meant) {
                        param.bounds.extend(bounds);
                    }
                }
            }
            if !self.passes(b',')? {
                break;
            }
            if self.is(b';') || self.is(b'=') {
                break;
            }
        }
        Some(())
    }
}
