//! What a path means.

use super::scope::Ns;
use super::types::Limits;
use super::{AdtId, AdtKind, Ctx, PathRes, Program, RTrait, RTy, Res};
use crate::ir::{Path, Segment};

impl Program {
    /// What a path means as a value: a function, a const or static, a variant, a constructor, an associated function
    /// (inherent impls come before trait impls).
    #[must_use]
    pub fn resolve_value(&self, ctx: &Ctx, path: &Path) -> Res {
        self.resolve_value_full(ctx, path).res
    }

    /// As [`Program::resolve_value`], with the types written in the path.
    #[must_use]
    pub fn resolve_value_full(&self, ctx: &Ctx, path: &Path) -> PathRes {
        let limits = Limits::default();
        let found = self.path_res(ctx, path, Ns::Values, &limits);
        if found.res != Res::Unknown {
            return found;
        }
        // A struct's name where a value is expected: `S { .. }` asks here too.
        self.path_res(ctx, path, Ns::Types, &limits)
    }

    /// What a path means as a type, a module or a trait; variants too (`Event::Lost { .. }`).
    #[must_use]
    pub fn resolve_type(&self, ctx: &Ctx, path: &Path) -> Res {
        let limits = Limits::default();
        let found = self.path_res(ctx, path, Ns::Types, &limits);
        match found.res {
            Res::Alias(_) => match self.named_res(&self.type_of(found, &limits)) {
                Res::Unknown => self.path_res(ctx, path, Ns::Types, &limits).res,
                res => res,
            },
            res => res,
        }
    }

    pub(super) fn path_res(&self, ctx: &Ctx, path: &Path, ns: Ns, limits: &Limits) -> PathRes {
        self.try_path_res(ctx, path, ns, limits).unwrap_or(PathRes {
            res: Res::Unknown,
            self_ty: None,
            args: Vec::new(),
        })
    }

    fn try_path_res(&self, ctx: &Ctx, path: &Path, ns: Ns, limits: &Limits) -> Option<PathRes> {
        let _level = limits.enter()?;
        if let Some(qself) = &path.qself {
            return self.qualified(ctx, qself, path, ns, limits);
        }
        let segments = path.segments.as_slice();
        let first = segments.first()?;
        let (mut res, used) = match self.anchor(ctx.scope, path.global, segments) {
            Some(found) => found?,
            None if first.name == "Self" => {
                let ty = ctx.env.self_ty.clone()?;
                return match segments {
                    [_] => Some(PathRes {
                        res: self.named_res(&ty),
                        args: args_of(&ty),
                        self_ty: Some(ty),
                    }),
                    [_, name, rest @ ..] => self.associated(ctx, ty, name, rest, ns, limits),
                    [] => None,
                };
            }
            None if ctx.bounds(&first.name).is_some() => {
                let ty = ctx.param(&first.name);
                return match segments {
                    [_, name, rest @ ..] => self.associated(ctx, ty, name, rest, ns, limits),
                    _ if ns == Ns::Types => Some(found(Res::TypeParam(first.name.clone()))),
                    // A value of that name (`T` as a const, say) would be found in no scope either.
                    _ => None,
                };
            }
            None => {
                let more = segments.len() > 1;
                let ns = if more { Ns::Types } else { ns };
                (self.lookup_lexical(ctx.scope, &first.name, ns, more)?, 1)
            }
        };
        for (i, segment) in segments.iter().enumerate().skip(used) {
            let rest = segments.get(i + 1..).unwrap_or_default();
            // `used` is 0 only in old editions, where the root module stands before the first segment.
            let args = || {
                i.checked_sub(1)
                    .and_then(|b| segments.get(b))
                    .map_or(&[][..], |s| s.args.as_slice())
            };
            let segment_ns = if rest.is_empty() { ns } else { Ns::Types };
            res = match res {
                Res::Module(module) => self.lookup_in(module, &segment.name, segment_ns)?,
                Res::Adt(adt) => {
                    let args = self.tys(ctx, args(), limits);
                    return self.associated(ctx, self.adt_ty(adt, args), segment, rest, ns, limits);
                }
                Res::Alias(_) | Res::Prim(_) => {
                    let args = self.tys(ctx, args(), limits);
                    let ty = self.type_of(
                        PathRes {
                            res,
                            self_ty: None,
                            args,
                        },
                        limits,
                    );
                    return self.associated(ctx, ty, segment, rest, ns, limits);
                }
                Res::Trait(id) if rest.is_empty() => return self.trait_item(id, segment, None),
                Res::External { krate, mut path } => {
                    if rest.is_empty()
                        && ns == Ns::Values
                        && let Some(fun) = self.extension_fn(ctx, krate, &path, &segment.name)
                    {
                        let args = self.tys(ctx, args(), limits);
                        return Some(PathRes {
                            res: Res::Fn(fun),
                            self_ty: Some(RTy::External { krate, path, args }),
                            args: self.tys(ctx, &segment.args, limits),
                        });
                    }
                    path.push(segment.name.clone());
                    self.external(krate, path)
                }
                _ => return None,
            };
        }
        // Type arguments may stand on the enum as well (`Option::<T>::None`); those are only needed for types.
        let args = segments
            .last()
            .map_or_else(Vec::new, |s| self.tys(ctx, &s.args, limits));
        let self_ty = match (&res, segments) {
            (Res::External { krate, path: full }, [.., before, _])
                if ns == Ns::Values && full.len() > 1 =>
            {
                let path = full[..full.len() - 1].to_vec();
                Some(RTy::External {
                    krate: *krate,
                    path,
                    args: self.tys(ctx, &before.args, limits),
                })
            }
            _ => None,
        };
        if let (Res::Alias(_), Ns::Values) = (&res, ns) {
            let ty = self.type_of(
                PathRes {
                    res,
                    self_ty: None,
                    args,
                },
                limits,
            );
            return Some(PathRes {
                res: self.named_res(&ty),
                args: args_of(&ty),
                self_ty: Some(ty),
            });
        }
        Some(PathRes { res, self_ty, args })
    }

