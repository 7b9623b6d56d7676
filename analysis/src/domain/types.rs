//! Types as far as they matter: what a symbolic value can be asked.
//!
//! Wrappers that hold exactly one value and are looked through everywhere (`Pin`, `LazyLock`) do not appear: `Rc<RefCell<Option<C>>>` is `Shared(Option(C))`.

use std::collections::BTreeMap;
use std::rc::Rc;

use double_connect_clients::TypeId;

use crate::names::{AdtId, BodyId, FnId, RTy};
use crate::source::Span;

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Type {
    /// Nothing known.
    Unknown,
    /// `bool`.
    Bool,
    /// A string or number: data that compares by value.
    Data,
    /// A type that a client model names.
    Handle(TypeId),
    /// An end of a channel, with the type of what goes through it.
    End(TypeId, Rc<Type>),
    /// A struct or enum of the project.
    Adt(Rc<AdtType>),
    /// A tuple.
    Tuple(Rc<[Type]>),
    /// `&T`, `&mut T`.
    Ref(Rc<Type>),
    /// `Rc<T>`, `Arc<T>`.
    Shared(Rc<Type>),
    /// A wrapper that owns one value, its component [`Wrap::inside`].
    Wrap(Wrap, Rc<Type>),
    /// `Option<T>`, and cells that are set once (`OnceCell`, `OnceLock`).
    Option(Rc<Type>),
    /// `Result<T, E>`.
    Result(Rc<Type>, Rc<Type>),
    /// A vector, array, map or set.
    Coll(Rc<CollType>),
    /// An entry of a map, occupied or vacant.
    Entry,
    /// An iterator with an adapter: the one below it is its field `source`, the closure or number its field `with`; with the
    /// adapter's call.
    Iter(Stage, Span),
    /// A function value.
    Fun(Rc<FunType>),
    /// A future that runs the function on its captured arguments when awaited.
    Future(Rc<FunType>),
    /// Another type: a trait object, a type parameter, an unmodelled external type.
    Other(Rc<RTy>),
}

impl Type {
    /// The type of a value that is this variant, and what lies in it, as far as variants of `std` tell it.
    pub(crate) fn of_variant(variant: &str, inside: Type) -> Type {
        match variant {
            "Some" | "None" => Type::Option(Rc::new(inside)),
            "Ok" => Type::Result(Rc::new(inside), Rc::new(Type::Unknown)),
            "Err" => Type::Result(Rc::new(Type::Unknown), Rc::new(inside)),
            _ => Type::Unknown,
        }
    }
}

/// A struct or enum of the project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AdtType {
    /// Which.
    pub(crate) id: AdtId,
    /// Its type arguments.
    pub(crate) args: Vec<RTy>,
    /// Components of the value at hand of which more is known than their declaration says: which closure lies in a
    /// `Box<dyn Fn()>`, how many elements a vector has.
    pub(crate) known: BTreeMap<Rc<str>, Type>,
}

/// An adapter of an iterator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Stage {
    Map,
    Filter,
    FilterMap,
    Inspect,
    TakeWhile,
    Enumerate,
    Zip,
    Chain,
    Cloned,
    Take,
    Skip,
}

/// Wrappers that own one value and are dereferenced, or locked, to get at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Wrap {
    /// `Box<T>`.
    Box,
    /// `RefCell<T>`, `Cell<T>`.
    Cell,
    /// `Mutex<T>`, `RwLock<T>`.
    Lock {
        /// Whether its methods give results: those of `std` do, for a lock can be poisoned.
        poisons: bool,
    },
}

impl Wrap {
    /// The name of the component that it owns; no field of a program is called so.
    pub(crate) fn inside(self) -> &'static str {
        match self {
            Wrap::Box => "^box",
            Wrap::Cell => "^cell",
            Wrap::Lock { .. } => "^lock",
        }
    }

    /// Whether what is inside can be changed through a shared reference.
    pub(crate) fn is_changed_by_all(self) -> bool {
        self != Wrap::Box
    }
}

/// Whether a component is what a wrapper owns.
pub(crate) fn is_inside(name: &str) -> bool {
    name.starts_with('^')
}

/// What is known of a collection's type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CollType {
    /// The type that all its elements have; of a map, its values.
    pub(crate) elem: Type,
    /// Its elements in order, if all are known of the value at hand.
    pub(crate) elems: Option<Rc<[ElemType]>>,
    /// Whether it is a map.
    pub(crate) keyed: bool,
}

/// What is known of one element of a collection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ElemType {
    /// Its key in a map, a constant.
    pub(crate) key: Option<Rc<str>>,
    /// Its type.
    pub(crate) ty: Type,
}

impl CollType {
    /// A collection by position, of any length.
    pub(crate) fn list(elem: Type) -> CollType {
        CollType {
            elem,
            elems: None,
            keyed: false,
        }
    }

    /// A map.
    pub(crate) fn map(elem: Type) -> CollType {
        CollType {
            keyed: true,
            ..CollType::list(elem)
        }
    }
}

/// Which code a function value or future runs, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FunType {
    /// The code.
    pub(crate) code: Code,
    /// Types of the captured values (futures of functions: of the arguments).
    pub(crate) captures: Vec<Type>,
}

/// A piece of code that can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Code {
    /// A function.
    Fn(FnId),
    /// A closure or async block.
    Body(BodyId),
}
