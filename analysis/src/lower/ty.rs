//! Paths, types, bounds and generics.

use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{
    GenericArgument, GenericParam, PathArguments, ReturnType, Type, TypeParamBound, WherePredicate,
};

use super::{FileCx, hygiene};
use crate::ir::{Bound, GenericIr, Path, Segment, Ty};

/// An identifier's name without `r#`, for everything but variables.
pub(super) fn name_of(ident: &proc_macro2::Ident) -> String {
    let mut name = ident.unraw().to_string();
    name.truncate(hygiene::plain(&name).len());
    name
}

/// An identifier's name as that of a variable: with what a macro's expansion distinguishes it by.
pub(super) fn variable_name(ident: &proc_macro2::Ident) -> String {
    ident.unraw().to_string()
}

impl FileCx<'_> {
    /// A path in expression, pattern or type position.
    pub(super) fn path(&self, qself: Option<&syn::QSelf>, path: &syn::Path) -> Path {
        Path {
            global: path.leading_colon.is_some() && qself.is_none(),
            qself: qself.map(|q| Box::new(self.ty(&q.ty))),
            qself_position: qself.map_or(0, |q| q.position),
            segments: path.segments.iter().map(|s| self.segment(s)).collect(),
            span: self.path_span(qself, path),
        }
    }

    fn segment(&self, segment: &syn::PathSegment) -> Segment {
        let args = match &segment.arguments {
            PathArguments::AngleBracketed(args) => self.type_args(args),
            PathArguments::None | PathArguments::Parenthesized(_) => Vec::new(),
        };
        Segment {
            name: name_of(&segment.ident),
            args,
        }
    }

    /// The types among the arguments in angle brackets.
    pub(super) fn type_args(&self, args: &syn::AngleBracketedGenericArguments) -> Vec<Ty> {
        let ty = |arg: &GenericArgument| match arg {
            GenericArgument::Type(ty) => Some(self.ty(ty)),
            _ => None,
        };
        args.args.iter().filter_map(ty).collect()
    }

    /// A type as far as [`Ty`] has it.
    pub(super) fn ty(&self, ty: &Type) -> Ty {
        let boxed = |ty: &Type| Box::new(self.ty(ty));
        match ty {
            Type::Array(t) => Ty::Array(boxed(&t.elem)),
            Type::FnPtr(t) => {
                let params = t.inputs.iter().map(|a| self.ty(&a.ty)).collect();
                Ty::FnPtr {
                    params,
                    ret: Box::new(self.ret(&t.output)),
                }
            }
            Type::Group(t) => self.ty(&t.elem),
            Type::Paren(t) => self.ty(&t.elem),
            Type::ImplTrait(t) => Ty::ImplTrait(self.bounds(&t.bounds)),
            Type::TraitObject(t) => Ty::Dyn(self.bounds(&t.bounds)),
            Type::Never(_) => Ty::Never,
            Type::Path(t) => Ty::Path(self.path(t.qself.as_ref(), &t.path)),
            Type::Ptr(t) => Ty::Ptr(boxed(&t.elem)),
            Type::Reference(t) => Ty::Ref {
                inner: boxed(&t.elem),
                mutable: t.mutability.is_some(),
            },
            Type::Slice(t) => Ty::Slice(boxed(&t.elem)),
            Type::Tuple(t) => Ty::Tuple(t.elems.iter().map(|t| self.ty(t)).collect()),
            _ => Ty::Unknown,
        }
    }

    /// A return type; the empty tuple if none is written.
    pub(super) fn ret(&self, output: &ReturnType) -> Ty {
        match output {
            ReturnType::Default => Ty::Tuple(Vec::new()),
            ReturnType::Type(_, ty) => self.ty(ty),
        }
    }

    /// The trait bounds of a list; lifetimes are left out.
    pub(super) fn bounds(&self, bounds: &Punctuated<TypeParamBound, syn::Token![+]>) -> Vec<Bound> {
        let bound = |bound: &TypeParamBound| match bound {
            TypeParamBound::Trait(bound) => Some(self.bound(bound)),
            _ => None,
        };
        bounds.iter().filter_map(bound).collect()
    }

    fn bound(&self, bound: &syn::TraitBound) -> Bound {
        let signature = bound
            .path
            .segments
            .last()
            .and_then(|last| match &last.arguments {
                PathArguments::Parenthesized(args) => {
                    let params = args.inputs.iter().map(|a| self.ty(&a.ty)).collect();
                    Some((params, Box::new(self.ret(&args.output))))
                }
                PathArguments::AngleBracketed(args) => args.args.iter().find_map(|arg| match arg {
                    GenericArgument::AssocType(assoc) => {
                        Some((Vec::new(), Box::new(self.ty(&assoc.ty))))
                    }
                    _ => None,
                }),
                PathArguments::None => None,
            });
        Bound {
            path: self.path(None, &bound.path),
            signature,
        }
    }

    /// Type parameters with their bounds, those of the `where` clause (on plain parameters) among them.
    pub(super) fn generics(&self, generics: &syn::Generics) -> Vec<GenericIr> {
        let mut params: Vec<GenericIr> = Vec::new();
        for param in &generics.params {
            if let GenericParam::Type(param) = param {
                params.push(GenericIr {
                    name: name_of(&param.ident),
                    bounds: self.bounds(&param.bounds),
                });
            }
        }
        for predicate in generics.where_clause.iter().flat_map(|w| &w.predicates) {
            let WherePredicate::Type(predicate) = predicate else {
                continue;
            };
            let Ty::Path(path) = self.ty(&predicate.bounded_ty) else {
                continue;
            };
            if let Some(param) = params
                .iter_mut()
                .find(|p| path.ident() == Some(p.name.as_str()))
            {
                param.bounds.extend(self.bounds(&predicate.bounds));
            }
        }
        params
    }
}
