//! What to read, chosen as cargo chooses it.

use std::path::PathBuf;

/// Which packages.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Package selection")]
pub(crate) struct PackageArgs {
    /// Path of Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Package to analyse; may have `*` and `?`
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) package: Vec<String>,
    /// All members of the workspace
    #[arg(long, visible_alias = "all")]
    pub(crate) workspace: bool,
    /// Members to leave out; may have `*` and `?`
    #[arg(long, value_name = "NAME")]
    pub(crate) exclude: Vec<String>,
    /// Read the chosen packages that have nothing to do with a client, and all functions, too: to see that it makes no difference
    #[arg(long, hide = true)]
    pub(crate) no_prefilter: bool,
}

/// Which targets.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Target selection (default: library and binaries)")]
pub(crate) struct TargetArgs {
    /// The library
    #[arg(long)]
    pub(crate) lib: bool,
    /// All binaries
    #[arg(long)]
    pub(crate) bins: bool,
    /// One binary
    #[arg(long, value_name = "NAME")]
    pub(crate) bin: Vec<String>,
    /// All examples
    #[arg(long)]
    pub(crate) examples: bool,
    /// One example
    #[arg(long, value_name = "NAME")]
    pub(crate) example: Vec<String>,
    /// All tests
    #[arg(long)]
    pub(crate) tests: bool,
    /// All benchmarks
    #[arg(long)]
    pub(crate) benches: bool,
    /// All targets
    #[arg(long)]
    pub(crate) all_targets: bool,
    /// Read the code of this target triple only; without it that of all
    #[arg(long, value_name = "TRIPLE")]
    pub(crate) target: Option<String>,
}

impl TargetArgs {
    /// Whether a target is asked for that sees development dependencies.
    pub(crate) fn uses_dev_dependencies(&self) -> bool {
        self.tests || self.benches || self.examples || self.all_targets || !self.example.is_empty()
    }

    /// Whether any target is named: the default no longer stands then.
    pub(crate) fn is_any(&self) -> bool {
        self.lib
            || self.bins
            || self.examples
            || self.tests
            || self.benches
            || self.all_targets
            || !self.bin.is_empty()
            || !self.example.is_empty()
    }
}

/// Which features.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Feature selection")]
pub(crate) struct FeatureArgs {
    /// Features to turn on, parted by commas or spaces
    #[arg(short = 'F', long, value_name = "FEATURES")]
    pub(crate) features: Vec<String>,
    /// All features of the selected packages
    #[arg(long)]
    pub(crate) all_features: bool,
    /// Without the default features
    #[arg(long)]
    pub(crate) no_default_features: bool,

    /// Names of features, packages and targets that are not there are left out and no error: so in a revision from
    /// before they were made.
    #[arg(skip)]
    pub(crate) lenient: bool,
}

/// Flags of cargo that mean nothing here: the tool changes no lock file and uses no network.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct CargoArgs {
    /// For cargo's sake: Cargo.lock is never changed
    #[arg(long, help_heading = "Manifest")]
    locked: bool,
    /// For cargo's sake: the network is never used
    #[arg(long, help_heading = "Manifest")]
    offline: bool,
    /// For cargo's sake: both
    #[arg(long, help_heading = "Manifest")]
    frozen: bool,
}
