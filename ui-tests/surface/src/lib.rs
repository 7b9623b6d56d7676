//! What is needed to check that the models name only what their crates have: the names of a model ([`names`]), Rust text
//! that uses each of them ([`generate`]), and what the compiler says of that text ([`rustc`]). For a crate that does not
//! build here its source is searched instead ([`text`]).

pub mod crates;
pub mod generate;
pub mod names;
pub mod rustc;
pub mod text;
