//! One package: its manifest with what it inherits from the workspace.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_toml::{Dependency as RawDependency, DepsSet, Inheritable, Workspace as RawWorkspace};
use double_connect_analysis::input::{Edition, TargetKind};
use semver::VersionReq;
use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::manifest::{ManifestAt, ManifestFile};
use super::targets::{self, Declared, Target};
use crate::output::{Message, Severity};
use crate::session::Session;

/// A package of a workspace.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version, `0.0.0` where none is given.
    pub(crate) version: String,
    /// Its edition.
    pub(crate) edition: Edition,
    /// Its manifest.
    pub(crate) manifest: ManifestAt,
    /// The folder it lies in.
    dir: PathBuf,
    /// What its manifest says of targets.
    declared: Declared,
    /// All targets, declared and discovered, once they are asked for.
    #[serde(skip)]
    targets: OnceCell<Vec<Target>>,
    /// All dependencies but those of build scripts.
    pub(crate) dependencies: Vec<Dependency>,
    /// The `[features]` table.
    pub(crate) features: BTreeMap<String, Vec<String>>,
}

/// A dependency, after inheritance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Dependency {
    /// The key in the table.
    pub(crate) key: String,
    /// The package's real name.
    pub(crate) package: String,
    /// Whether the key is another name than the package's.
    pub(crate) renamed: bool,
    /// Version requirement.
    pub(crate) version: Option<String>,
    /// Absolute folder of a path dependency, as written (not resolved).
    #[serde(skip)]
    pub(super) path: Option<PathBuf>,
    /// The package of the workspace to which that leads, if it is one.
    pub(super) leads: Option<usize>,
    /// Of `[dev-dependencies]`.
    pub(crate) dev: bool,
    /// Whether a feature must turn it on.
    pub(crate) optional: bool,
    /// Features asked for.
    pub(crate) features: Vec<String>,
    /// Whether its default features are on.
    pub(crate) default_features: bool,
}

/// The root of a package's workspace: where inherited values come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inheritance<'w> {
    /// The root manifest's `[workspace]`.
    pub(crate) workspace: &'w RawWorkspace,
    /// The root's folder.
    pub(crate) dir: &'w Path,
}

impl Package {
    /// Reads a package out of its manifest; `None` for a manifest without `[package]`.
    pub(crate) fn new(
        session: &mut Session,
        file: &ManifestFile,
        inheritance: Option<Inheritance<'_>>,
    ) -> Option<Self> {
        let manifest = &file.manifest;
        let raw = manifest.package.as_ref()?;
        let template = inheritance.and_then(|i| i.workspace.package.as_ref());
        let edition = match &raw.edition {
            Inheritable::Set(edition) => Some(*edition),
            Inheritable::Inherited => template.and_then(|t| t.edition),
        };
        let version = match &raw.version {
            Inheritable::Set(version) => Some(version.to_string()),
            Inheritable::Inherited => template
                .and_then(|t| t.version.as_ref())
                .map(ToString::to_string),
        };
        for (field, missing) in [
            ("edition", edition.is_none()),
            ("version", version.is_none()),
        ] {
            if missing {
                let place = file.place(session, &["package", field]);
                let text = format!("`{field}` is inherited, but no workspace gives it");
                session.report(Message::new(Severity::Error, text).at(place));
            }
        }
        // With the latest edition where the right one is unknown, most code still reads as it was meant.
        let edition = edition.map_or(Edition::E2024, convert);
        Some(Self {
            name: raw.name.clone(),
            version: version.unwrap_or_else(|| "0.0.0".to_owned()),
            edition,
            declared: Declared::of(session, file, edition),
            targets: OnceCell::new(),
            dependencies: dependencies(session, file, inheritance),
            features: manifest.features.clone(),
            manifest: file.at.clone(),
            dir: file.dir.clone(),
        })
    }

    /// All targets, declared and discovered.
    pub(crate) fn targets(&self, disk: &Disk) -> &[Target] {
        let discover = || targets::discover(disk, &self.dir, &self.name, &self.declared);
        self.targets.get_or_init(discover)
    }

