//! Headers: what is resolved once for all definitions after imports (signatures, fields, impls), and the questions
//! that read it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::types::Limits;
use super::{
    AdtId, AdtKind, BodyId, BodyOwner, ConstId, Ctx, ExternId, FnId, FnOwner, GenericEnv,
    GenericParam, ImplId, ModuleId, Program, RBound, RTrait, RTy, TraitId,
};
use crate::ir::GenericIr;

/// A resolved signature.
#[derive(Clone, Debug)]
struct Signature {
    env: Arc<GenericEnv>,
    params: Vec<RTy>,
    ret: RTy,
}

/// The part of a type by which impls are found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Head {
    Adt(AdtId),
    External(ExternId, Vec<String>),
    Prim(String),
    /// Tuples, slices, arrays, function pointers, trait objects: few, and told apart by comparing them.
    Other,
}

/// The head of a type; `None` for a type parameter, to which anything can belong.
pub(super) fn head(ty: &RTy) -> Option<Head> {
    match ty.without_refs() {
        RTy::Adt(id, _) => Some(Head::Adt(*id)),
        RTy::External { krate, path, .. } => Some(Head::External(*krate, path.clone())),
        RTy::Prim(name) => Some(Head::Prim(name.clone())),
        RTy::Param(_) => None,
        _ => Some(Head::Other),
    }
}

/// Everything that is resolved once.
#[derive(Debug, Default)]
pub(super) struct Headers {
    signatures: Vec<Signature>,
    impl_envs: Vec<Arc<GenericEnv>>,
    /// By type, variant (0 for structs) and field.
    fields: Vec<Vec<Vec<RTy>>>,
    consts: Vec<RTy>,
    /// Impls by the head of their type.
    pub(super) by_head: FxHashMap<Head, Vec<ImplId>>,
    /// Impls for a type parameter: `impl<T: A> B for T`.
    pub(super) blanket: Vec<ImplId>,
    /// Impls by their trait.
    pub(super) by_trait: FxHashMap<TraitId, Vec<ImplId>>,
}

/// Resolves the headers of all definitions.
pub(super) fn resolve_headers(p: &mut Program) {
    impls(p);
    // Associated types can lead through those of other impls; two rounds see through one such step.
    for _ in 0..2 {
        assoc_types(p);
    }
    let signatures = (0..p.fns.len())
        .map(|i| signature(p, FnId(i as u32)))
        .collect();
    let fields = (0..p.adts.len())
        .map(|i| fields(p, AdtId(i as u32)))
        .collect();
    p.headers.signatures = signatures;
    p.headers.fields = fields;
    let consts = (0..p.consts.len())
        .map(|i| {
            let def = &p.consts[i];
            p.resolve_ty(&p.const_ctx(ConstId(i as u32)), &def.ty)
        })
        .collect();
    p.headers.consts = consts;
    drops(p);
}

fn params(p: &Program, scope: ModuleId, outer: &GenericEnv, generics: &[GenericIr]) -> GenericEnv {
    let mut env = outer.clone();
    let first = env.params.len();
    // Bounds can name any of the parameters, so the names come first.
    env.params.extend(generics.iter().map(|g| GenericParam {
        name: g.name.clone(),
        bounds: Vec::new(),
    }));
    let ctx = Ctx {
        scope,
        env: Arc::new(env.clone()),
    };
    for (param, generic) in env.params[first..].iter_mut().zip(generics) {
        param.bounds = p.bounds(&ctx, &generic.bounds, &Limits::default());
    }
    env
}

