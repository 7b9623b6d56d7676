//! Type parameters: replacing them, and finding out what they stand for.

use super::types::Limits;
use super::{Ctx, ModuleId, Program, RBound, RTy};

/// What type parameters stand for: name and type, each name once, in the order in which they were met.
pub type Bindings = Vec<(String, RTy)>;

/// How deep types are compared.
const MAX_DEPTH: u32 = 64;

impl Program {
    /// A type with type parameters replaced; those that are not named stay.
    #[must_use]
    pub fn substitute(&self, ty: &RTy, bindings: &[(String, RTy)]) -> RTy {
        if bindings.is_empty() {
            return ty.clone();
        }
        let lookup = |name: &str| {
            bindings
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, t)| t.clone())
        };
        self.replace(ty, &lookup, &Limits::default())
    }

    /// What the type parameters of `pattern` must stand for to make it `ty`; `None` if nothing does. What is unknown on
    /// either side fits everything.
    #[must_use]
    pub fn unify(&self, pattern: &RTy, ty: &RTy) -> Option<Bindings> {
        let mut bindings = Vec::new();
        fits(pattern, ty, &mut bindings, MAX_DEPTH).then_some(bindings)
    }

    /// A type with its parameters replaced, and the associated types that are known then.
    pub(super) fn replace(
        &self,
        ty: &RTy,
        lookup: &dyn Fn(&str) -> Option<RTy>,
        limits: &Limits,
    ) -> RTy {
        let Some(_level) = limits.enter() else {
            return RTy::Unknown;
        };
        let one = |ty: &RTy| Box::new(self.replace(ty, lookup, limits));
        let all = |tys: &[RTy]| {
            tys.iter()
                .map(|t| self.replace(t, lookup, limits))
                .collect::<Vec<_>>()
        };
        let bounds = |bounds: &[RBound]| {
            bounds
                .iter()
                .map(|b| RBound {
                    tr: b.tr.clone(),
                    args: all(&b.args),
                    signature: b
                        .signature
                        .as_ref()
                        .map(|(params, ret)| (all(params), one(ret))),
                })
                .collect::<Vec<_>>()
        };
        match ty {
            RTy::Param(name) => lookup(name).unwrap_or_else(|| ty.clone()),
            RTy::Adt(id, args) => RTy::Adt(*id, all(args)),
            RTy::External { krate, path, args } => RTy::External {
                krate: *krate,
                path: path.clone(),
                args: all(args),
            },
            RTy::Ref { inner, mutable } => RTy::Ref {
                inner: one(inner),
                mutable: *mutable,
            },
            RTy::Ptr(inner) => RTy::Ptr(one(inner)),
            RTy::Tuple(fields) => RTy::Tuple(all(fields)),
            RTy::Array(inner) => RTy::Array(one(inner)),
            RTy::Slice(inner) => RTy::Slice(one(inner)),
            RTy::Impl(b) => RTy::Impl(bounds(b)),
            RTy::Dyn(b) => RTy::Dyn(bounds(b)),
            RTy::FnPtr { params, ret } => RTy::FnPtr {
                params: all(params),
                ret: one(ret),
            },
            RTy::Assoc(base, name) => {
                let base = self.replace(base, lookup, limits);
                // Type parameters that are left have no bounds here that could say more.
                self.assoc_ty(&Ctx::of_module(ModuleId(0)), base, name, limits)
            }
            RTy::Prim(_) | RTy::Never | RTy::Unknown => ty.clone(),
        }
    }
}

fn fits(pattern: &RTy, ty: &RTy, bindings: &mut Bindings, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let mut all = |a: &[RTy], b: &[RTy]| a.iter().zip(b).all(|(a, b)| fits(a, b, bindings, depth));
    match (pattern, ty) {
        (RTy::Param(name), _) => match bindings.iter().position(|(n, _)| n == name) {
            Some(i) if bindings[i].1 == RTy::Unknown => {
                bindings[i].1 = ty.clone();
                true
            }
            // Types that are partly unknown differ without being different.
            Some(i) => {
                *ty == RTy::Unknown
                    || bindings[i].1 == *ty
                    || has_unknown(&bindings[i].1)
                    || has_unknown(ty)
            }
            None => {
                bindings.push((name.clone(), ty.clone()));
                true
            }
        },
        (RTy::Unknown | RTy::Assoc(..), _) | (_, RTy::Unknown | RTy::Never) => true,
        // A type parameter of the place from where is asked could be anything.
        (_, RTy::Param(_)) => false,
        (RTy::Adt(a, aa), RTy::Adt(b, bb)) => a == b && all(aa, bb),
        (
            RTy::External {
                krate: a,
                path: ap,
                args: aa,
            },
            RTy::External {
                krate: b,
                path: bp,
                args: bb,
            },
        ) => a == b && ap == bp && all(aa, bb),
        (RTy::Ref { inner: a, .. }, RTy::Ref { inner: b, .. })
        | (RTy::Ptr(a), RTy::Ptr(b))
        | (RTy::Array(a), RTy::Array(b))
        | (RTy::Slice(a), RTy::Slice(b)) => fits(a, b, bindings, depth),
        (RTy::Tuple(a), RTy::Tuple(b)) => a.len() == b.len() && all(a, b),
        (
            RTy::FnPtr {
                params: ap,
                ret: ar,
            },
            RTy::FnPtr {
                params: bp,
                ret: br,
            },
        ) => ap.len() == bp.len() && all(ap, bp) && fits(ar, br, bindings, depth),
        (RTy::Dyn(a), RTy::Dyn(b)) | (RTy::Impl(a), RTy::Impl(b)) => {
            let (Some(a), Some(b)) = (a.first(), b.first()) else {
                return true;
            };
            a.tr == b.tr && all(&a.args, &b.args)
        }
        _ => pattern == ty,
    }
}

fn has_unknown(ty: &RTy) -> bool {
    match ty {
        RTy::Unknown => true,
        RTy::Adt(_, args) | RTy::External { args, .. } | RTy::Tuple(args) => {
            args.iter().any(has_unknown)
        }
        RTy::Ref { inner, .. } | RTy::Ptr(inner) | RTy::Array(inner) | RTy::Slice(inner) => {
            has_unknown(inner)
        }
        _ => false,
    }
}
