//! Rust files without a manifest: each one is a package of its own, unless another one has it as a module.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use double_connect_analysis::input::{
    DependencyInput, Edition, PackageInput, ProjectInput, TargetInput, TargetKind,
};

use super::Project;
use crate::session::{Session, read_text};

/// Makes the analysis' input of loose files. `dependencies`: what such files are taken to depend on.
pub(crate) fn project(
    session: &Session,
    root: PathBuf,
    files: &[PathBuf],
    dependencies: &BTreeMap<String, DependencyInput>,
) -> Project {
    let modules: BTreeSet<PathBuf> = files
        .iter()
        .flat_map(|file| declared_modules(file))
        .collect();
    let mut roots: Vec<&PathBuf> = files
        .iter()
        .filter(|file| !modules.contains(*file))
        .collect();
    if roots.is_empty() {
        // Files that declare each other: all of them, rather than none.
        roots = files.iter().collect();
    }
    let package = |file: &&PathBuf| {
        let name = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        PackageInput {
            name: name.clone(),
            edition: Edition::default(),
            targets: vec![TargetInput {
                name,
                kind: TargetKind::File,
                root: (*file).clone(),
            }],
            dependencies: dependencies.clone(),
            features: None,
        }
    };
    let packages = roots.iter().map(package).collect();
    let input = ProjectInput {
        root,
        shown_from: session.shown_from.clone(),
        packages,
        target: session.target.clone(),
    };
    Project {
        input,
        workspace: None,
        origins: Vec::new(),
        skipped: Vec::new(),
    }
}

/// The files that `mod name;` declarations of a file can mean, whether they exist or not.
///
/// A rough reading is enough: a comment that looks like a declaration only keeps a file from being a root when that
/// file lies where the module would lie.
fn declared_modules(file: &Path) -> Vec<PathBuf> {
    let Ok(text) = read_text(file) else {
        return Vec::new();
    };
    let Some(dir) = file.parent() else {
        return Vec::new();
    };
    let stem = file.file_stem().map(Path::new).unwrap_or(Path::new(""));
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let Some(before) = line.split_once(';').map(|(before, _)| before.trim_end()) else {
            continue;
        };
        let Some(name) = before
            .rsplit_once(char::is_whitespace)
            .filter(|(head, _)| ends_with_mod(head))
        else {
            continue;
        };
        let name = name.1.strip_prefix("r#").unwrap_or(name.1);
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        for base in [dir.to_owned(), dir.join(stem)] {
            found.push(base.join(format!("{name}.rs")));
            found.push(base.join(name).join("mod.rs"));
        }
    }
    found
}

fn ends_with_mod(head: &str) -> bool {
    head.split_whitespace().next_back() == Some("mod")
}
