//! Declarations of a file: modules, functions, types, impls, traits.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Body, Bound, Path, Ty};
use crate::input::Edition;
use crate::source::{FileId, Span};

/// What was understood of one file.
#[derive(Clone, Debug)]
pub struct LoweredFile {
    /// The file.
    pub file: FileId,
    /// The file's own module: its items, with inline modules inside them.
    pub module: ModuleIr,
    /// Places that were not understood, each once.
    pub problems: Vec<Problem>,
    /// Invocations of the project's own macros that were expanded, sorted by place.
    pub expansions: Vec<Expansion>,
    /// The words of its text.
    pub words: FileWords,
}

/// The words of a file's text, whatever of it is parsed.
#[derive(Clone, Debug, Default)]
pub struct FileWords {
    /// All, as numbers, sorted; two words may share one.
    pub all: Vec<u32>,
    /// Those with which paths begin, sorted.
    pub path_starts: Vec<String>,
}

/// An invocation of one of the project's own macros.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Expansion {
    /// The whole invocation: the place of all that the macro brings along.
    pub span: Span,
    /// The macro's name, without `!`.
    pub name: String,
}

/// A place that could not be read, said to the user once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where, if a place is known.
    pub span: Option<Span>,
    /// What, as a sentence without a full stop, starting in lower case.
    pub message: String,
}

/// The contents of a module: a file, an inline `mod`, or the items declared inside a function body.
#[derive(Clone, Debug, Default)]
pub struct ModuleIr {
    /// `use` declarations and `extern crate`, flattened: one entry a leaf.
    pub uses: Vec<UseIr>,
    /// Everything else, in source order.
    pub items: Vec<ItemIr>,
}

/// One leaf of a `use` tree: `use a::{b as c, d::*};` gives `a::b` as `c`, and the glob `a::d`.
/// `extern crate a as b;` gives the global path `::a` as `b`.
#[derive(Clone, Debug)]
pub struct UseIr {
    /// The path without `self` at its end; for a glob the path before `::*`.
    pub path: Path,
    /// The name it gets here; `None` for a glob. `_` for `as _`.
    pub name: Option<String>,
    /// Whether it is `pub` in any form.
    pub public: bool,
    /// `cfg` predicates on it (source text inside `#[cfg(...)]`).
    pub cfg: Vec<String>,
}

/// An item with what all items have.
#[derive(Clone, Debug)]
pub struct ItemIr {
    /// Its name; empty for impls.
    pub name: String,
    /// The whole item.
    pub span: Span,
    /// The name's span (the `impl` keyword's for impls).
    pub name_span: Span,
    /// Whether it is `pub` in any form.
    pub public: bool,
    /// `cfg` predicates on it: the source text inside each `#[cfg(...)]`.
    pub cfg: Vec<String>,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of item.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A free function.
    Fn(Box<FnIr>),
    /// A struct or a union.
    Struct(StructIr),
    /// An enum.
    Enum(EnumIr),
    /// An impl block.
    Impl(ImplIr),
    /// A trait.
    Trait(TraitIr),
    /// `type A<T> = B;`
    Alias {
        /// Type parameters.
        generics: Vec<GenericIr>,
        /// What it stands for.
        ty: Ty,
    },
    /// A `const` or `static`; the body computes its value (none for extern statics).
    Const {
        /// Declared type.
        ty: Ty,
        /// Whether it is a `static`.
        is_static: bool,
        /// The initialiser.
        body: Option<Box<Body>>,
    },
    /// `mod a;` with its `#[path]`, to be loaded from another file.
    ModDecl {
        /// The value of `#[path = "..."]`.
        path_attr: Option<String>,
        /// Whether its macros are visible behind it: `#[macro_use]`.
        macro_use: bool,
    },
    /// `mod a { ... }`, with the `#[path]` that shifts where its children are looked for.
    Mod {
        /// Its contents.
        module: ModuleIr,
        /// The value of `#[path = "..."]`.
        path_attr: Option<String>,
        /// Whether its macros are visible behind it: `#[macro_use]`.
        macro_use: bool,
    },
    /// `macro_rules! name { rules }`: the tokens of the rules as source text.
    MacroRules {
        /// The source text between the outer delimiters.
        rules: String,
    },
}

