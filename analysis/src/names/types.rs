//! Types: from what is written to what it means.

use std::cell::Cell;

use super::scope::Ns;
use super::{AliasId, Ctx, GenericEnv, PathRes, Program, RBound, RTrait, RTy, Res};
use crate::ir::{Bound, GenericIr, Path, Segment, Ty};

/// How deep types, aliases and bounds are followed.
const MAX_DEPTH: u32 = 64;
/// How many steps one question may take: aliases can double a type's size at each level.
const MAX_STEPS: u32 = 4_000;

/// What is left for one question.
#[derive(Debug)]
pub(super) struct Limits {
    depth: Cell<u32>,
    steps: Cell<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: Cell::new(MAX_DEPTH),
            steps: Cell::new(MAX_STEPS),
        }
    }
}

/// Leaves the level when it is dropped.
#[derive(Debug)]
pub(super) struct Level<'a>(&'a Limits);

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.0.depth.set(self.0.depth.get() + 1);
    }
}

impl Limits {
    /// One level deeper and one step further; `None` if that is too much.
    pub(super) fn enter(&self) -> Option<Level<'_>> {
        let (depth, steps) = (self.depth.get(), self.steps.get());
        if depth == 0 || steps == 0 {
            return None;
        }
        self.depth.set(depth - 1);
        self.steps.set(steps - 1);
        Some(Level(self))
    }
}

impl Program {
    /// A type as written, resolved: aliases expanded, `Self` replaced where it is known.
    ///
    /// A type from outside with the name `Result` is taken for an alias of `std`'s, as it is in practice: `io::Result<T>`
    /// and `anyhow::Result<T>` become `std`'s `Result<T, Unknown>`.
    #[must_use]
    pub fn resolve_ty(&self, ctx: &Ctx, ty: &Ty) -> RTy {
        self.ty(ctx, ty, &Limits::default())
    }

    /// A bound as written, resolved.
    #[must_use]
    pub fn resolve_bound(&self, ctx: &Ctx, bound: &Bound) -> RBound {
        self.bound(ctx, bound, &Limits::default())
    }

    pub(super) fn tys(&self, ctx: &Ctx, tys: &[Ty], limits: &Limits) -> Vec<RTy> {
        tys.iter().map(|t| self.ty(ctx, t, limits)).collect()
    }

    pub(super) fn ty(&self, ctx: &Ctx, ty: &Ty, limits: &Limits) -> RTy {
        let Some(_level) = limits.enter() else {
            return RTy::Unknown;
        };
        let boxed = |inner: &Ty| Box::new(self.ty(ctx, inner, limits));
        match ty {
            Ty::Path(path) => self.path_ty(ctx, path, limits),
            Ty::Ref { inner, mutable } => RTy::Ref {
                inner: boxed(inner),
                mutable: *mutable,
            },
            Ty::Ptr(inner) => RTy::Ptr(boxed(inner)),
            Ty::Tuple(fields) => RTy::Tuple(self.tys(ctx, fields, limits)),
            Ty::Array(inner) => RTy::Array(boxed(inner)),
            Ty::Slice(inner) => RTy::Slice(boxed(inner)),
            Ty::ImplTrait(bounds) => RTy::Impl(self.bounds(ctx, bounds, limits)),
            Ty::Dyn(bounds) => RTy::Dyn(self.bounds(ctx, bounds, limits)),
            Ty::FnPtr { params, ret } => RTy::FnPtr {
                params: self.tys(ctx, params, limits),
                ret: boxed(ret),
            },
            Ty::Never => RTy::Never,
            Ty::Unknown => RTy::Unknown,
        }
    }

    pub(super) fn bounds(&self, ctx: &Ctx, bounds: &[Bound], limits: &Limits) -> Vec<RBound> {
        bounds.iter().map(|b| self.bound(ctx, b, limits)).collect()
    }

    fn bound(&self, ctx: &Ctx, bound: &Bound, limits: &Limits) -> RBound {
        let (tr, args) = self.trait_ref(ctx, &bound.path, limits);
        let signature = bound.signature.as_ref().map(|(params, ret)| {
            let ret = Box::new(self.ty(ctx, ret, limits));
            (self.tys(ctx, params, limits), ret)
        });
        RBound {
            tr,
            args,
            signature,
        }
    }

    pub(super) fn trait_ref(&self, ctx: &Ctx, path: &Path, limits: &Limits) -> (RTrait, Vec<RTy>) {
        let found = self.path_res(ctx, path, Ns::Types, limits);
        let tr = match found.res {
            Res::Trait(id) => RTrait::Local(id),
            Res::External { krate, path } => RTrait::External { krate, path },
            _ => RTrait::Unknown,
        };
        (tr, found.args)
    }

