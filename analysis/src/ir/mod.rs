//! The intermediate representation: what is left of a file once its syntax tree is dropped.
//!
//! [`item`] holds the declarations (modules, functions, types), [`body`] the flow graph of each function, closure and
//! async block, [`ty`] types as written. Nothing here is resolved: paths are as in the source, and a later stage
//! ([`crate::names`]) says what they mean. Nothing here knows any client.

pub mod body;
pub mod dump;
pub mod item;
pub mod option_methods;
pub mod ty;

pub use body::*;
pub use item::*;
pub use option_methods::{is_of_result, takes_option};
pub use ty::*;
