//! Which functions a method call can reach.

use super::types::Limits;
use super::{AdtId, Ctx, FnId, ImplId, Program, RBound, RTrait, RTy, TraitId};

/// How many `*` a method call follows.
pub(super) const MAX_DEREF: usize = 16;
/// How deep supertraits are followed through their implementors.
const MAX_BOUNDS: usize = 4;

/// Types of `std` that dereference to their first argument.
const POINTERS: &[&str] = &[
    "Arc",
    "Box",
    "Cow",
    "LazyCell",
    "LazyLock",
    "ManuallyDrop",
    "Pin",
    "Rc",
    "Ref",
    "RefMut",
];
/// The same, of any crate (`tokio`, `parking_lot`, `once_cell`, `spin`): lock guards and lazy values.
const GUARDS: &[&str] = &[
    "Arc",
    "ArcMutexGuard",
    "Lazy",
    "MappedMutexGuard",
    "MutexGuard",
    "OwnedMutexGuard",
    "OwnedRwLockReadGuard",
    "OwnedRwLockWriteGuard",
    "RwLockReadGuard",
    "RwLockWriteGuard",
];
/// Methods that pointers have themselves, by which nothing behind them is reached.
const OF_POINTERS: &[(&str, &[&str])] = &[
    ("Arc", &["clone", "as_ref"]),
    ("Rc", &["clone", "as_ref"]),
    ("Box", &["as_ref", "as_mut"]),
    ("Pin", &["as_ref", "as_mut", "set"]),
];

impl Program {
    /// The functions that `value.name(..)` can call, for a value of the type: inherent methods first; else those of
    /// trait impls (blanket ones too), else bodies that traits provide. For `dyn`, `impl` and type parameters those of
    /// all implementors, in the order of their ids. Looks through references, smart pointers and `Deref` impls.
    #[must_use]
    pub fn methods(&self, ctx: &Ctx, ty: &RTy, name: &str) -> Vec<FnId> {
        let mut ty = ty.clone();
        for _ in 0..MAX_DEREF {
            let found = self.own_methods(ctx, &ty, name, MAX_BOUNDS);
            if !found.is_empty() || has_itself(&ty, name) {
                return found;
            }
            match self.deref(ctx, &ty) {
                Some(inner) => ty = inner,
                None => break,
            }
        }
        Vec::new()
    }