    /// The targets, if somebody has asked for them.
    pub(crate) fn known_targets(&self) -> &[Target] {
        self.targets.get().map_or(&[], Vec::as_slice)
    }

    /// The name by which the library is imported, if there is a library.
    pub(crate) fn library(&self, disk: &Disk) -> Option<&str> {
        self.targets(disk)
            .iter()
            .find(|target| target.kind == TargetKind::Lib)
            .map(|target| target.name.as_str())
    }

    /// The package's folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }
}

fn convert(edition: cargo_toml::Edition) -> Edition {
    match edition {
        cargo_toml::Edition::E2015 => Edition::E2015,
        cargo_toml::Edition::E2018 => Edition::E2018,
        cargo_toml::Edition::E2021 => Edition::E2021,
        _ => Edition::E2024,
    }
}

/// All dependency tables of a manifest, normal ones first; of `[target.'cfg(…)']` all, whatever the condition.
fn dependencies(
    session: &mut Session,
    file: &ManifestFile,
    inheritance: Option<Inheritance<'_>>,
) -> Vec<Dependency> {
    let manifest = &file.manifest;
    let mut tables: Vec<(Vec<&str>, &DepsSet, bool)> =
        vec![(vec!["dependencies"], &manifest.dependencies, false)];
    for (cfg, target) in &manifest.target {
        tables.push((
            vec!["target", cfg, "dependencies"],
            &target.dependencies,
            false,
        ));
    }
    tables.push((vec!["dev-dependencies"], &manifest.dev_dependencies, true));
    for (cfg, target) in &manifest.target {
        tables.push((
            vec!["target", cfg, "dev-dependencies"],
            &target.dev_dependencies,
            true,
        ));
    }
    let mut found = Vec::new();
    for (mut keys, table, dev) in tables {
        for (key, raw) in table {
            match resolve(key, raw, file, inheritance) {
                Some(dependency) => found.push(Dependency { dev, ..dependency }),
                None => {
                    keys.push(key);
                    let place = file.place(session, &keys);
                    keys.pop();
                    let text = format!(
                        "dependency `{key}` is inherited, but no `[workspace.dependencies]` has it"
                    );
                    session.report(Message::new(Severity::Error, text).at(place));
                    // By its key alone the package can still be the one that is meant.
                    let named = RawDependency::Simple(VersionReq::STAR);
                    found.push(Dependency {
                        dev,
                        version: None,
                        ..plain(key, &named, &file.dir)
                    });
                }
            }
        }
    }
    found
}

fn resolve(
    key: &str,
    raw: &RawDependency,
    file: &ManifestFile,
    inheritance: Option<Inheritance<'_>>,
) -> Option<Dependency> {
    match raw {
        RawDependency::Inherited(own) => {
            let inheritance = inheritance?;
            let base = inheritance.workspace.dependencies.get(key)?;
            let mut dependency = plain(key, base, inheritance.dir);
            dependency.optional = own.optional;
            dependency.features.extend(own.features.iter().cloned());
            Some(dependency)
        }
        other => Some(plain(key, other, &file.dir)),
    }
}

fn plain(key: &str, raw: &RawDependency, dir: &Path) -> Dependency {
    let detail = raw.detail();
    let package = raw.package().unwrap_or(key);
    Dependency {
        key: key.to_owned(),
        package: package.to_owned(),
        renamed: raw.package().is_some_and(|package| package != key),
        version: match raw {
            RawDependency::Simple(version) => Some(version.to_string()),
            _ => detail
                .and_then(|d| d.version.as_ref())
                .map(ToString::to_string),
        },
        path: detail
            .and_then(|d| d.path.as_ref())
            .map(|path| dir.join(path)),
        leads: None,
        dev: false,
        optional: raw.optional(),
        features: raw.req_features().to_vec(),
        default_features: detail.is_none_or(|d| d.default_features),
    }
}