/// A type parameter with its bounds, those of the `where` clause among them.
#[derive(Clone, Debug)]
pub struct GenericIr {
    /// Its name.
    pub name: String,
    /// Its bounds.
    pub bounds: Vec<Bound>,
}

/// A function, free or associated.
#[derive(Clone, Debug)]
pub struct FnIr {
    /// Its name.
    pub name: String,
    /// The name's span.
    pub name_span: Span,
    /// Type parameters (its own, not the impl's).
    pub generics: Vec<GenericIr>,
    /// Parameters in order; a receiver comes first, with the name `self`.
    pub params: Vec<ParamIr>,
    /// Whether the first parameter is a receiver.
    pub has_self: bool,
    /// Declared return type; the empty tuple if none is written. For `async fn` the type that `.await` gives.
    pub ret: Ty,
    /// Whether it is `async`.
    pub is_async: bool,
    /// Whether it is `pub` in any form (trait methods: false).
    pub public: bool,
    /// The last names of its outer attributes, e.g. `test`, `main`, `no_mangle`, `task`.
    pub attrs: Vec<String>,
    /// `cfg` predicates on it.
    pub cfg: Vec<String>,
    /// The flow graph; `None` for trait methods without a default and extern functions, and where it is `unread`.
    pub body: Option<Box<Body>>,
    /// In place of a flow graph: where the body stands, if nobody has asked for it yet.
    pub unread: Option<Unread>,
}

/// A body of a function that was not parsed with its file. It declares nothing that is known outside of it.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The function, from its first keyword to its closing brace.
    pub function: Span,
    /// The body with its braces.
    pub span: Span,
    /// The edition of its crate.
    pub edition: Edition,
    /// Its file imports `select!` from the `futures` crates.
    pub futures_select: bool,
    /// The words in it as numbers, sorted; two words may share one.
    pub words: Arc<[u32]>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParamIr {
    /// Its name if its pattern is a plain identifier.
    pub name: Option<String>,
    /// Its declared type. A receiver's is `Self`, `&Self`, `&mut Self` or what is written after `self:`.
    pub ty: Ty,
}

/// A struct: named fields, or tuple fields named `0`, `1`, …
#[derive(Clone, Debug)]
pub struct StructIr {
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// Fields in declaration order (the order in which they drop).
    pub fields: Vec<FieldIr>,
    /// Whether it is a tuple struct.
    pub tuple: bool,
    /// Last names of the traits it derives.
    pub derives: Vec<String>,
}

/// A field.
#[derive(Clone, Debug)]
pub struct FieldIr {
    /// Its name, or its index as text.
    pub name: String,
    /// Its type.
    pub ty: Ty,
    /// Where it is declared.
    pub span: Span,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct EnumIr {
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// Variants in order.
    pub variants: Vec<VariantIr>,
    /// Last names of the traits it derives.
    pub derives: Vec<String>,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct VariantIr {
    /// Its name.
    pub name: String,
    /// Its fields; tuple fields are named `0`, `1`, …
    pub fields: Vec<FieldIr>,
    /// Whether it is a tuple variant.
    pub tuple: bool,
}

/// An impl block.
#[derive(Clone, Debug)]
pub struct ImplIr {
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// The trait, for `impl Trait for T`.
    pub trait_path: Option<Path>,
    /// The type.
    pub self_ty: Ty,
    /// Its functions.
    pub fns: Vec<FnIr>,
    /// Its associated types: name and type.
    pub types: Vec<(String, Ty)>,
    /// Its associated consts: name, type and value.
    pub consts: Vec<(String, Ty, Option<Box<Body>>)>,
}

/// A trait.
#[derive(Clone, Debug)]
pub struct TraitIr {
    /// Type parameters.
    pub generics: Vec<GenericIr>,
    /// Its functions, with default bodies where there are any.
    pub fns: Vec<FnIr>,
}
