//! The abstract domain: what the solver knows of a program's memory at one point of one path.
//!
//! A [`State`] is one disjunct. It has a forest of owned [`Val`]ues (Rust's ownership is a forest), cells shared by
//! `Rc`/`Arc`, the connections ([`Obj`]) and the tasks. Whether a connection is still held is not counted but read off:
//! it is held if a value of an owning role is reachable ([`hold`]).

pub(crate) mod canon;
pub(crate) mod channel;
pub(crate) mod doubt;
pub(crate) mod elements;
pub(crate) mod expr;
pub(crate) mod hashed;
pub(crate) mod hold;
pub(crate) mod outline;
pub(crate) mod place;
pub(crate) mod question;
pub(crate) mod recent;
pub(crate) mod shared;
pub(crate) mod state;
mod surplus;
pub(crate) mod types;
mod unjoined;
pub(crate) mod value;

pub(crate) use expr::Expr;
pub(crate) use place::{Loc, Root};
pub(crate) use state::{CellId, Obj, ObjId, State, Status, Task, TaskId};
pub(crate) use types::Type;
pub(crate) use value::Val;