fn impls(p: &mut Program) {
    let mut resolved = Vec::new();
    for def in &p.impls {
        let mut env = params(p, def.module, &GenericEnv::default(), &def.generics);
        let ctx = Ctx {
            scope: def.module,
            env: Arc::new(env.clone()),
        };
        let self_ty = p.resolve_ty(&ctx, &def.self_ty_ir);
        env.self_ty = Some(self_ty.clone());
        let trait_ref = def.trait_path.as_ref().map(|path| {
            let ctx = Ctx {
                scope: def.module,
                env: Arc::new(env.clone()),
            };
            p.trait_ref(&ctx, path, &Limits::default())
        });
        env.self_trait = trait_ref.as_ref().map(|(tr, _)| tr.clone());
        resolved.push((self_ty, trait_ref, Arc::new(env)));
    }
    for (i, (self_ty, trait_ref, env)) in resolved.into_iter().enumerate() {
        let id = ImplId(i as u32);
        match head(&self_ty) {
            Some(head) => p.headers.by_head.entry(head).or_default().push(id),
            None => p.headers.blanket.push(id),
        }
        if let Some((RTrait::Local(tr), _)) = &trait_ref {
            p.headers.by_trait.entry(*tr).or_default().push(id);
        }
        let (tr, args) = trait_ref.map_or((None, Vec::new()), |(tr, args)| (Some(tr), args));
        let def = &mut p.impls[i];
        def.self_ty = self_ty;
        def.trait_ref = tr;
        def.trait_args = args;
        p.headers.impl_envs.push(env);
    }
}

fn assoc_types(p: &mut Program) {
    let resolved: Vec<Vec<(String, RTy)>> = p
        .impls
        .iter()
        .enumerate()
        .map(|(i, def)| {
            let ctx = p.impl_ctx(ImplId(i as u32));
            def.types_ir
                .iter()
                .map(|(name, ty)| (name.clone(), p.resolve_ty(&ctx, ty)))
                .collect()
        })
        .collect();
    for (def, types) in p.impls.iter_mut().zip(resolved) {
        def.types = types;
    }
}

fn signature(p: &Program, id: FnId) -> Signature {
    let def = &p[id];
    let outer = match def.owner {
        FnOwner::Free => GenericEnv::default(),
        FnOwner::Impl(i) => p
            .headers
            .impl_envs
            .get(i.index())
            .map(|e| (**e).clone())
            .unwrap_or_default(),
        FnOwner::Trait(tr) => trait_env(p, tr),
    };
    let ctx = Ctx {
        scope: def.module,
        env: Arc::new(params(p, def.module, &outer, &def.ir.generics)),
    };
    Signature {
        params: def
            .ir
            .params
            .iter()
            .map(|param| p.resolve_ty(&ctx, &param.ty))
            .collect(),
        ret: p.resolve_ty(&ctx, &def.ir.ret),
        env: ctx.env,
    }
}

fn trait_env(p: &Program, id: TraitId) -> GenericEnv {
    let def = &p[id];
    let args = def
        .generics
        .iter()
        .map(|g| RTy::Param(g.name.clone()))
        .collect();
    let own = RBound {
        tr: RTrait::Local(id),
        args,
        signature: None,
    };
    let env = GenericEnv {
        self_ty: Some(RTy::Param("Self".to_owned())),
        self_trait: Some(RTrait::Local(id)),
        params: vec![GenericParam {
            name: "Self".to_owned(),
            bounds: vec![own],
        }],
        bound: Vec::new(),
    };
    params(p, def.module, &env, &def.generics)
}

fn fields(p: &Program, id: AdtId) -> Vec<Vec<RTy>> {
    let def = &p[id];
    let args = def
        .generics
        .iter()
        .map(|g| RTy::Param(g.name.clone()))
        .collect();
    let outer = GenericEnv {
        self_ty: Some(RTy::Adt(id, args)),
        ..GenericEnv::default()
    };
    let ctx = Ctx {
        scope: def.module,
        env: Arc::new(params(p, def.module, &outer, &def.generics)),
    };
    let of =
        |fields: &[crate::ir::FieldIr]| fields.iter().map(|f| p.resolve_ty(&ctx, &f.ty)).collect();
    match &def.kind {
        AdtKind::Struct { fields, .. } => vec![of(fields)],
        AdtKind::Enum { variants } => variants.iter().map(|v| of(&v.fields)).collect(),
    }
}

