//! Definitions of a program: crates, modules, functions, bodies, types, traits, impls, consts.

use crate::input::{Edition, TargetKind};
use crate::ir::{Body, FieldIr, FnIr, GenericIr, Path, Ty, UseIr};
use crate::source::{FileId, Span};

use super::rty::{RTrait, RTy};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The index into the program's list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A crate (one target); index into [`super::Program::crates`].
    CrateId
    /// A module, or the scope of the items declared in a body; index into [`super::Program::modules`].
    ModuleId
    /// A function, free or associated; index into [`super::Program::fns`].
    FnId
    /// A struct, union or enum; index into [`super::Program::adts`].
    AdtId
    /// A trait; index into [`super::Program::traits`].
    TraitId
    /// An impl; index into [`super::Program::impls`].
    ImplId
    /// A const or static; index into [`super::Program::consts`].
    ConstId
    /// A type alias; index into [`super::Program::aliases`].
    AliasId
    /// A crate from outside; index into [`super::Program::externs`].
    ExternId
}

/// A body of a function or initialiser, or one nested in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyId {
    /// Which function or initialiser: index into [`super::Program::bodies`].
    pub tree: u32,
    /// Which of its bodies: the outermost is 0.
    pub at: u32,
}

/// A crate: one target of a package.
#[derive(Clone, Debug)]
pub struct CrateDef {
    /// The name by which code names it (`_` for `-`).
    pub name: String,
    /// Index into [`crate::input::ProjectInput::packages`].
    pub package: usize,
    /// Index into the package's targets.
    pub target: usize,
    /// The target's kind.
    pub kind: TargetKind,
    /// The edition.
    pub edition: Edition,
    /// Its root module.
    pub root: ModuleId,
}

/// A crate from outside, or one that is not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExternCrate {
    /// The name by which the code imports it.
    pub import: String,
    /// The package's real name; empty where no manifest says it.
    pub package: String,
    /// Version or requirement as the manifest has it.
    pub version: Option<String>,
    /// Whether it is `std`, `core` or `alloc`; all three are one crate, with the paths of `std`.
    pub is_std: bool,
}

/// What a module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModuleKind {
    /// The root of a crate.
    Root,
    /// A module with a name.
    Named,
    /// The nameless scope of the items declared in a body.
    Block,
}

/// A module, or the nameless scope of the items declared in a body.
#[derive(Clone, Debug)]
pub struct ModuleDef {
    /// Its name; the crate's name for a root, empty for a block.
    pub name: String,
    /// Its path from the crate's name: `gateway::net`.
    pub path: String,
    /// What it is.
    pub kind: ModuleKind,
    /// Its crate.
    pub krate: CrateId,
    /// The module around it; `None` for a root.
    pub parent: Option<ModuleId>,
    /// The file in which its items are.
    pub file: FileId,
    /// Whether it is `pub` in any form.
    pub public: bool,
    /// Its `use` declarations, those that `cfg` takes out left out.
    pub uses: Vec<UseIr>,
}

/// To whom a function belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FnOwner {
    /// To a module (or the scope of a body).
    Free,
    /// To an impl.
    Impl(ImplId),
    /// To a trait: a required or provided method.
    Trait(TraitId),
}

/// A function.
#[derive(Clone, Debug)]
pub struct FnDef {
    /// Its declaration; `ir.body` is always `None`, see `body`.
    pub ir: FnIr,
    /// Path for messages: `gateway::net::Link::open`.
    pub path: String,
    /// Its crate.
    pub krate: CrateId,
    /// The module or scope in which it stands.
    pub module: ModuleId,
    /// To whom it belongs.
    pub owner: FnOwner,
    /// Its body, if it has one.
    pub body: Option<BodyId>,
}

impl FnDef {
    /// Its name, for a method with that of its type: `Link::open`.
    pub(crate) fn short_name(&self) -> String {
        let mut path: Vec<&str> = self.path.split("::").collect();
        let keep = if self.owner == FnOwner::Free { 1 } else { 2 };
        path.split_off(path.len().saturating_sub(keep)).join("::")
    }
}

/// To what a body belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyOwner {
    /// To a function (its own body, or a closure or async block somewhere inside).
    Fn(FnId),
    /// To the initialiser of a const or static.
    Const(ConstId),
}

/// A body.
#[derive(Clone, Debug)]
pub struct BodyDef {
    /// Its graph. `body.bodies` is empty (see `children`) and `body.items` is `None` (see `scope`).
    pub body: Body,
    /// The bodies nested in it, by [`crate::ir::BodyIndex`].
    pub children: Vec<BodyId>,
    /// The body in which it is nested.
    pub parent: Option<BodyId>,
    /// The function or const to which it belongs.
    pub owner: BodyOwner,
    /// Where its paths are looked up first.
    pub scope: ModuleId,
    /// Its crate.
    pub krate: CrateId,
}

impl BodyDef {
    /// The function to which it belongs.
    #[must_use]
    pub fn owner_fn(&self) -> Option<FnId> {
        match self.owner {
            BodyOwner::Fn(id) => Some(id),
            BodyOwner::Const(_) => None,
        }
    }
}

