//! What the analysis is told about a project: packages, their targets, editions, features and dependencies.
//!
//! Made by the command line from manifests (or from loose files); the analysis itself never reads a manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A Rust edition.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Edition {
    /// 2015.
    E2015,
    /// 2018.
    E2018,
    /// 2021.
    #[default]
    E2021,
    /// 2024.
    E2024,
}

/// A set of packages that are analysed together (a workspace, or loose files as one package each).
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProjectInput {
    /// The directory outside which no source is read; modules that lie outside are reported as problems.
    pub root: PathBuf,
    /// The directory to which the shown paths are relative.
    pub shown_from: PathBuf,
    /// The packages, in the order in which they are analysed and reported.
    pub packages: Vec<PackageInput>,
    /// The target triple for which the code is read: what `cfg(target_…)` leaves out for it is not read. With `None`, or
    /// one that is not in [`known_targets`], nothing is known of the target, and both sides are read.
    pub target: Option<String>,
}

/// The triples of all targets that the compiler brings along, sorted.
pub fn known_targets() -> impl Iterator<Item = &'static str> {
    cfg_expr::targets::ALL_BUILTINS
        .iter()
        .map(|target| target.triple.as_str())
}

/// A package.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PackageInput {
    /// Its name.
    pub name: String,
    /// Its edition.
    pub edition: Edition,
    /// The targets to analyse.
    pub targets: Vec<TargetInput>,
    /// What its code can name: import name (after renames, `_` for `-`) -> where it leads.
    pub dependencies: BTreeMap<String, DependencyInput>,
    /// Features that are on. A `cfg(feature)` on any other feature that `declared_features` has is off; where the set
    /// is `None`, nothing is known and both sides are read.
    pub features: Option<BTreeSet<String>>,
}

/// Where an import name leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum DependencyInput {
    /// A package from outside: its real name and the version requirement or locked version, if known.
    External {
        /// Package name.
        package: String,
        /// Version (requirement) as written, e.g. `0.24`, `^0.25.1`, `=1.0.0`.
        version: Option<String>,
    },
    /// The library of another package of the same input: index into [`ProjectInput::packages`].
    Local(usize),
}

/// A target of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TargetInput {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: TargetKind,
    /// The root source file.
    pub root: PathBuf,
}

/// The kind of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TargetKind {
    /// The library.
    Lib,
    /// A binary.
    Bin,
    /// An example.
    Example,
    /// A test.
    Test,
    /// A benchmark.
    Bench,
    /// A loose file.
    File,
}
