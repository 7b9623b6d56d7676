//! What the command line points at: manifests, folders, files.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use walkdir::WalkDir;

use super::manifest::{ManifestFile, Manifests, find_upward};
use super::workspace::root_of;
use crate::globs;
use crate::session::Session;

/// Something to analyse.
#[derive(Debug)]
pub(crate) enum Scope {
    /// A workspace, reached through these manifests.
    Workspace {
        /// The manifests; none where an earlier run has read the workspace.
        manifests: Vec<Rc<ManifestFile>>,
        /// The folders the user named; empty where the workspace itself is meant.
        below: Vec<PathBuf>,
    },
    /// Files without a manifest.
    Loose {
        /// The folder outside which nothing is read.
        root: PathBuf,
        /// The files, absolute, sorted.
        files: Vec<PathBuf>,
    },
}

/// Manifests of a workspace, and the folders that are meant; none where the workspace itself is.
pub(crate) type Meant = (Vec<Rc<ManifestFile>>, Vec<PathBuf>);

/// What is meant by a manifest path, or without one by the current directory.
///
/// # Errors
/// There is no manifest.
pub(crate) fn of_manifest(
    session: &mut Session,
    manifests: &mut Manifests,
    path: Option<&Path>,
) -> Result<Option<Meant>, String> {
    let path = match path {
        Some(path) if path.is_dir() => {
            return Err(format!("`--manifest-path` must be a path to a Cargo.toml, and `{}` is a folder", path.display()));
        }
        Some(path) if !path.is_file() => return Err(format!("manifest path `{}` does not exist", path.display())),
        Some(path) => path.to_owned(),
        None => find_upward(&session.disk, &session.shown_from).ok_or_else(|| {
            let dir = session.shown_from.display();
            format!("no Cargo.toml in `{dir}` or any folder above it; name a PATH to analyse files without one")
        })?,
    };
    let Some(file) = manifests.load(session, &path) else {
        return Ok(None);
    };
    let below = if file.manifest.workspace.is_some() {
        Vec::new()
    } else {
        vec![file.dir.clone()]
    };
    Ok(Some((vec![file], below)))
}

/// What is meant by paths: every workspace below them, and loose files.
///
/// # Errors
/// A path that does not exist.
pub(crate) fn of_paths(
    session: &mut Session,
    manifests: &mut Manifests,
    paths: &[PathBuf],
) -> Result<Vec<Scope>, String> {
    let mut workspaces: BTreeMap<PathBuf, (Vec<Rc<ManifestFile>>, Vec<PathBuf>)> = BTreeMap::new();
    let mut loose: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    for path in paths {
        let path = path
            .canonicalize()
            .map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
        if !path.is_dir() && !path.is_file() {
            return Err(format!(
                "`{}` is neither a file nor a folder",
                path.display()
            ));
        }
        let found = if path.is_dir() {
            walk(&path)
        } else {
            Found::file(&path)
        };
        for manifest in found.manifests {
            let Some(file) = manifests.load(session, &manifest) else {
                continue;
            };
            let root = root_of(session, manifests, &file);
            let (files, below) = workspaces.entry(root.dir.clone()).or_default();
            files.push(file);
            let dir = if path.is_dir() {
                path.clone()
            } else {
                manifest.parent().map(Path::to_owned).unwrap_or_default()
            };
            if !below.contains(&dir) {
                below.push(dir);
            }
        }
        if !found.files.is_empty() {
            let root = if path.is_dir() {
                Some(path.as_path())
            } else {
                path.parent()
            };
            loose
                .entry(root.map(Path::to_owned).unwrap_or_default())
                .or_default()
                .extend(found.files);
        }
    }
    let workspaces = workspaces
        .into_values()
        .map(|(manifests, below)| Scope::Workspace { manifests, below });
    let loose = loose.into_iter().map(|(root, files)| Scope::Loose {
        root,
        files: files.into_iter().collect(),
    });
    Ok(workspaces.chain(loose).collect())
}

#[derive(Debug, Default)]
struct Found {
    manifests: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Found {
    fn file(path: &Path) -> Self {
        if path.file_name().is_some_and(|name| name == "Cargo.toml") {
            Self {
                manifests: vec![path.to_owned()],
                ..Self::default()
            }
        } else {
            Self {
                files: vec![path.to_owned()],
                ..Self::default()
            }
        }
    }
}

/// All manifests below a folder, and the Rust files that lie in no folder with a manifest. Symbolic links are not
/// followed; hidden folders and `target` are not entered.
fn walk(root: &Path) -> Found {
    let mut found = Found::default();
    let entries = WalkDir::new(root)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter();
    for entry in entries
        .filter_entry(|entry| entry.depth() == 0 || !globs::is_skipped(entry))
        .filter_map(Result::ok)
    {
        if !entry.file_type().is_file() {
            continue;
        }
        if entry.file_name() == "Cargo.toml" {
            found.manifests.push(entry.into_path());
        } else if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            found.files.push(entry.into_path());
        }
    }
    // By their bytes: paths are compared part by part, and there are many.
    let dirs: HashSet<&OsStr> = found
        .manifests
        .iter()
        .filter_map(|path| Some(path.parent()?.as_os_str()))
        .collect();
    found.files.retain(|file| {
        let mut above = file.ancestors();
        !above.any(|dir| dirs.contains(dir.as_os_str()))
    });
    found
}
