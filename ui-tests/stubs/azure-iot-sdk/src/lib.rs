pub mod client {}