fn drops(p: &mut Program) {
    let drop = RTrait::External {
        krate: ExternId(0),
        path: vec!["ops".to_owned(), "Drop".to_owned()],
    };
    for i in 0..p.impls.len() {
        if p.impls[i].trait_ref.as_ref() != Some(&drop) {
            continue;
        }
        if let (RTy::Adt(adt, _), Some(f)) = (&p.impls[i].self_ty, p.impls[i].fns.first()) {
            p.adts[adt.index()].drop_impl.get_or_insert(*f);
        }
    }
}

impl Program {
    /// The context of a function's signature.
    #[must_use]
    pub fn fn_ctx(&self, id: FnId) -> Ctx {
        let env = self
            .headers
            .signatures
            .get(id.index())
            .map(|s| s.env.clone())
            .unwrap_or_default();
        Ctx {
            scope: self[id].module,
            env,
        }
    }

    /// The context of a body's paths and types.
    #[must_use]
    pub fn body_ctx(&self, id: BodyId) -> Ctx {
        let def = &self[id];
        let owner = match def.owner {
            BodyOwner::Fn(id) => self.fn_ctx(id),
            BodyOwner::Const(id) => self.const_ctx(id),
        };
        Ctx {
            scope: def.scope,
            env: owner.env,
        }
    }

    /// The context of an impl's header.
    #[must_use]
    pub fn impl_ctx(&self, id: ImplId) -> Ctx {
        let env = self
            .headers
            .impl_envs
            .get(id.index())
            .cloned()
            .unwrap_or_default();
        Ctx {
            scope: self[id].module,
            env,
        }
    }

    /// The context of a const's type.
    #[must_use]
    pub fn const_ctx(&self, id: ConstId) -> Ctx {
        let def = &self[id];
        let env = def.owner.map(|i| self.impl_ctx(i).env).unwrap_or_default();
        Ctx {
            scope: def.module,
            env,
        }
    }

    /// The type of `Self` for an associated function: the impl's type, `Param("Self")` in a trait; `None` for a free
    /// function.
    #[must_use]
    pub fn fn_self_ty(&self, id: FnId) -> Option<RTy> {
        self.headers.signatures.get(id.index())?.env.self_ty.clone()
    }

    /// The type of a parameter (a receiver is parameter 0), in terms of the function's and its impl's type parameters.
    #[must_use]
    pub fn fn_param_ty(&self, id: FnId, index: usize) -> RTy {
        self.headers
            .signatures
            .get(id.index())
            .and_then(|s| s.params.get(index))
            .cloned()
            .unwrap_or(RTy::Unknown)
    }

    /// The declared return type; for `async fn` what `.await` gives.
    #[must_use]
    pub fn fn_ret_ty(&self, id: FnId) -> RTy {
        self.headers
            .signatures
            .get(id.index())
            .map_or(RTy::Unknown, |s| s.ret.clone())
    }

    /// The declared type of a const or static.
    #[must_use]
    pub fn const_ty(&self, id: ConstId) -> RTy {
        self.headers
            .consts
            .get(id.index())
            .cloned()
            .unwrap_or(RTy::Unknown)
    }

    /// The type of a field of a struct (`variant` is `None`) or of a variant, with the type's parameters replaced by
    /// `args`; unknown if there is no such field.
    #[must_use]
    pub fn field_ty(&self, adt: AdtId, variant: Option<u32>, field: &str, args: &[RTy]) -> RTy {
        let def = &self[adt];
        let known = || {
            let index = def.fields(variant).iter().position(|f| f.name == field)?;
            self.headers
                .fields
                .get(adt.index())?
                .get(variant.unwrap_or(0) as usize)?
                .get(index)
        };
        let Some(ty) = known() else {
            return RTy::Unknown;
        };
        if def.generics.is_empty() {
            return ty.clone();
        }
        let args = args.iter().cloned().chain(std::iter::repeat(RTy::Unknown));
        let bindings: Vec<_> = def
            .generics
            .iter()
            .map(|g| g.name.clone())
            .zip(args)
            .collect();
        self.substitute(ty, &bindings)
    }
}
