//! Paths and types as written in the source.

use crate::source::Span;

/// One segment of a path: `Arc<Mutex<T>>` has the name `Arc` and one argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// The identifier, without `r#`.
    pub name: String,
    /// Type arguments in angle brackets, lifetimes and consts left out.
    pub args: Vec<Ty>,
}

/// A path as written: `a::b::<C>::d`, `crate::x`, `self::y`, `::std::z`, `<T as Trait>::f`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// Whether it starts with `::`.
    pub global: bool,
    /// For `<T as Trait>::f` and `<T>::f` the type `T`; then `segments` hold the trait's path (if any) and the rest.
    pub qself: Option<Box<Ty>>,
    /// How many of `segments` belong to the trait of a qualified path; 0 if there is no trait.
    pub qself_position: usize,
    /// The segments; keywords `crate`, `self`, `super`, `Self` are segments of that name.
    pub segments: Vec<Segment>,
    /// Where it stands.
    pub span: Span,
}

impl Path {
    /// The name of the last segment; empty for an empty path.
    #[must_use]
    pub fn last(&self) -> &str {
        self.segments.last().map_or("", |s| s.name.as_str())
    }

    /// The only segment's name, if the path is one plain identifier.
    #[must_use]
    pub fn ident(&self) -> Option<&str> {
        match (&self.qself, self.global, self.segments.as_slice()) {
            (None, false, [one]) => Some(one.name.as_str()),
            _ => None,
        }
    }

    /// The path as text without type arguments: `a::b::c`.
    #[must_use]
    pub fn text(&self) -> String {
        self.segments
            .iter()
            .map(|s| s.name.as_str())
            .collect::<Vec<_>>()
            .join("::")
    }
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// A named type, a type parameter or `Self`.
    Path(Path),
    /// `&T` (`mutable` false) or `&mut T`.
    Ref {
        /// What is referred to.
        inner: Box<Ty>,
        /// Whether it is `&mut`.
        mutable: bool,
    },
    /// `*const T`, `*mut T`.
    Ptr(Box<Ty>),
    /// `(A, B)`; `()` is the empty tuple.
    Tuple(Vec<Ty>),
    /// `[T; N]`.
    Array(Box<Ty>),
    /// `[T]`.
    Slice(Box<Ty>),
    /// `impl A + B`: the bounds.
    ImplTrait(Vec<Bound>),
    /// `dyn A + B`: the bounds.
    Dyn(Vec<Bound>),
    /// `fn(A) -> B`.
    FnPtr {
        /// Parameter types.
        params: Vec<Ty>,
        /// Return type, `()` if none is written.
        ret: Box<Ty>,
    },
    /// `!`.
    Never,
    /// `_`, a macro, or anything not understood.
    Unknown,
}

impl Ty {
    /// `Self`, written or meant at a place.
    pub(crate) fn own(span: Span) -> Ty {
        Ty::Path(Path {
            global: false,
            qself: None,
            qself_position: 0,
            segments: vec![Segment {
                name: "Self".to_owned(),
                args: Vec::new(),
            }],
            span,
        })
    }
}

/// A trait bound: `Trait<Args>` or `Fn(A) -> B`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The trait.
    pub path: Path,
    /// For `Fn*(A, B) -> R`: the parameter types and the return type; for `Future<Output = R>` and other associated
    /// types: no parameters and the type of the first binding.
    pub signature: Option<(Vec<Ty>, Box<Ty>)>,
}
