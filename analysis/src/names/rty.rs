//! Resolved types and what paths mean.

use std::sync::Arc;

use super::def::{AdtId, AliasId, ConstId, ExternId, FnId, ModuleId, TraitId};

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Res {
    /// A module.
    Module(ModuleId),
    /// A function, free or associated.
    Fn(FnId),
    /// A struct, union or enum; as a value the constructor of a tuple struct or a unit struct.
    Adt(AdtId),
    /// A variant of an enum, by index.
    Variant(AdtId, u32),
    /// A const or static, free or associated.
    Const(ConstId),
    /// A trait.
    Trait(TraitId),
    /// A function of a local trait on a type that is not known here (`T::connect`, `Trait::connect`): the trait and the
    /// function's name.
    TraitFn(TraitId, String),
    /// A type alias. [`super::Program::resolve_value`] and [`super::Program::resolve_type`] look through aliases of
    /// named types; one of another type (a tuple, a reference) stays an alias.
    Alias(AliasId),
    /// A type parameter, `Self` of a trait among them.
    TypeParam(String),
    /// Something of a crate from outside: the path inside that crate, associated functions with their type:
    /// `["v5", "AsyncClient", "new"]`. An empty path is the crate itself.
    External {
        /// The crate.
        krate: ExternId,
        /// The path inside it.
        path: Vec<String>,
    },
    /// A primitive type.
    Prim(String),
    /// Not known.
    Unknown,
}

/// What a path means, with the types written in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathRes {
    /// What it means.
    pub res: Res,
    /// The type on which an associated function, const or variant was found, with the arguments written in the path.
    pub self_ty: Option<RTy>,
    /// Type arguments on the last segment (`f::<T>`).
    pub args: Vec<RTy>,
}

/// A resolved type. Aliases are expanded and `Self` replaced where it is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RTy {
    /// A struct, union or enum of the program with its type arguments (as many as it has parameters; missing ones are
    /// [`RTy::Unknown`]).
    Adt(AdtId, Vec<RTy>),
    /// A type of a crate from outside.
    External {
        /// The crate.
        krate: ExternId,
        /// The path inside it.
        path: Vec<String>,
        /// Type arguments as written (lifetimes and consts left out).
        args: Vec<RTy>,
    },
    /// A reference.
    Ref {
        /// To what.
        inner: Box<RTy>,
        /// Whether it is `&mut`.
        mutable: bool,
    },
    /// A raw pointer.
    Ptr(Box<RTy>),
    /// A tuple; `()` is the empty one.
    Tuple(Vec<RTy>),
    /// An array.
    Array(Box<RTy>),
    /// A slice.
    Slice(Box<RTy>),
    /// A type parameter; `Self` inside a trait. Its bounds are in the [`Ctx`].
    Param(String),
    /// An associated type of a type that is not known here: `T::Client`. [`super::Program::substitute`] finds it once
    /// `T` is.
    Assoc(Box<RTy>, String),
    /// `impl A + B`.
    Impl(Vec<RBound>),
    /// `dyn A + B`.
    Dyn(Vec<RBound>),
    /// A function pointer.
    FnPtr {
        /// Parameters.
        params: Vec<RTy>,
        /// Return type.
        ret: Box<RTy>,
    },
    /// `u8`, `bool`, `str`, …
    Prim(String),
    /// `!`.
    Never,
    /// Not known.
    Unknown,
}

impl RTy {
    /// `()`.
    #[must_use]
    pub fn unit() -> Self {
        RTy::Tuple(Vec::new())
    }

    /// Whether it stands for types that are not known here: a type parameter or an associated type of one, `dyn`, `impl`,
    /// or not known at all.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            RTy::Param(_) | RTy::Assoc(..) | RTy::Dyn(_) | RTy::Impl(_) | RTy::Unknown
        )
    }

    /// What is left once all references are taken off.
    #[must_use]
    pub fn without_refs(&self) -> &RTy {
        let mut ty = self;
        while let RTy::Ref { inner, .. } = ty {
            ty = inner;
        }
        ty
    }
}

/// A trait.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RTrait {
    /// One of the program.
    Local(TraitId),
    /// One of a crate from outside.
    External {
        /// The crate.
        krate: ExternId,
        /// The path inside it.
        path: Vec<String>,
    },
    /// Not known.
    Unknown,
}

/// A trait bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RBound {
    /// The trait.
    pub tr: RTrait,
    /// Its type arguments.
    pub args: Vec<RTy>,
    /// For `Fn*(A) -> R`: parameters and return type; for `Trait<Assoc = R>`: no parameters and the first binding.
    pub signature: Option<(Vec<RTy>, Box<RTy>)>,
}

/// A type parameter with its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenericParam {
    /// Its name.
    pub name: String,
    /// Its bounds.
    pub bounds: Vec<RBound>,
}

/// `Self` and the type parameters in scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GenericEnv {
    /// What `Self` is: the impl's type; [`RTy::Param`] `Self` inside a trait; `None` outside of both.
    pub self_ty: Option<RTy>,
    /// The trait of the impl or the trait itself, for `Self::Assoc`.
    pub self_trait: Option<RTrait>,
    /// Type parameters, outer ones first. Inside a trait the first is `Self`, bounded by the trait.
    pub params: Vec<GenericParam>,
    /// What stands for a type parameter, where a body is looked at for one call: by the parameter's name.
    pub bound: Vec<(String, RTy)>,
}

/// Where a path or type stands: its scope, `Self` and the type parameters. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The module or scope of a body.
    pub scope: ModuleId,
    /// `Self` and the type parameters.
    pub env: Arc<GenericEnv>,
}

impl Ctx {
    /// A context without `Self` and type parameters.
    #[must_use]
    pub fn of_module(scope: ModuleId) -> Self {
        Ctx {
            scope,
            env: Arc::default(),
        }
    }

    /// The same context with types for type parameters.
    #[must_use]
    pub fn with_bound(self, bound: Vec<(String, RTy)>) -> Self {
        if bound.is_empty() {
            return self;
        }
        let env = GenericEnv {
            bound,
            ..(*self.env).clone()
        };
        Ctx {
            env: Arc::new(env),
            ..self
        }
    }

    /// What a type parameter stands for: itself, if that is not known.
    #[must_use]
    pub fn param(&self, name: &str) -> RTy {
        let bound = self.env.bound.iter().find(|(param, _)| param == name);
        bound.map_or_else(|| RTy::Param(name.to_owned()), |(_, ty)| ty.clone())
    }

    /// The bounds of a type parameter, or `None` if there is no such parameter in scope.
    #[must_use]
    pub fn bounds(&self, param: &str) -> Option<&[RBound]> {
        self.env
            .params
            .iter()
            .rev()
            .find(|p| p.name == param)
            .map(|p| p.bounds.as_slice())
    }
}