    fn path_ty(&self, ctx: &Ctx, path: &Path, limits: &Limits) -> RTy {
        if let Some(qself) = &path.qself {
            let ty = self.ty(ctx, qself, limits);
            let (tr, rest) = self.qself_trait(ctx, path, limits);
            let mut rest = rest.iter();
            let Some(name) = rest.next() else { return ty };
            let ty = self.assoc_ty_as(ctx, ty, tr, &name.name, limits);
            return rest.fold(ty, |ty, segment| {
                self.assoc_ty(ctx, ty, &segment.name, limits)
            });
        }
        let first = path.segments.first().map_or("", |s| s.name.as_str());
        if first == "Self"
            && let Some(self_ty) = &ctx.env.self_ty
        {
            return self.projected(ctx, self_ty.clone(), path, limits);
        }
        if ctx.bounds(first).is_some() && !path.global {
            return self.projected(ctx, RTy::Param(first.to_owned()), path, limits);
        }
        let found = self.path_res(ctx, path, Ns::Types, limits);
        self.type_of(found, limits)
    }

    /// A type with associated types of it: `Self::Client`, `T::Client`.
    fn projected(&self, ctx: &Ctx, ty: RTy, path: &Path, limits: &Limits) -> RTy {
        path.segments.iter().skip(1).fold(ty, |ty, segment| {
            self.assoc_ty(ctx, ty, &segment.name, limits)
        })
    }

    /// The trait of `<T as Trait>::Name`, and what follows it.
    pub(super) fn qself_trait<'a>(
        &self,
        ctx: &Ctx,
        path: &'a Path,
        limits: &Limits,
    ) -> (Option<RTrait>, &'a [Segment]) {
        let (of_trait, rest) = path
            .segments
            .split_at(path.qself_position.min(path.segments.len()));
        if of_trait.is_empty() {
            return (None, rest);
        }
        let of_trait = Path {
            global: path.global,
            qself: None,
            qself_position: 0,
            segments: of_trait.to_vec(),
            span: path.span,
        };
        (Some(self.trait_ref(ctx, &of_trait, limits).0), rest)
    }

    /// An associated type, of a trait if one is named.
    pub(super) fn assoc_ty_as(
        &self,
        ctx: &Ctx,
        ty: RTy,
        tr: Option<RTrait>,
        name: &str,
        limits: &Limits,
    ) -> RTy {
        if tr.is_none() {
            return self.assoc_ty(ctx, ty, name, limits);
        }
        // As if it were asked inside the impl of that trait, whose types come first.
        let params = ctx.env.params.clone();
        let env = GenericEnv {
            self_ty: Some(ty.clone()),
            self_trait: tr,
            params,
            bound: ctx.env.bound.clone(),
        };
        self.assoc_ty(
            &Ctx {
                scope: ctx.scope,
                env: env.into(),
            },
            ty,
            name,
            limits,
        )
    }

    /// The type that a path's meaning stands for.
    pub(super) fn type_of(&self, found: PathRes, limits: &Limits) -> RTy {
        match found.res {
            Res::Adt(id) => self.adt_ty(id, found.args),
            Res::Variant(id, _) => self.adt_ty(id, Vec::new()),
            Res::Alias(id) => self.expand(id, &found.args, limits),
            Res::TypeParam(name) => RTy::Param(name),
            Res::Prim(name) => RTy::Prim(name),
            // A trait in the place of a type is `dyn Trait` of old editions.
            Res::Trait(id) => RTy::Dyn(vec![RBound {
                tr: RTrait::Local(id),
                args: found.args,
                signature: None,
            }]),
            Res::External { krate, path } => {
                let is_result = path.last().is_some_and(|l| l == "Result");
                if is_result {
                    let mut args = found.args;
                    if args.is_empty() {
                        args.push(RTy::unit());
                    }
                    args.resize(2, RTy::Unknown);
                    return self.std_ty(&["result", "Result"], args);
                }
                RTy::External {
                    krate,
                    path,
                    args: found.args,
                }
            }
            Res::Unknown | Res::Module(_) | Res::Fn(_) | Res::Const(_) | Res::TraitFn(..) => {
                RTy::Unknown
            }
        }
    }

    /// A type of `std`.
    #[must_use]
    pub fn std_ty(&self, path: &[&str], args: Vec<RTy>) -> RTy {
        let path = path.iter().map(|s| (*s).to_owned()).collect();
        RTy::External {
            krate: super::ExternId(0),
            path,
            args,
        }
    }

    fn expand(&self, id: AliasId, args: &[RTy], limits: &Limits) -> RTy {
        let Some(_level) = limits.enter() else {
            return RTy::Unknown;
        };
        let alias = &self[id];
        let env = GenericEnv {
            params: unbounded(&alias.generics),
            ..GenericEnv::default()
        };
        let ctx = Ctx {
            scope: alias.module,
            env: env.into(),
        };
        let ty = self.ty(&ctx, &alias.ty, limits);
        if alias.generics.is_empty() {
            return ty;
        }
        let names = alias.generics.iter().map(|g| g.name.as_str());
        let args = args.iter().cloned().chain(std::iter::repeat(RTy::Unknown));
        let map: Vec<(&str, RTy)> = names.zip(args).collect();
        let lookup = |name: &str| map.iter().find(|(n, _)| *n == name).map(|(_, t)| t.clone());
        self.replace(&ty, &lookup, limits)
    }
}

/// Type parameters whose bounds do not matter.
fn unbounded(generics: &[GenericIr]) -> Vec<super::GenericParam> {
    generics
        .iter()
        .map(|g| super::GenericParam {
            name: g.name.clone(),
            bounds: Vec::new(),
        })
        .collect()
}
