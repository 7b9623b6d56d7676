//! The uses of every name, as written by `surface`.
#![allow(unused, deprecated, unreachable_code, clippy::all)]

include!(env!("SURFACE"));