    fn own_methods(&self, ctx: &Ctx, ty: &RTy, name: &str, depth: usize) -> Vec<FnId> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        let mut found = match ty {
            // An impl for `&T` is found here and not once more behind the reference.
            RTy::Unknown | RTy::Never => Vec::new(),
            RTy::Param(param) => {
                self.bound_methods(ctx, ctx.bounds(param).unwrap_or_default(), name, depth)
            }
            RTy::Dyn(bounds) | RTy::Impl(bounds) => self.bound_methods(ctx, bounds, name, depth),
            _ => Vec::new(),
        };
        if found.is_empty() && !matches!(ty, RTy::Unknown | RTy::Never) {
            let impls = self.impls_for(ctx, ty);
            let is_method = |f: &FnId| self[*f].ir.has_self;
            let (inherent, of_traits): (Vec<_>, Vec<_>) = impls
                .into_iter()
                .partition(|i| self[*i].trait_path.is_none());
            found.extend(
                inherent
                    .iter()
                    .flat_map(|i| self.impl_fns_named(*i, name))
                    .filter(is_method),
            );
            if found.is_empty() {
                found.extend(
                    of_traits
                        .iter()
                        .flat_map(|i| self.impl_fns_named(*i, name))
                        .filter(is_method),
                );
            }
            if found.is_empty() {
                found.extend(
                    of_traits
                        .iter()
                        .filter_map(|i| self.provided(*i, name))
                        .filter(is_method),
                );
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn bound_methods(&self, ctx: &Ctx, bounds: &[RBound], name: &str, depth: usize) -> Vec<FnId> {
        let local: Vec<TraitId> = bounds
            .iter()
            .filter_map(|b| match b.tr {
                RTrait::Local(id) => Some(id),
                _ => None,
            })
            .collect();
        let mut found = Vec::new();
        for tr in &local {
            if self
                .trait_fn(*tr, name)
                .is_some_and(|f| self[f].ir.has_self)
            {
                found.extend(self.trait_fns(ctx, *tr, name, &RTy::Unknown));
            }
        }
        if found.is_empty() {
            // A supertrait's method: traits do not say what they extend, but their implementors have it.
            for id in local.iter().flat_map(|tr| self.implementors(*tr)) {
                let ty = &self[id].self_ty;
                if !ty.without_refs().is_open() {
                    found.extend(self.own_methods(&self.impl_ctx(id), ty, name, depth));
                }
            }
        }
        found
    }

    /// The functions that a trait's function can stand for on a type: of its impl, or the provided one. For `Param`,
    /// `dyn`, `impl` and unknown types those of all implementors, in the order of their ids.
    #[must_use]
    pub fn trait_fns(&self, ctx: &Ctx, tr: TraitId, name: &str, ty: &RTy) -> Vec<FnId> {
        let mut found = Vec::new();
        let mut ty = ty.clone();
        for _ in 0..MAX_DEREF {
            let open = ty.is_open();
            for id in self.implementors(tr) {
                let applies = if open {
                    !self.forwards(id, tr)
                } else {
                    self.applies(ctx, id, &ty, &Limits::default())
                };
                if applies {
                    let own = self.impl_fns_named(id, name).next();
                    found.extend(own.or_else(|| self.provided(id, name)));
                }
            }
            if open || !found.is_empty() {
                break;
            }
            match self.deref(ctx, &ty) {
                Some(inner) => ty = inner,
                None => break,
            }
        }
        if found.is_empty() && ty.is_open() {
            found.extend(self.trait_fn(tr, name).filter(|f| self[*f].body.is_some()));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether it only passes a trait on, `impl<T: Tr> Tr for Box<T>`: its implementors are there without it.
    fn forwards(&self, id: ImplId, tr: TraitId) -> bool {
        let ctx = self.impl_ctx(id);
        let mut ty = self[id].self_ty.clone();
        for _ in 0..MAX_DEREF {
            let is_tr = |b: &RBound| b.tr == RTrait::Local(tr);
            match &ty {
                RTy::Param(param) => {
                    return ctx.bounds(param).unwrap_or_default().iter().any(is_tr);
                }
                RTy::Dyn(bounds) => return bounds.iter().any(is_tr),
                _ => match self.deref_pointer(&ty) {
                    Some(inner) => ty = inner,
                    None => return false,
                },
            }
        }
        false
    }

    /// The impls of a trait, in the order of their ids.
    #[must_use]
    pub fn implementors(&self, tr: TraitId) -> Vec<ImplId> {
        self.headers.by_trait.get(&tr).cloned().unwrap_or_default()
    }

    /// `Drop::drop` of a type.
    #[must_use]
    pub fn drop_impl(&self, adt: AdtId) -> Option<FnId> {
        self[adt].drop_impl
    }

    /// One step of `*`: through a reference, a smart pointer, a lock guard, or a `Deref` impl.
    #[must_use]
    pub fn deref(&self, ctx: &Ctx, ty: &RTy) -> Option<RTy> {
        if let Some(inner) = self.deref_pointer(ty) {
            return Some(inner);
        }
        let deref = |tr: &RTrait| matches!(tr, RTrait::External { path, .. } if path.last().is_some_and(|l| l == "Deref"));
        match ty {
            RTy::Adt(..) => self.impls_for(ctx, ty).into_iter().find_map(|id| {
                let def = &self[id];
                let (_, target) = def.types.iter().find(|(n, _)| n == "Target")?;
                def.trait_ref.as_ref().is_some_and(deref).then_some(())?;
                Some(self.substitute(target, &self.impl_bindings(id, ty)?))
            }),
            RTy::Param(_) | RTy::Dyn(_) | RTy::Impl(_) => {
                let bounds = match ty {
                    RTy::Param(param) => ctx.bounds(param)?,
                    RTy::Dyn(bounds) | RTy::Impl(bounds) => bounds,
                    _ => return None,
                };
                let (_, target) = bounds.iter().find(|b| deref(&b.tr))?.signature.as_ref()?;
                Some((**target).clone())
            }
            _ => None,
        }
    }

    fn deref_pointer(&self, ty: &RTy) -> Option<RTy> {
        match ty {
            RTy::Ref { inner, .. } | RTy::Ptr(inner) => Some((**inner).clone()),
            RTy::External { krate, path, args } => {
                let last = path.last()?.as_str();
                let is_std = self.externs.get(krate.index()).is_some_and(|c| c.is_std);
                (GUARDS.contains(&last) || is_std && POINTERS.contains(&last))
                    .then(|| args.first().cloned())?
            }
            _ => None,
        }
    }
}

/// Whether the pointer itself has such a method.
fn has_itself(ty: &RTy, name: &str) -> bool {
    let RTy::External { path, .. } = ty else {
        return false;
    };
    let last = path.last().map_or("", String::as_str);
    OF_POINTERS
        .iter()
        .any(|(pointer, names)| *pointer == last && names.contains(&name))
}
