//! The compiler as oracle: generated programs over a client whose connects are recorded at run time, compiled by rustc
//! and run under every answer of their conditions. The lines that really connected twice are the truth, line by line.

mod bodies;
pub mod campaign;
pub mod exclusions;
pub mod generate;
pub mod judge;
pub mod mutations;
pub mod program;
pub mod shrink;
pub mod workshop;
