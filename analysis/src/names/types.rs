//! Types: from what is written to what it means; signatures and fields.

use crate::ir;

use super::{AdtId, BodyId, ConstId, Ctx, FnId, ImplId, ModuleId, Program, RBound, RTy};

impl Program {
    /// The context of a function's signature and of its body's outermost level.
    #[must_use]
    pub fn fn_ctx(&self, id: FnId) -> Ctx {
        Ctx::of_module(self[id].module)
    }

    /// The context of a body's paths and types.
    #[must_use]
    pub fn body_ctx(&self, id: BodyId) -> Ctx {
        Ctx::of_module(self[id].scope)
    }

    /// The context of an impl's header.
    #[must_use]
    pub fn impl_ctx(&self, id: ImplId) -> Ctx {
        Ctx::of_module(self[id].module)
    }

    /// A type as written, resolved.
    #[must_use]
    pub fn resolve_ty(&self, _ctx: &Ctx, _ty: &ir::Ty) -> RTy {
        RTy::Unknown
    }

    /// A bound as written, resolved.
    #[must_use]
    pub fn resolve_bound(&self, _ctx: &Ctx, _bound: &ir::Bound) -> RBound {
        RBound {
            tr: super::RTrait::Unknown,
            args: Vec::new(),
            signature: None,
        }
    }

    /// The type of `Self` for an associated function: the impl's type, `Param("Self")` in a trait.
    #[must_use]
    pub fn fn_self_ty(&self, _id: FnId) -> Option<RTy> {
        None
    }

    /// The type of a parameter (a receiver is parameter 0), in terms of the function's and its impl's type parameters.
    #[must_use]
    pub fn fn_param_ty(&self, _id: FnId, _index: usize) -> RTy {
        RTy::Unknown
    }

    /// The declared return type; for `async fn` what `.await` gives.
    #[must_use]
    pub fn fn_ret_ty(&self, _id: FnId) -> RTy {
        RTy::Unknown
    }

    /// The declared type of a const or static.
    #[must_use]
    pub fn const_ty(&self, _id: ConstId) -> RTy {
        RTy::Unknown
    }

    /// The type of a field of a struct (`variant` is `None`) or of a variant, with the type's parameters replaced by
    /// `args`; unknown if there is no such field.
    #[must_use]
    pub fn field_ty(&self, _adt: AdtId, _variant: Option<u32>, _field: &str, _args: &[RTy]) -> RTy {
        RTy::Unknown
    }

    /// The module (not block) in which a scope lies.
    #[must_use]
    pub fn named_module(&self, scope: ModuleId) -> ModuleId {
        scope
    }
}
