//! A workspace: its root, its members, and what path dependencies add.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use cargo_toml::Manifest;
use serde::{Deserialize, Serialize};

use super::disk::{ByPath, Disk, order};
use super::manifest::{ManifestAt, ManifestFile, Manifests};
use super::package::{Inheritance, Package};
use crate::globs;
use crate::output::{Message, Severity};
use crate::session::Session;

/// A workspace, or a package that stands alone.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Workspace {
    /// Its root folder: absolute, without symbolic links. Nothing outside is read.
    pub(crate) root: PathBuf,
    /// The manifest in it.
    pub(crate) manifest: ManifestAt,
    /// Members and the path dependencies inside the root, by folder.
    pub(crate) packages: Vec<Package>,
    /// Which of the packages are members; the others are only depended on.
    pub(crate) members: BTreeSet<usize>,
    /// What `default-members` names, if it is given.
    pub(crate) default_members: Option<BTreeSet<usize>>,
}

impl Workspace {
    /// Reads the workspace to which manifests belong (all to the same one). What cannot be read is reported; the rest
    /// stands.
    pub(crate) fn load(
        session: &mut Session,
        manifests: &mut Manifests,
        starts: &[Rc<ManifestFile>],
    ) -> Option<Self> {
        let manifest = root_of(session, manifests, starts.first()?);
        let root = manifest.dir.clone();
        let mut loader = Loader {
            session,
            manifests,
            manifest: &manifest,
            found: ByPath::default(),
            folders: ByPath::default(),
        };
        if manifest.manifest.package.is_some() {
            loader.add(&Rc::clone(&manifest), true);
        }
        loader.members();
        for start in starts {
            loader.add(start, true);
        }
        let Loader { found, folders, .. } = loader;
        let default_members = default_members(session, &manifest, &found);
        let mut packages = Vec::new();
        let mut members = BTreeSet::new();
        let mut found: Vec<(Package, bool)> = found.into_values().collect();
        found.sort_by_cached_key(|(package, _)| order(package.dir()));
        for (package, member) in found {
            if member {
                members.insert(packages.len());
            }
            packages.push(package);
        }
        let default_members = default_members.map(|dirs| {
            (0..packages.len())
                .filter(|index| dirs.contains(packages[*index].dir()))
                .collect::<BTreeSet<_>>()
        });
        let by_dir: ByPath<usize> = packages
            .iter()
            .enumerate()
            .map(|(index, package)| (package.dir().as_os_str().to_owned(), index))
            .collect();
        for dependency in packages.iter_mut().flat_map(|p| &mut p.dependencies) {
            let folder = |path: &PathBuf| folders.get(path.as_os_str());
            let dir = dependency.path.as_ref().and_then(folder);
            dependency.leads = dir.and_then(|dir| by_dir.get(dir.as_os_str()).copied());
        }
        Some(Self {
            root,
            manifest: manifest.at.clone(),
            packages,
            members,
            default_members,
        })
    }
}

struct Loader<'a> {
    session: &'a mut Session,
    manifests: &'a mut Manifests,
    manifest: &'a Rc<ManifestFile>,
    /// By folder; whether it is a member.
    found: ByPath<(Package, bool)>,
    /// By path dependency as written: the folder it leads to, without symbolic links.
    folders: ByPath<PathBuf>,
}

