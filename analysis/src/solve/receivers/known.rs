//! Of which types it is known whose methods theirs are.

use double_connect_clients::ModelId;

use super::{MAX_DEREF, Types};
use crate::names::{Ctx, ExternId, FnId, RTy};

/// Types of `std` that the solver, or Rust, looks through, and of which names do not say to what.
const LOOKED_THROUGH: &[&str] = &[
    "AssertUnwindSafe",
    "MaybeUninit",
    "SyncUnsafeCell",
    "UnsafeCell",
];

impl Types<'_> {
    /// The functions that a method call can reach; `None` where the receiver's type is not certain.
    pub(in crate::solve) fn methods(
        &self,
        ctx: &Ctx,
        receiver: &RTy,
        name: &str,
    ) -> Option<Vec<FnId>> {
        self.is_certain(ctx, receiver)
            .then(|| self.program.methods(ctx, receiver, name))
    }

    /// Whether all types to which a receiver can be dereferenced are known.
    fn is_certain(&self, ctx: &Ctx, ty: &RTy) -> bool {
        let mut ty = ty.clone();
        for _ in 0..MAX_DEREF {
            if ty.is_open() {
                return false;
            }
            match self.program.deref(ctx, &ty) {
                Some(inner) => ty = inner,
                None => return self.is_plain(&ty),
            }
        }
        false
    }

    /// Whether a type that names do not dereference is dereferenced by nobody else.
    fn is_plain(&self, ty: &RTy) -> bool {
        match ty {
            RTy::External { krate, path, args } => {
                let name = path.last().map_or("", String::as_str);
                if self.program[*krate].is_std {
                    !LOOKED_THROUGH.contains(&name)
                } else {
                    // It may dereference to anything that it is made of.
                    args.iter().all(|arg| self.is_foreign(arg))
                }
            }
            _ => true,
        }
    }

    /// Whether a type is made of nothing that is the project's or a client's.
    fn is_foreign(&self, ty: &RTy) -> bool {
        match ty {
            RTy::Prim(_) => true,
            RTy::Ref { inner, .. } | RTy::Slice(inner) | RTy::Array(inner) => {
                self.is_foreign(inner)
            }
            RTy::Tuple(parts) => parts.iter().all(|part| self.is_foreign(part)),
            RTy::External { krate, args, .. } => {
                self.client_of(*krate).is_none() && args.iter().all(|arg| self.is_foreign(arg))
            }
            _ => false,
        }
    }

    /// The model of a crate of a client.
    pub(in crate::solve) fn client_of(&self, krate: ExternId) -> Option<ModelId> {
        let model = self.models.get(krate.index()).copied().flatten()?;
        self.clients.opens(model).then_some(model)
    }

    /// The client of which a value is a handle, or leads to one by dereferencing alone: `Some(None)` if there is none,
    /// `None` if that is not known.
    pub(in crate::solve) fn handle(&self, ctx: &Ctx, ty: &RTy) -> Option<Option<ModelId>> {
        let mut ty = ty.clone();
        for _ in 0..MAX_DEREF {
            if ty.is_open() {
                return None;
            }
            if let RTy::External { krate, path, .. } = &ty
                && let Some(model) = self.client_of(*krate)
            {
                let known = self.clients.model(model).type_index(&path.join("::"));
                return known.map(|_| Some(model));
            }
            match self.program.deref(ctx, &ty) {
                Some(inner) => ty = inner,
                None => return self.is_plain(&ty).then_some(None),
            }
        }
        None
    }
}