/// What an [`AdtDef`] is.
#[derive(Clone, Debug)]
pub enum AdtKind {
    /// A struct or union.
    Struct {
        /// Fields in declaration order.
        fields: Vec<FieldIr>,
        /// Whether it is a tuple struct.
        tuple: bool,
    },
    /// An enum.
    Enum {
        /// Variants in order.
        variants: Vec<crate::ir::VariantIr>,
    },
}

/// A struct, union or enum.
#[derive(Clone, Debug)]
pub struct AdtDef {
    /// Its name.
    pub name: String,
    /// Path for messages.
    pub path: String,
    /// Its crate.
    pub krate: CrateId,
    /// The module or scope in which it stands.
    pub module: ModuleId,
    /// The name's span.
    pub name_span: Span,
    /// Whether it is `pub` in any form.
    pub public: bool,
    /// Fields or variants.
    pub kind: AdtKind,
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// Last names of the traits it derives.
    pub derives: Vec<String>,
    /// `Drop::drop` of it.
    pub drop_impl: Option<FnId>,
}

impl AdtDef {
    /// Whether it is a struct or a union.
    #[must_use]
    pub fn is_struct(&self) -> bool {
        matches!(self.kind, AdtKind::Struct { .. })
    }

    /// The fields of a struct (`variant` is `None`) or of a variant; empty if there is no such variant.
    #[must_use]
    pub fn fields(&self, variant: Option<u32>) -> &[FieldIr] {
        match (&self.kind, variant) {
            (AdtKind::Struct { fields, .. }, _) => fields,
            (AdtKind::Enum { variants }, Some(v)) => {
                variants.get(v as usize).map_or(&[], |v| &v.fields)
            }
            (AdtKind::Enum { .. }, None) => &[],
        }
    }

    /// Whether any field is one of these, of a struct or of any variant: given the variant's index and the field's name.
    pub fn any_field(&self, is_one: impl Fn(Option<u32>, &str) -> bool) -> bool {
        let any = |variant: Option<u32>| {
            let mut fields = self.fields(variant).iter();
            fields.any(|field| is_one(variant, &field.name))
        };
        match &self.kind {
            AdtKind::Struct { .. } => any(None),
            AdtKind::Enum { variants } => (0..variants.len()).any(|i| any(Some(i as u32))),
        }
    }

    /// The index of a variant by name.
    #[must_use]
    pub fn variant(&self, name: &str) -> Option<u32> {
        match &self.kind {
            AdtKind::Enum { variants } => variants
                .iter()
                .position(|v| v.name == name)
                .map(|i| i as u32),
            AdtKind::Struct { .. } => None,
        }
    }
}

/// A trait.
#[derive(Clone, Debug)]
pub struct TraitDef {
    /// Its name.
    pub name: String,
    /// Path for messages.
    pub path: String,
    /// Its crate.
    pub krate: CrateId,
    /// The module or scope in which it stands.
    pub module: ModuleId,
    /// Whether it is `pub` in any form.
    pub public: bool,
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// Its functions, required and provided.
    pub fns: Vec<FnId>,
}

/// An impl block.
#[derive(Clone, Debug)]
pub struct ImplDef {
    /// Its crate.
    pub krate: CrateId,
    /// The module or scope in which it stands.
    pub module: ModuleId,
    /// The span of the `impl` keyword.
    pub span: Span,
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// The trait as written.
    pub trait_path: Option<Path>,
    /// The trait, if it is a trait impl.
    pub trait_ref: Option<RTrait>,
    /// Type arguments of the trait.
    pub trait_args: Vec<RTy>,
    /// The type as written.
    pub self_ty_ir: Ty,
    /// The type.
    pub self_ty: RTy,
    /// Its functions.
    pub fns: Vec<FnId>,
    /// Its associated types as written.
    pub types_ir: Vec<(String, Ty)>,
    /// Its associated types.
    pub types: Vec<(String, RTy)>,
    /// Its associated consts.
    pub consts: Vec<ConstId>,
}

/// A const or static, free or associated.
#[derive(Clone, Debug)]
pub struct ConstDef {
    /// Its name.
    pub name: String,
    /// Path for messages.
    pub path: String,
    /// Its crate.
    pub krate: CrateId,
    /// The module or scope in which it stands.
    pub module: ModuleId,
    /// The impl to which it belongs.
    pub owner: Option<ImplId>,
    /// The name's span (an associated const: its impl's).
    pub name_span: Span,
    /// Declared type as written.
    pub ty: Ty,
    /// Whether it is a `static`.
    pub is_static: bool,
    /// Its initialiser.
    pub body: Option<BodyId>,
}

/// A type alias.
#[derive(Clone, Debug)]
pub struct AliasDef {
    /// Its name.
    pub name: String,
    /// The module or scope in which it stands.
    pub module: ModuleId,
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// What it stands for, as written.
    pub ty: Ty,
}

/// A `macro_rules!` definition; only recorded.
#[derive(Clone, Debug)]
pub struct MacroDef {
    /// Its name.
    pub name: String,
    /// The module or scope in which it stands.
    pub module: ModuleId,
    /// The source text between the outer delimiters.
    pub rules: String,
    /// The whole item.
    pub span: Span,
}
