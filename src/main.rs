//! The cargo subcommand `cargo double-connect`.
fn main() {}
