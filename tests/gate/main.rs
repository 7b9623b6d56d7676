//! The tool as a check of pull requests, on real runs: formats, files, suppressions, baselines, exit codes.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod baseline;
mod config;
mod exit;
mod files;
mod fingerprints;
mod fix;
mod formats;
mod manners;
mod project;
mod shown;
mod since;
mod suppressions;
