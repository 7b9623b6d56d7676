//! Impls: which functions a method call can reach, associated functions and types.

use super::headers::{Head, head};
use super::types::Limits;
use super::unify::Bindings;
use super::{AdtId, Ctx, ExternId, FnId, FnOwner, ImplId, Program, RBound, RTrait, RTy, TraitId};

/// How many `*` a method call follows.
const MAX_DEREF: usize = 16;
/// How many bounds deep it is asked whether a blanket impl applies.
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
                if !matches!(
                    ty.without_refs(),
                    RTy::Param(_) | RTy::Dyn(_) | RTy::Impl(_)
                ) {
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
            let open = matches!(
                ty,
                RTy::Param(_) | RTy::Dyn(_) | RTy::Impl(_) | RTy::Unknown
            );
            for id in self.implementors(tr) {
                let applies = if open {
                    !self.forwards(id, tr)
                } else {
                    self.applies(ctx, id, &ty, MAX_BOUNDS)
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
        if found.is_empty()
            && matches!(
                ty,
                RTy::Param(_) | RTy::Dyn(_) | RTy::Impl(_) | RTy::Unknown
            )
        {
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

    /// What the type parameters of an impl stand for on a type; `None` if the impl is not one for that type.
    #[must_use]
    pub fn impl_bindings(&self, id: ImplId, ty: &RTy) -> Option<Bindings> {
        let pattern = &self[id].self_ty;
        let of_ref = matches!(pattern, RTy::Ref { .. });
        self.unify(pattern, if of_ref { ty } else { ty.without_refs() })
            .or_else(|| self.unify(pattern.without_refs(), ty.without_refs()))
    }

    /// What the type parameters around a function stand for when it is called on a value of a type (through references
    /// and pointers): those of its impl, or `Self` of its trait.
    #[must_use]
    pub fn fn_bindings(&self, ctx: &Ctx, id: FnId, self_ty: &RTy) -> Bindings {
        match self[id].owner {
            FnOwner::Free => Vec::new(),
            FnOwner::Trait(_) => vec![("Self".to_owned(), self_ty.without_refs().clone())],
            FnOwner::Impl(i) => {
                let mut ty = self_ty.clone();
                for _ in 0..MAX_DEREF {
                    if ty == RTy::Unknown {
                        break;
                    }
                    if let Some(bindings) = self.impl_bindings(i, &ty) {
                        return bindings;
                    }
                    match self.deref(ctx, &ty) {
                        Some(inner) => ty = inner,
                        None => break,
                    }
                }
                Vec::new()
            }
        }
    }

    /// The impls for a type: inherent ones and those of traits, blanket ones last; each group in the order of ids.
    pub(super) fn impls_for(&self, ctx: &Ctx, ty: &RTy) -> Vec<ImplId> {
        let direct = head(ty)
            .and_then(|h| self.headers.by_head.get(&h))
            .map_or(&[][..], Vec::as_slice);
        let blanket = if *ty == RTy::Unknown {
            &[][..]
        } else {
            self.headers.blanket.as_slice()
        };
        direct
            .iter()
            .chain(blanket)
            .copied()
            .filter(|id| self.applies(ctx, *id, ty, MAX_BOUNDS))
            .collect()
    }

    /// Whether an impl is one for a type: the types fit, and a blanket impl's bounds hold.
    fn applies(&self, ctx: &Ctx, id: ImplId, ty: &RTy, depth: usize) -> bool {
        let Some(bindings) = self.impl_bindings(id, ty) else {
            return false;
        };
        if !matches!(self[id].self_ty.without_refs(), RTy::Param(_)) {
            return true;
        }
        let impl_ctx = self.impl_ctx(id);
        bindings.iter().all(|(param, ty)| {
            impl_ctx
                .bounds(param)
                .unwrap_or_default()
                .iter()
                .all(|b| self.satisfies(ctx, ty, b, depth))
        })
    }

    /// Whether a type has a trait, as far as is known: of traits from outside everything is believed.
    fn satisfies(&self, ctx: &Ctx, ty: &RTy, bound: &RBound, depth: usize) -> bool {
        let RTrait::Local(tr) = bound.tr else {
            return true;
        };
        let has = |bounds: &[RBound]| bounds.iter().any(|b| b.tr == bound.tr);
        match ty {
            RTy::Unknown => true,
            RTy::Param(param) => has(ctx.bounds(param).unwrap_or_default()),
            RTy::Dyn(bounds) | RTy::Impl(bounds) => has(bounds),
            _ => depth.checked_sub(1).is_some_and(|depth| {
                self.implementors(tr)
                    .into_iter()
                    .any(|i| self.applies(ctx, i, ty, depth))
            }),
        }
    }

    pub(super) fn has_impls_for_external(&self, krate: ExternId, path: &[String]) -> bool {
        self.headers
            .by_head
            .contains_key(&Head::External(krate, path.to_vec()))
    }

    pub(super) fn impl_fns_named<'a>(
        &'a self,
        id: ImplId,
        name: &'a str,
    ) -> impl Iterator<Item = FnId> + 'a {
        self[id]
            .fns
            .iter()
            .copied()
            .filter(move |f| self[*f].ir.name == name)
    }

    /// The body that an impl's trait provides, if the impl has none of its own.
    fn provided(&self, id: ImplId, name: &str) -> Option<FnId> {
        let Some(RTrait::Local(tr)) = self[id].trait_ref else {
            return None;
        };
        self.trait_fn(tr, name).filter(|f| self[*f].body.is_some())
    }

    /// An associated function of a type: of inherent impls, of trait impls, provided by a trait.
    pub(super) fn assoc_fn(&self, ctx: &Ctx, ty: &RTy, name: &str) -> Option<FnId> {
        let impls = self.impls_for(ctx, ty);
        let own = |inherent: bool| {
            impls
                .iter()
                .filter(move |i| self[**i].trait_path.is_none() == inherent)
                .flat_map(|i| self.impl_fns_named(*i, name))
                .next()
        };
        own(true)
            .or_else(|| own(false))
            .or_else(|| impls.iter().find_map(|i| self.provided(*i, name)))
    }

    /// An associated type of a type, `<T as Trait>::Name` of whichever trait; for a type parameter what its bounds say.
    #[must_use]
    pub fn assoc_ty_of(&self, ctx: &Ctx, ty: &RTy, name: &str) -> RTy {
        self.assoc_ty(ctx, ty.clone(), name, &Limits::default())
    }

    pub(super) fn assoc_ty(&self, ctx: &Ctx, ty: RTy, name: &str, limits: &Limits) -> RTy {
        let Some(_level) = limits.enter() else {
            return RTy::Unknown;
        };
        match self.known_assoc_ty(ctx, &ty, name, limits) {
            Some(found) => found,
            None if matches!(ty, RTy::Param(_) | RTy::Assoc(..)) => {
                RTy::Assoc(Box::new(ty), name.to_owned())
            }
            None => RTy::Unknown,
        }
    }

    fn known_assoc_ty(&self, ctx: &Ctx, ty: &RTy, name: &str, limits: &Limits) -> Option<RTy> {
        let of_bounds = |bounds: &[RBound]| {
            bounds
                .iter()
                .filter_map(|b| b.signature.as_ref())
                .find(|(params, _)| params.is_empty())
                .map(|(_, ret)| (**ret).clone())
        };
        match ty {
            RTy::Unknown | RTy::Assoc(..) => return None,
            RTy::Param(param) => return of_bounds(ctx.bounds(param).unwrap_or_default()),
            RTy::Dyn(bounds) | RTy::Impl(bounds) => return of_bounds(bounds),
            _ => {}
        }
        let mut impls = self.impls_for(ctx, ty);
        if ctx.env.self_ty.as_ref() == Some(ty) {
            // Inside `impl Trait for T`, `Self::Name` is first of all the one of this impl.
            impls.sort_by_key(|i| self[*i].trait_ref != ctx.env.self_trait);
        }
        impls.into_iter().find_map(|id| {
            let (_, found) = self[id].types.iter().find(|(n, _)| n == name)?;
            let bindings = self.impl_bindings(id, ty)?;
            let lookup = |name: &str| {
                bindings
                    .iter()
                    .find(|(n, _)| n == name)
                    .map(|(_, t)| t.clone())
            };
            Some(self.replace(found, &lookup, limits))
        })
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