impl Loader<'_> {
    /// Adds a package and the path dependencies that lie inside the root.
    fn add(&mut self, file: &Rc<ManifestFile>, member: bool) {
        let mut open = vec![(Rc::clone(file), member)];
        while let Some((file, member)) = open.pop() {
            if let Some((_, known)) = self.found.get_mut(file.dir.as_os_str()) {
                *known |= member;
                continue;
            }
            let inheritance =
                self.manifest
                    .manifest
                    .workspace
                    .as_ref()
                    .map(|workspace| Inheritance {
                        workspace,
                        dir: &self.manifest.dir,
                    });
            let Some(package) = Package::new(self.session, &file, inheritance) else {
                continue;
            };
            let paths: Vec<PathBuf> = package
                .dependencies
                .iter()
                .filter_map(|d| d.path.clone())
                .collect();
            let dir = file.dir.as_os_str().to_owned();
            self.found.insert(dir, (package, member));
            for path in paths {
                let Ok(dir) = self.session.disk.canonical(&path) else {
                    continue;
                };
                self.folders.insert(path.into_os_string(), dir.clone());
                if dir.starts_with(&self.manifest.dir) && self.has_manifest(&dir) {
                    let manifest = self.manifests.load(self.session, &dir.join("Cargo.toml"));
                    let member = member && !is_excluded(self.manifest, &dir);
                    open.extend(manifest.map(|manifest| (manifest, member)));
                }
            }
        }
    }

    fn has_manifest(&self, dir: &Path) -> bool {
        self.session.disk.is_file(&dir.join("Cargo.toml"))
    }

    /// Adds what `members` names.
    fn members(&mut self) {
        let manifest = Rc::clone(self.manifest);
        let Some(workspace) = &manifest.manifest.workspace else {
            return;
        };
        for (index, text) in workspace.members.iter().enumerate() {
            let dirs = match member_dirs(&self.session.disk, &manifest.dir, text) {
                Ok(dirs) => dirs,
                Err(reason) => {
                    let keys = ["workspace", "members", &index.to_string()];
                    let place = manifest.place(self.session, &keys);
                    let text = format!("workspace member `{text}` {reason}");
                    self.session
                        .report(Message::new(Severity::Error, text).at(place));
                    continue;
                }
            };
            for dir in dirs {
                if is_excluded(&manifest, &dir) {
                    continue;
                }
                if let Some(file) = self.manifests.load(self.session, &dir.join("Cargo.toml")) {
                    self.add(&file, true);
                }
            }
        }
    }
}

/// The folders with a manifest that an entry of `members` names.
fn member_dirs(disk: &Disk, root: &Path, text: &str) -> Result<Vec<PathBuf>, String> {
    let dirs = if globs::is_pattern(text) {
        let found = globs::expand_with(root, text, &|folder| disk.looked_into(folder))
            .map_err(|reason| format!("is no valid pattern: {reason}"))?;
        found
            .into_iter()
            .filter(|dir| disk.is_file(&dir.join("Cargo.toml")))
            .collect()
    } else {
        let dir = root.join(text);
        if !disk.is_file(&dir.join("Cargo.toml")) {
            return Err("has no Cargo.toml".to_owned());
        }
        vec![dir]
    };
    let mut inside = Vec::new();
    for dir in dirs {
        let dir = disk
            .canonical(&dir)
            .map_err(|error| format!("cannot be read: {error}"))?;
        if !dir.starts_with(root) {
            return Err("lies outside the workspace and is not read".to_owned());
        }
        inside.push(dir);
    }
    Ok(inside)
}

fn is_excluded(root: &ManifestFile, dir: &Path) -> bool {
    let Some(workspace) = &root.manifest.workspace else {
        return false;
    };
    let listed = |entries: &[String]| {
        entries
            .iter()
            .any(|entry| dir.starts_with(root.dir.join(entry)))
    };
    // What is listed by its own name is a member, even below an excluded folder.
    listed(&workspace.exclude)
        && !workspace
            .members
            .iter()
            .any(|entry| root.dir.join(entry) == dir)
}

fn default_members(
    session: &mut Session,
    root: &ManifestFile,
    found: &ByPath<(Package, bool)>,
) -> Option<BTreeSet<PathBuf>> {
    let entries = &root.manifest.workspace.as_ref()?.default_members;
    if entries.is_empty() {
        return None;
    }
    let mut dirs = BTreeSet::new();
    for (index, text) in entries.iter().enumerate() {
        match member_dirs(&session.disk, &root.dir, text) {
            Ok(named) => dirs.extend(
                named
                    .into_iter()
                    .filter(|dir| found.contains_key(dir.as_os_str())),
            ),
            Err(reason) => {
                let place = root.place(
                    session,
                    &["workspace", "default-members", &index.to_string()],
                );
                let text = format!("default member `{text}` {reason}");
                session.report(Message::new(Severity::Error, text).at(place));
            }
        }
    }
    Some(dirs)
}

