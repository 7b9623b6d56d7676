//! The types of generated programs.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    /// `Client`.
    Client,
    /// `Shared`, which can be cloned.
    Shared,
    /// `EventLoop`, which connects when it is polled.
    Events,
    /// `Sender`, which feeds an event loop.
    Sender,
    /// `Wire` and `Radio`, the implementors of the program's trait.
    Wire,
    /// See [`Ty::Wire`].
    Radio,
    /// `Option<_>`.
    Opt(Box<Ty>),
    /// `Result<_, Refused>`.
    Res(Box<Ty>),
    /// `Box<_>`.
    Boxed(Box<Ty>),
    /// `Rc<_>`.
    Counted(Box<Ty>),
    /// `Arc<Mutex<Option<Client>>>`.
    Slot,
    /// `Rc<RefCell<Option<Client>>>`.
    Cell,
    /// `Vec<_>`.
    Many(Box<Ty>),
    /// `HashMap<&'static str, _>`.
    Map(Box<Ty>),
    /// `[_; 2]`.
    Pair(Box<Ty>),
    /// A tuple.
    Tuple(Vec<Ty>),
    /// A struct of the program.
    Struct(usize),
    /// An enum of the program.
    Enum(usize),
    /// `ManuallyDrop<_>`.
    Held(Box<Ty>),
    /// `Box<dyn Link>`, the program's trait.
    Dyn,
    /// `std::sync::mpsc::Sender<_>`.
    Sends(Box<Ty>),
    /// `std::sync::mpsc::Receiver<_>`.
    Receives(Box<Ty>),
    /// `Box<dyn FnOnce() -> _>`.
    Thunk(Box<Ty>),
    /// `bool`.
    Bool,
    /// `&'static str`, an identity.
    Id,
    /// `()`.
    Unit,
}

impl Ty {
    /// `Option<_>` of it.
    pub(crate) fn opt(self) -> Ty {
        Ty::Opt(Box::new(self))
    }

    /// `Result<_, Refused>` of it.
    pub(crate) fn res(self) -> Ty {
        Ty::Res(Box::new(self))
    }

    /// Whether `connect` makes it.
    pub(crate) fn is_handle(&self) -> bool {
        matches!(self, Ty::Client | Ty::Shared)
    }

    /// Whether it is of the client crate and has a `ping`.
    pub(crate) fn has_ping(&self) -> bool {
        matches!(self, Ty::Client | Ty::Shared | Ty::Events | Ty::Sender)
    }

    /// Whether it is a box of such a one.
    pub(crate) fn is_boxed_handle(&self) -> bool {
        matches!(self, Ty::Boxed(t) if t.has_ping())
    }

    /// Whether it has a `Default`.
    pub(crate) fn has_default(&self) -> bool {
        matches!(self, Ty::Opt(_) | Ty::Many(_) | Ty::Map(_) | Ty::Bool)
    }

    /// Whether a value of it is copied where it is used.
    pub(crate) fn is_copy(&self) -> bool {
        matches!(self, Ty::Bool | Ty::Id | Ty::Unit)
    }

    /// As it is written.
    pub(crate) fn tokens(&self) -> TokenStream {
        match self {
            Ty::Client => quote!(Client),
            Ty::Shared => quote!(Shared),
            Ty::Events => quote!(EventLoop),
            Ty::Sender => quote!(Sender),
            Ty::Wire => quote!(Wire),
            Ty::Radio => quote!(Radio),
            Ty::Opt(t) => {
                let t = t.tokens();
                quote!(Option<#t>)
            }
            Ty::Res(t) => {
                let t = t.tokens();
                quote!(Result<#t, Refused>)
            }
            Ty::Boxed(t) => {
                let t = t.tokens();
                quote!(Box<#t>)
            }
            Ty::Counted(t) => {
                let t = t.tokens();
                quote!(Rc<#t>)
            }
            Ty::Slot => quote!(Arc<Mutex<Option<Client>>>),
            Ty::Cell => quote!(Rc<RefCell<Option<Client>>>),
            Ty::Many(t) => {
                let t = t.tokens();
                quote!(Vec<#t>)
            }
            Ty::Map(t) => {
                let t = t.tokens();
                quote!(HashMap<&'static str, #t>)
            }
            Ty::Pair(t) => {
                let t = t.tokens();
                quote!([#t; 2])
            }
            Ty::Tuple(ts) => {
                let ts = ts.iter().map(Ty::tokens);
                quote!((#(#ts),*))
            }
            Ty::Struct(i) => {
                let name = struct_name(*i);
                quote!(#name)
            }
            Ty::Enum(i) => {
                let name = enum_name(*i);
                quote!(#name)
            }
            Ty::Held(t) => {
                let t = t.tokens();
                quote!(ManuallyDrop<#t>)
            }
            Ty::Sends(t) => {
                let t = t.tokens();
                quote!(std::sync::mpsc::Sender<#t>)
            }
            Ty::Receives(t) => {
                let t = t.tokens();
                quote!(std::sync::mpsc::Receiver<#t>)
            }
            Ty::Dyn => quote!(Box<dyn Link>),
            Ty::Thunk(t) => {
                let t = t.tokens();
                quote!(Box<dyn FnOnce() -> #t>)
            }
            Ty::Bool => quote!(bool),
            Ty::Id => quote!(&'static str),
            Ty::Unit => quote!(()),
        }
    }
}

/// The name of a struct.
pub(crate) fn struct_name(index: usize) -> Ident {
    format_ident!("{}", ["Session", "Gateway", "Pump", "Worker"][index % 4])
}

/// The name of an enum.
pub(crate) fn enum_name(index: usize) -> Ident {
    format_ident!("{}", ["State", "Mode"][index % 2])
}

/// A struct of the program.
#[derive(Clone, Debug)]
pub(crate) struct StructDef {
    /// Fields, in order.
    pub(crate) fields: Vec<(Ident, Ty)>,
    /// Whether it has a `Drop` of its own: then its fields cannot be moved out.
    pub(crate) has_drop: bool,
}

/// An enum of the program; the first variant has no payload.
#[derive(Clone, Debug)]
pub(crate) struct EnumDef {
    /// Variants with their payloads.
    pub(crate) variants: Vec<(Ident, Vec<Ty>)>,
}

/// How a parameter or variable holds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// By value.
    Owned,
    /// `&T`.
    Ref,
    /// `&mut T`.
    RefMut,
}

/// A function or method that can be called.
#[derive(Clone, Debug)]
pub(crate) struct FnDef {
    /// Its name.
    pub(crate) name: Ident,
    /// Of which struct it is a method, and how it takes `self` (`None`: an associated function).
    pub(crate) owner: Option<(usize, Option<How>)>,
    /// Parameters.
    pub(crate) params: Vec<(Ty, How)>,
    /// What it returns, or what its future gives.
    pub(crate) ret: Ty,
    /// Whether it is an `async fn`.
    pub(crate) is_async: bool,
}