    /// `<T>::name`, `<T as Trait>::name`.
    fn qualified(
        &self,
        ctx: &Ctx,
        qself: &crate::ir::Ty,
        path: &Path,
        ns: Ns,
        limits: &Limits,
    ) -> Option<PathRes> {
        let ty = self.ty(ctx, qself, limits);
        let (tr, rest) = self.qself_trait(ctx, path, limits);
        let (name, rest) = rest.split_first()?;
        let Some(tr) = tr else {
            return self.associated(ctx, ty, name, rest, ns, limits);
        };
        if let [next, rest @ ..] = rest {
            let inner = self.assoc_ty_as(ctx, ty, Some(tr), &name.name, limits);
            return self.associated(ctx, inner, next, rest, ns, limits);
        }
        let args = self.tys(ctx, &name.args, limits);
        match tr {
            RTrait::Local(id) => {
                self.trait_fn(id, &name.name)?;
                let mut fns = self.trait_fns(ctx, id, &name.name, &ty);
                let open = ty.is_open();
                let res = match fns.len() {
                    1 if !open => Res::Fn(fns.swap_remove(0)),
                    _ => Res::TraitFn(id, name.name.clone()),
                };
                Some(PathRes {
                    res,
                    self_ty: Some(ty),
                    args,
                })
            }
            RTrait::External { krate, path } => {
                let tr = RTrait::External {
                    krate,
                    path: path.clone(),
                };
                let own = self
                    .impls_for(ctx, &ty)
                    .into_iter()
                    .filter(|i| self[*i].trait_ref.as_ref() == Some(&tr));
                let res = match own.flat_map(|i| self.impl_fns_named(i, &name.name)).next() {
                    Some(id) => Res::Fn(id),
                    None => {
                        let mut path = path;
                        path.push(name.name.clone());
                        Res::External { krate, path }
                    }
                };
                Some(PathRes {
                    res,
                    self_ty: Some(ty),
                    args,
                })
            }
            _ => None,
        }
    }

    /// `ty::name`, with what may follow (`Self::Assoc::new`).
    fn associated(
        &self,
        ctx: &Ctx,
        ty: RTy,
        name: &Segment,
        rest: &[Segment],
        ns: Ns,
        limits: &Limits,
    ) -> Option<PathRes> {
        let _level = limits.enter()?;
        if let [next, rest @ ..] = rest {
            // A type between: an associated type, or an enum reached through an alias.
            let inner = self.assoc_ty(ctx, ty, &name.name, limits);
            return self.associated(ctx, inner, next, rest, ns, limits);
        }
        let args = self.tys(ctx, &name.args, limits);
        let done = |res: Res, ty: RTy| {
            Some(PathRes {
                res,
                self_ty: Some(ty),
                args,
            })
        };
        if let RTy::Adt(adt, _) = &ty
            && let Some(variant) = self[*adt].variant(&name.name)
        {
            return done(Res::Variant(*adt, variant), ty);
        }
        if ns == Ns::Types {
            return None;
        }
        if let Some(id) = self.assoc_fn(ctx, &ty, &name.name) {
            return done(Res::Fn(id), ty);
        }
        if let Some(id) = self
            .impls_for(ctx, &ty)
            .into_iter()
            .flat_map(|i| &self[i].consts)
            .find(|c| self[**c].name == name.name)
        {
            return done(Res::Const(*id), ty);
        }
        match &ty {
            RTy::Param(param) => {
                let bounds = ctx.bounds(param).unwrap_or_default();
                let res = self.bound_fn(bounds, &name.name)?;
                done(res, ty)
            }
            RTy::Dyn(bounds) | RTy::Impl(bounds) => {
                let res = self.bound_fn(bounds, &name.name)?;
                done(res, ty)
            }
            RTy::External { krate, path, .. } => {
                let mut path = path.clone();
                path.push(name.name.clone());
                let res = self.external(*krate, path);
                done(res, ty)
            }
            RTy::Prim(prim) => {
                let res = self.std(vec![prim.clone(), name.name.clone()]);
                done(res, ty)
            }
            RTy::Adt(adt, _) => {
                let res = self.derived(*adt, &name.name)?;
                done(res, ty)
            }
            _ => None,
        }
    }

    /// The name under which a type is known, as a path's meaning.
    fn named_res(&self, ty: &RTy) -> Res {
        match ty {
            RTy::Adt(id, _) => Res::Adt(*id),
            RTy::External { krate, path, .. } => Res::External {
                krate: *krate,
                path: path.clone(),
            },
            RTy::Prim(name) => Res::Prim(name.clone()),
            RTy::Param(name) => Res::TypeParam(name.clone()),
            _ => Res::Unknown,
        }
    }

    /// A type with as many arguments as it has parameters.
    pub(super) fn adt_ty(&self, id: AdtId, mut args: Vec<RTy>) -> RTy {
        args.resize(self[id].generics.len(), RTy::Unknown);
        RTy::Adt(id, args)
    }

    /// Whether it is an enum.
    #[must_use]
    pub fn is_enum(&self, id: AdtId) -> bool {
        matches!(self[id].kind, AdtKind::Enum { .. })
    }
}

fn found(res: Res) -> PathRes {
    PathRes {
        res,
        self_ty: None,
        args: Vec::new(),
    }
}

fn args_of(ty: &RTy) -> Vec<RTy> {
    match ty {
        RTy::Adt(_, args) | RTy::External { args, .. } => args.clone(),
        _ => Vec::new(),
    }
}
