//! What a path means.

use crate::ir;

use super::{Ctx, PathRes, Program, Res};

impl Program {
    /// What a path means as a value: a function, a const or static, a variant, a constructor, an associated function
    /// (inherent impls come before trait impls).
    #[must_use]
    pub fn resolve_value(&self, ctx: &Ctx, path: &ir::Path) -> Res {
        self.resolve_value_full(ctx, path).res
    }

    /// As [`Program::resolve_value`], with the types written in the path.
    #[must_use]
    pub fn resolve_value_full(&self, _ctx: &Ctx, _path: &ir::Path) -> PathRes {
        PathRes {
            res: Res::Unknown,
            self_ty: None,
            args: Vec::new(),
        }
    }

    /// What a path means as a type, a module or a trait; variants too (`Event::Lost { .. }`).
    #[must_use]
    pub fn resolve_type(&self, _ctx: &Ctx, _path: &ir::Path) -> Res {
        Res::Unknown
    }
}
