//! Manifests on disk: read once, kept with their texts, broken ones reported once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use cargo_toml::Manifest;
use double_connect_analysis::source::Span;
use glob::Pattern;
use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::disk::{ByPath, Disk};
use crate::globs;
use crate::session::{Session, span};

/// A manifest that could be read.
#[derive(Debug)]
pub(crate) struct ManifestFile {
    /// Where it is.
    pub(crate) at: ManifestAt,
    /// The folder it lies in.
    pub(crate) dir: PathBuf,
    /// Its contents, nothing inherited or discovered yet.
    pub(crate) manifest: Manifest,
}

impl ManifestFile {
    /// The place of a value; see [`ManifestAt::place`].
    pub(crate) fn place(&self, session: &mut Session, keys: &[&str]) -> Option<Span> {
        self.at.place(session, keys)
    }
}

/// Where a manifest is, and whether it has to be looked at again once what cargo knows of is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ManifestAt {
    /// Its path: absolute, without symbolic links.
    pub(crate) path: PathBuf,
    /// Whether it could have a configuration of ours.
    pub(crate) may_configure: bool,
}

impl ManifestAt {
    /// The place of a value, given the keys and (as decimal numbers) array indices that lead to it.
    pub(crate) fn place(&self, session: &mut Session, keys: &[&str]) -> Option<Span> {
        let file = session.read(&self.path).ok()?;
        locate(session.text(file), keys).map(|range| span(file, range))
    }
}

fn locate(text: &str, keys: &[&str]) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let (first, rest) = keys.split_first()?;
    let mut value = table.get_ref().get(*first)?;
    for key in rest {
        value = match value.get_ref() {
            DeValue::Table(table) => table.get(*key)?,
            DeValue::Array(array) => array.get(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(value.span())
}

/// All manifests of a run.
#[derive(Debug, Default)]
pub(crate) struct Manifests {
    by_path: ByPath<Option<Rc<ManifestFile>>>,
    /// By path as given.
    given: ByPath<Option<Rc<ManifestFile>>>,
    path_members: BTreeMap<PathBuf, Rc<BTreeSet<PathBuf>>>,
    /// Manifests of which nobody wants to hear if they are broken.
    quiet: ByPath<Option<Rc<Manifest>>>,
    /// By the root of a workspace.
    listed: BTreeMap<PathBuf, Rc<Listed>>,
}

/// The folders that `members` of a workspace names, whether or not there is a package in them.
#[derive(Debug)]
pub(crate) struct Listed {
    root: PathBuf,
    patterns: Vec<Pattern>,
    /// Those that are named by themselves: absolute, without symbolic links.
    dirs: BTreeSet<PathBuf>,
}

impl Listed {
    fn of(disk: &Disk, root: &Path, members: &[String]) -> Self {
        let (patterns, plain): (Vec<_>, Vec<_>) =
            members.iter().partition(|entry| globs::is_pattern(entry));
        Self {
            root: root.to_owned(),
            patterns: patterns
                .into_iter()
                .filter_map(|entry| globs::pattern(entry).ok())
                .collect(),
            dirs: plain
                .into_iter()
                .filter_map(|entry| disk.canonical(&root.join(entry)).ok())
                .collect(),
        }
    }

    /// Whether a folder (absolute, without symbolic links) is named.
    pub(crate) fn names(&self, dir: &Path) -> bool {
        let Ok(below) = dir.strip_prefix(&self.root) else {
            return false;
        };
        let mut patterns = self.patterns.iter();
        self.dirs.contains(dir) || patterns.any(|pattern| globs::matches_whole(pattern, below))
    }
}

impl Manifests {
    /// The folders to which path dependencies of a workspace lead, found by `find` the first time.
    pub(crate) fn path_members(
        &mut self,
        root: &ManifestFile,
        find: impl FnOnce(&ManifestFile) -> BTreeSet<PathBuf>,
    ) -> Rc<BTreeSet<PathBuf>> {
        Rc::clone(
            self.path_members
                .entry(root.dir.clone())
                .or_insert_with(|| Rc::new(find(root))),
        )
    }

    /// The manifest at a path, if it exists and can be read; nothing is reported: the workspace may turn out not to be the
    /// one that is asked for.
    pub(crate) fn quiet(&mut self, disk: &Disk, path: &Path) -> Option<Rc<Manifest>> {
        if let Some(known) = self.quiet.get(path.as_os_str()) {
            return known.clone();
        }
        let text = disk.text(path);
        let manifest = text.and_then(|text| Manifest::from_str(&text).ok());
        let manifest = manifest.map(Rc::new);
        self.quiet.insert(path.into(), manifest.clone());
        manifest
    }

    /// What `members` of the workspace in a folder names.
    pub(crate) fn listed(&mut self, disk: &Disk, root: &Path, members: &[String]) -> Rc<Listed> {
        let listed = self.listed.entry(root.to_owned());
        Rc::clone(listed.or_insert_with(|| Rc::new(Listed::of(disk, root, members))))
    }

    /// The manifest at a path, if it exists and can be read. What is wrong with it is reported the first time only.
    pub(crate) fn load(&mut self, session: &mut Session, path: &Path) -> Option<Rc<ManifestFile>> {
        if let Some(known) = self.given.get(path.as_os_str()) {
            return known.clone();
        }
        let loaded = self.find(session, path);
        self.given.insert(path.into(), loaded.clone());
        loaded
    }

    fn find(&mut self, session: &mut Session, path: &Path) -> Option<Rc<ManifestFile>> {
        let path = match session.disk.canonical(path) {
            Ok(path) => path,
            Err(error) => {
                if self.by_path.insert(path.into(), None).is_none() {
                    session.error_in(path, &format!("cannot be read: {error}"));
                }
                return None;
            }
        };
        if let Some(known) = self.by_path.get(path.as_os_str()) {
            return known.clone();
        }
        let loaded = read(session, &path).map(Rc::new);
        self.by_path.insert(path.into_os_string(), loaded.clone());
        loaded
    }
}

fn read(session: &mut Session, path: &Path) -> Option<ManifestFile> {
    let file = match session.read(path) {
        Ok(file) => file,
        Err(reason) => {
            session.error_in(path, &reason);
            return None;
        }
    };
    let text = session.text(file);
    session.disk.was_read(path, Some(text));
    match Manifest::from_str(text) {
        Ok(manifest) => {
            let dir = path.parent().map(Path::to_owned).unwrap_or_default();
            // Most say nothing of us; only an escape could hide that one does.
            let may_configure = text.contains("double-connect") || text.contains('\\');
            let at = ManifestAt {
                path: path.to_owned(),
                may_configure,
            };
            Some(ManifestFile { at, dir, manifest })
        }
        Err(cargo_toml::Error::Parse(error)) => {
            session.toml_error(file, "this manifest cannot be read", &error);
            None
        }
        Err(other) => {
            session.error_in(path, &format!("cannot be read: {other}"));
            None
        }
    }
}

/// The manifest that governs a folder: in it or above it.
pub(crate) fn find_upward(disk: &Disk, from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .map(|dir| dir.join("Cargo.toml"))
        .find(|path| disk.is_file_by_itself(path))
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn values_are_found_by_their_keys() {
        let text = "[workspace]\nmembers = [\"a\", \"b\"]\n";
        let found = locate(text, &["workspace", "members", "1"]).and_then(|range| text.get(range));
        assert_eq!(found, Some("\"b\""));
        assert_eq!(locate(text, &["workspace", "members", "2"]), None);
    }
}
