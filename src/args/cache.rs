//! The cache on the command line.

use std::path::PathBuf;

/// Whether and where results of earlier runs are kept.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Cache")]
pub(crate) struct CacheArgs {
    /// Analyse everything, as if there had been no earlier run, and keep nothing for later ones
    #[arg(long)]
    pub(crate) no_cache: bool,

    /// Where results are kept; by default in the user's folder for caches
    #[arg(
        long,
        value_name = "DIR",
        env = "CARGO_DOUBLE_CONNECT_CACHE_DIR",
        hide_env_values = true,
        global = true
    )]
    pub(crate) cache_dir: Option<PathBuf>,
}

/// What can be done with the cache.
#[derive(Clone, Debug, clap::Subcommand)]
pub(crate) enum CacheCommand {
    /// Remove all results of earlier runs
    Clean,
    /// Print where they are
    Dir,
}
