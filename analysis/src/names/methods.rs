//! Which functions a method call can reach.

use super::{AdtId, Ctx, FnId, ImplId, Program, RTy, TraitId};

impl Program {
    /// The functions that `value.name(..)` can call, for a value of the type: inherent methods first; else those of
    /// trait impls (blanket ones too), else bodies that traits provide. For `dyn`, `impl` and type parameters those of
    /// all implementors, in the order of their ids. Looks through references, smart pointers and `Deref` impls.
    #[must_use]
    pub fn methods(&self, _ctx: &Ctx, _ty: &RTy, _name: &str) -> Vec<FnId> {
        Vec::new()
    }

    /// The functions that a trait's function can stand for, on a type (`Param`, `dyn` and unknown types: on all).
    #[must_use]
    pub fn trait_fns(&self, _ctx: &Ctx, _tr: TraitId, _name: &str, _ty: &RTy) -> Vec<FnId> {
        Vec::new()
    }

    /// The impls of a trait, in the order of their ids.
    #[must_use]
    pub fn implementors(&self, _tr: TraitId) -> Vec<ImplId> {
        Vec::new()
    }

    /// `Drop::drop` of a type.
    #[must_use]
    pub fn drop_impl(&self, adt: AdtId) -> Option<FnId> {
        self[adt].drop_impl
    }

    /// One step of `*`: through a reference, a smart pointer of `std` (and lock guards), or a `Deref` impl.
    #[must_use]
    pub fn deref(&self, _ty: &RTy) -> Option<RTy> {
        None
    }
}