/// The manifest of the workspace to which a manifest belongs; itself if there is none.
pub(crate) fn root_of(
    session: &mut Session,
    manifests: &mut Manifests,
    start: &Rc<ManifestFile>,
) -> Rc<ManifestFile> {
    if start.manifest.workspace.is_some() {
        return Rc::clone(start);
    }
    if let Some(path) = start
        .manifest
        .package
        .as_ref()
        .and_then(|package| package.workspace.as_ref())
    {
        // Folders above are looked into anyway; a pointer to anywhere else could lead out of the project.
        let dir = start.dir.join(path);
        let dir = session
            .disk
            .canonical(&dir)
            .ok()
            .filter(|dir| start.dir.starts_with(dir));
        let Some(dir) = dir else {
            let place = start.place(session, &["package", "workspace"]);
            let text = "the workspace is no folder above the package and is not read";
            session.report(Message::new(Severity::Error, text).at(place));
            return Rc::clone(start);
        };
        let named = manifests.load(session, &dir.join("Cargo.toml"));
        return named.unwrap_or_else(|| Rc::clone(start));
    }
    for dir in start.dir.ancestors().skip(1) {
        let path = dir.join("Cargo.toml");
        let file = manifests.quiet(&session.disk, &path);
        let Some(workspace) = file.as_ref().and_then(|file| file.workspace.as_ref()) else {
            continue;
        };
        // As in cargo the nearest workspace decides; a package that is no part of it stands alone.
        let Some(root) = manifests.load(session, &path) else {
            break;
        };
        let listed = manifests.listed(&session.disk, &root.dir, &workspace.members);
        let belongs = listed.names(&start.dir)
            || start.manifest.needs_workspace_inheritance()
            || manifests
                .path_members(&root, |root| path_members(&session.disk, root))
                .contains(&start.dir);
        return if belongs && !is_excluded(&root, &start.dir) {
            root
        } else {
            Rc::clone(start)
        };
    }
    Rc::clone(start)
}

/// The folders inside a workspace to which path dependencies of its packages lead. What cannot be read is passed over:
/// the workspace may turn out not to be the one that is asked for.
fn path_members(disk: &Disk, root: &ManifestFile) -> BTreeSet<PathBuf> {
    let members = root
        .manifest
        .workspace
        .as_ref()
        .map(|workspace| workspace.members.as_slice())
        .unwrap_or_default();
    let mut open: Vec<PathBuf> = members
        .iter()
        .filter_map(|entry| member_dirs(disk, &root.dir, entry).ok())
        .flatten()
        .collect();
    open.push(root.dir.clone());
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    while let Some(dir) = open.pop() {
        if !seen.insert(dir.clone()) {
            continue;
        }
        let Some(manifest) = quiet(disk, &dir.join("Cargo.toml")) else {
            continue;
        };
        let tables = [
            &manifest.dependencies,
            &manifest.dev_dependencies,
            &manifest.build_dependencies,
        ]
        .into_iter();
        let targets = manifest
            .target
            .values()
            .flat_map(|t| [&t.dependencies, &t.dev_dependencies]);
        for (key, dependency) in tables.chain(targets).flatten() {
            let inherited = || {
                root.manifest
                    .workspace
                    .as_ref()?
                    .dependencies
                    .get(key)?
                    .detail()
            };
            let path = match dependency.detail() {
                Some(detail) => detail.path.as_ref().map(|path| dir.join(path)),
                None => inherited()
                    .and_then(|detail| detail.path.as_ref())
                    .map(|path| root.dir.join(path)),
            };
            let inside = path
                .and_then(|path| disk.canonical(&path).ok())
                .filter(|path| path.starts_with(&root.dir));
            if let Some(path) = inside {
                found.insert(path.clone());
                open.push(path);
            }
        }
    }
    found
}

/// A manifest of which nobody wants to hear if it is broken.
fn quiet(disk: &Disk, path: &Path) -> Option<Manifest> {
    Manifest::from_str(&disk.text(path)?).ok()
}
