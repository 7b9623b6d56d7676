//! Projects on disk: from manifests and loose files to what the analysis is told.
//!
//! Manifests are read directly: no process is started, no network used, nothing outside the workspace's root is read.

pub(crate) mod disk;
mod features;
pub(crate) mod known;
mod lock;
pub(crate) mod loose;
pub(crate) mod manifest;
mod package;
pub(crate) mod scope;
pub(crate) mod select;
mod targets;
#[cfg(test)]
mod tests;
pub(crate) mod used;
pub(crate) mod workspace;

use std::path::Path;

use double_connect_analysis::input::{Edition, ProjectInput, TargetKind};

use crate::output::{Origin, Target as JsonTarget};
use package::Package;
use targets::Target;
use workspace::Workspace;

/// What is analysed together.
#[derive(Debug)]
pub(crate) struct Project {
    /// What the analysis gets.
    pub(crate) input: ProjectInput,
    /// The workspace; none for loose files.
    pub(crate) workspace: Option<Workspace>,
    /// For each package of the input its index in the workspace.
    pub(crate) origins: Vec<usize>,
    /// The packages that were chosen and are not read, because they cannot matter or have no target to read.
    pub(crate) skipped: Vec<Skipped>,
}

/// A package that is not read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// Its name.
    pub(crate) name: String,
    /// Why it is not read.
    pub(crate) reason: Reason,
}

/// Why a package is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// No target of it that was chosen can open a connection.
    Unrelated,
    /// It is itself a client crate with a model. Its library is the model's business; examples and tests, if there are
    /// any, were not chosen.
    Client {
        /// Whether there are any.
        more: bool,
    },
}

impl Reason {
    /// The reason in words.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Unrelated => "no target of it uses a known client crate",
            Self::Client { more: true } => {
                "it is itself a client crate, described by a model, and its examples and tests were not selected: try \
                 --all-targets"
            }
            Self::Client { more: false } => {
                "it is itself a client crate, described by a model, and no example or test of it can be read"
            }
        }
    }
}

impl Project {
    /// The package of the workspace to which a file (absolute) belongs.
    pub(crate) fn owner(&self, file: &Path) -> Option<usize> {
        let workspace = self.workspace.as_ref()?;
        let inside = |index: &&usize| file.starts_with(workspace.packages[**index].dir());
        let depth = |index: &&usize| workspace.packages[**index].dir().components().count();
        self.origins
            .iter()
            .filter(inside)
            .max_by_key(depth)
            .copied()
    }

    /// What a file (absolute) belongs to, as cargo names it.
    pub(crate) fn origin(&self, file: &Path) -> Origin {
        match (self.owner(file), &self.workspace) {
            (Some(index), Some(workspace)) => of_package(&workspace.packages[index], file),
            (None, Some(workspace)) => Origin {
                manifest_path: workspace.manifest.path.display().to_string(),
                ..Origin::default()
            },
            _ => of_file(file),
        }
    }
}

fn of_package(package: &Package, file: &Path) -> Origin {
    let dir = package.dir();
    let folder = dir.file_name().and_then(|name| name.to_str());
    let url = format!("path+file://{}", dir.display());
    let package_id = if folder == Some(package.name.as_str()) {
        format!("{url}#{}", package.version)
    } else {
        format!("{url}#{}@{}", package.name, package.version)
    };
    let target = target_of(package, file)
        .map(|target| json_target(target, package.edition))
        .unwrap_or_default();
    Origin {
        package_id,
        manifest_path: package.manifest.path.display().to_string(),
        target,
    }
}

/// The target to which a file most likely belongs: the one whose root it is, else the one in whose own folder it lies,
/// else the library, else the first.
fn target_of<'p>(package: &'p Package, file: &Path) -> Option<&'p Target> {
    let by_root = package
        .known_targets()
        .iter()
        .find(|target| target.path == file);
    let by_folder = || {
        let own =
            |target: &&Target| target.kind != TargetKind::Lib && target.path.ends_with("main.rs");
        let holds = |target: &&Target| {
            target
                .path
                .parent()
                .is_some_and(|dir| file.starts_with(dir) && dir != package.dir().join("src"))
        };
        package.known_targets().iter().filter(own).find(holds)
    };
    by_root
        .or_else(by_folder)
        .or_else(|| package.known_targets().first())
}

fn json_target(target: &Target, edition: Edition) -> JsonTarget {
    let (kind, crate_type) = match target.kind {
        TargetKind::Lib if target.proc_macro => ("proc-macro", "proc-macro"),
        TargetKind::Lib => ("lib", "lib"),
        TargetKind::Bin | TargetKind::File => ("bin", "bin"),
        TargetKind::Example => ("example", "bin"),
        TargetKind::Test => ("test", "bin"),
        TargetKind::Bench => ("bench", "bin"),
    };
    let library = target.kind == TargetKind::Lib;
    JsonTarget {
        kind: vec![kind.to_owned()],
        crate_types: vec![crate_type.to_owned()],
        name: target.name.clone(),
        src_path: target.path.display().to_string(),
        edition: edition_name(edition).to_owned(),
        doc: library || target.kind == TargetKind::Bin,
        doctest: library,
        test: matches!(
            target.kind,
            TargetKind::Lib | TargetKind::Bin | TargetKind::Test
        ),
    }
}

fn of_file(file: &Path) -> Origin {
    let path = file.display().to_string();
    let name = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    Origin {
        package_id: format!("path+file://{path}#{name}@0.0.0"),
        manifest_path: path.clone(),
        target: JsonTarget {
            kind: vec!["bin".to_owned()],
            crate_types: vec!["bin".to_owned()],
            name,
            src_path: path,
            edition: edition_name(Edition::default()).to_owned(),
            ..JsonTarget::default()
        },
    }
}

fn edition_name(edition: Edition) -> &'static str {
    match edition {
        Edition::E2015 => "2015",
        Edition::E2018 => "2018",
        Edition::E2021 => "2021",
        Edition::E2024 => "2024",
    }
}
