//! Impls: which are those of a type, and what they give it.

use super::headers::{Head, head};
use super::methods::MAX_DEREF;
use super::types::Limits;
use super::unify::Bindings;
use super::{
    AdtId, Ctx, ExternId, FnId, FnOwner, ImplId, PathRes, Program, RBound, RTrait, RTy, Res,
    TraitId,
};
use crate::ir::Segment;

impl Program {
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
        let limits = Limits::default();
        direct
            .iter()
            .chain(blanket)
            .copied()
            .filter(|id| self.applies(ctx, *id, ty, &limits))
            .collect()
    }

    /// Whether an impl is one for a type: the types fit, and a blanket impl's bounds hold.
    pub(super) fn applies(&self, ctx: &Ctx, id: ImplId, ty: &RTy, limits: &Limits) -> bool {
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
                .all(|b| self.satisfies(ctx, ty, b, limits))
        })
    }

    /// Whether a type has a trait, as far as is known: of traits from outside everything is believed.
    fn satisfies(&self, ctx: &Ctx, ty: &RTy, bound: &RBound, limits: &Limits) -> bool {
        let RTrait::Local(tr) = bound.tr else {
            return true;
        };
        let has = |bounds: &[RBound]| bounds.iter().any(|b| b.tr == bound.tr);
        match ty {
            RTy::Unknown => true,
            RTy::Param(param) => has(ctx.bounds(param).unwrap_or_default()),
            RTy::Dyn(bounds) | RTy::Impl(bounds) => has(bounds),
            _ => limits.enter().is_some_and(|_level| {
                let impls = self.headers.by_trait.get(&tr).into_iter().flatten();
                impls.copied().any(|i| self.applies(ctx, i, ty, limits))
            }),
        }
    }

    fn has_impls_for_external(&self, krate: ExternId, path: &[String]) -> bool {
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
    pub(super) fn provided(&self, id: ImplId, name: &str) -> Option<FnId> {
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

    /// `name` of the first bound that has it. Of traits from outside it is not known; then it is the only bound's.
    pub(super) fn bound_fn(&self, bounds: &[RBound], name: &str) -> Option<Res> {
        let local = bounds.iter().find_map(|b| match &b.tr {
            RTrait::Local(id) if self.trait_fn(*id, name).is_some() => {
                Some(Res::TraitFn(*id, name.to_owned()))
            }
            _ => None,
        });
        let mut outside = bounds.iter().filter_map(|b| match &b.tr {
            RTrait::External { krate, path } => {
                let path = path.iter().cloned().chain([name.to_owned()]).collect();
                Some(Res::External {
                    krate: *krate,
                    path,
                })
            }
            _ => None,
        });
        local.or_else(|| outside.next().filter(|_| outside.next().is_none()))
    }

    /// A function that a derive makes.
    pub(super) fn derived(&self, adt: AdtId, name: &str) -> Option<Res> {
        let path = match name {
            "default" => ["default", "Default", "default"],
            "clone" => ["clone", "Clone", "clone"],
            _ => return None,
        };
        let derives = self[adt].derives.iter().any(|d| d == path[1]);
        derives.then(|| self.std(path.iter().map(|s| (*s).to_owned()).collect()))
    }

    pub(super) fn trait_item(
        &self,
        id: TraitId,
        segment: &Segment,
        self_ty: Option<RTy>,
    ) -> Option<PathRes> {
        self.trait_fn(id, &segment.name)?;
        Some(PathRes {
            res: Res::TraitFn(id, segment.name.clone()),
            self_ty,
            args: Vec::new(),
        })
    }

    /// The declaration of a trait's function.
    #[must_use]
    pub fn trait_fn(&self, id: TraitId, name: &str) -> Option<FnId> {
        self[id]
            .fns
            .iter()
            .copied()
            .find(|f| self[*f].ir.name == name)
    }

    /// A function that a local trait adds to a type from outside.
    pub(super) fn extension_fn(
        &self,
        ctx: &Ctx,
        krate: ExternId,
        path: &[String],
        name: &str,
    ) -> Option<FnId> {
        if !self.has_impls_for_external(krate, path) {
            return None;
        }
        self.assoc_fn(
            ctx,
            &RTy::External {
                krate,
                path: path.to_vec(),
                args: Vec::new(),
            },
            name,
        )
    }
}
