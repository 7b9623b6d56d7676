//! `cargo double-connect clients`, and what else there is besides an analysis.

use std::path::PathBuf;

use super::CacheCommand;

/// What to do instead of an analysis.
#[derive(Clone, Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// What is known of client crates: which models count for a workspace, and why
    Clients(ClientsArgs),
    /// The results of earlier runs, which are kept for projects that have not changed
    #[command(subcommand)]
    Cache(CacheCommand),
}

/// The arguments of `clients`.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 done, 1 `check` found mistakes, 2 the work could not be done, 3 no model counts for \
                  the workspace."
)]
pub(crate) struct ClientsArgs {
    /// What else than the list of models
    #[command(subcommand)]
    pub(crate) what: Option<ClientsCommand>,
    /// Path of Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
}

/// What can be done with models.
#[derive(Clone, Debug, clap::Subcommand)]
pub(crate) enum ClientsCommand {
    /// Check model files, as a configuration would name them
    Check {
        /// The files
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the JSON schema of model files, for editors
    Schema,
}
