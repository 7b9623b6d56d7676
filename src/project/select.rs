//! Which packages and targets are analysed, and the input that the analysis gets of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use double_connect_analysis::input::{
    DependencyInput, PackageInput, ProjectInput, TargetInput, TargetKind,
};

use super::disk::Disk;
use super::features;
use super::lock::Lock;
use super::package::{Dependency, Package};
use super::targets::Target;
use super::workspace::Workspace;
use super::{Project, Reason, Skipped};
use crate::args::{FeatureArgs, PackageArgs, TargetArgs};
use crate::globs;
use crate::output::{Message, Severity};
use crate::session::Session;

/// What is known of dependencies from outside.
pub(crate) trait KnownClients {
    /// Whether code that uses this package can open connections of which a model knows.
    fn is_modelled(&self, package: &str, version: Option<&str>) -> bool;
    /// The name by which a package is imported, if it is not the package's name.
    fn import_name(&self, package: &str, version: Option<&str>) -> Option<String>;
}

/// The choice the command line makes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'a> {
    /// Targets.
    pub(crate) targets: &'a TargetArgs,
    /// Features.
    pub(crate) features: &'a FeatureArgs,
    /// Whether packages are read that have nothing to do with a client.
    pub(crate) everything: bool,
}

/// The packages that the command line asks for. `here`: the packages meant where nothing is said; empty for the whole
/// workspace.
pub(crate) fn packages(
    workspace: &Workspace,
    args: &PackageArgs,
    here: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let base = if !args.package.is_empty() {
        let named = |index: &usize| matches_any(&args.package, &workspace.packages[*index].name);
        workspace.members.iter().copied().filter(named).collect()
    } else if args.workspace {
        workspace.members.clone()
    } else if !here.is_empty() {
        here.clone()
    } else {
        workspace
            .default_members
            .clone()
            .unwrap_or_else(|| workspace.members.clone())
    };
    let left_out = |index: &usize| matches_any(&args.exclude, &workspace.packages[*index].name);
    base.into_iter().filter(|index| !left_out(index)).collect()
}

/// Whether a name is one of these, or meets one of these patterns.
pub(crate) fn matches_any(names: &[String], name: &str) -> bool {
    names.iter().any(|given| {
        given == name
            || globs::is_pattern(given)
                && globs::pattern(given).is_ok_and(|pattern| globs::matches_name(&pattern, name))
    })
}

/// The packages whose code can matter: those with a modelled dependency, directly or through another package of the
/// workspace.
pub(crate) fn relevant_packages(
    workspace: &Workspace,
    is_modelled: &dyn Fn(&Dependency) -> bool,
) -> BTreeSet<usize> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); workspace.packages.len()];
    for index in 0..workspace.packages.len() {
        for local in local_dependencies(workspace, index) {
            users[local].push(index);
        }
    }
    let uses_a_client = |index: &usize| {
        let mut dependencies = workspace.packages[*index].dependencies.iter();
        dependencies.any(is_modelled)
    };
    let mut work: Vec<usize> = (0..workspace.packages.len())
        .filter(uses_a_client)
        .collect();
    let mut relevant = BTreeSet::new();
    while let Some(index) = work.pop() {
        if relevant.insert(index) {
            work.extend(&users[index]);
        }
    }
    relevant
}

/// The packages whose code takes part: those that matter, and what they themselves depend on in the workspace, for it
/// gives them identities and keeps what they hand to it. What those in turn depend on is not read: in a large workspace
/// it is nearly everything, and what it does seldom tells more than its result's type. What a client depends on is its
/// own business.
fn taking_part(
    workspace: &Workspace,
    relevant: &BTreeSet<usize>,
    clients: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let users = relevant.iter().filter(|index| !clients.contains(index));
    users
        .flat_map(|index| local_dependencies(workspace, *index))
        .chain(relevant.iter().copied())
        .collect()
}

fn local_dependencies(workspace: &Workspace, index: usize) -> impl Iterator<Item = usize> + '_ {
    workspace.packages[index]
        .dependencies
        .iter()
        .filter_map(|dependency| dependency.leads)
        .filter(move |local| *local != index)
}

/// Makes the analysis' input of the selected packages, and the libraries they depend on. Targets whose root file is to
/// be skipped are left out.
///
/// # Errors
/// What the command line asks for and the workspace does not have.
pub(crate) fn project(
    session: &mut Session,
    mut workspace: Workspace,
    selected: &BTreeSet<usize>,
    choice: Choice<'_>,
    known: &dyn KnownClients,
    skip: &dyn Fn(&Path) -> bool,
) -> Result<Project, String> {
    // Only tests, examples and benchmarks of the selected packages see development dependencies.
    let dev = choice.targets.uses_dev_dependencies();
    for (index, package) in workspace.packages.iter_mut().enumerate() {
        package
            .dependencies
            .retain(|dependency| !dependency.dev || dev && selected.contains(&index));
    }
    let features = features::resolve(&workspace, selected, choice.features)?;
    let lock = Lock::load(&workspace.root);
    let modelled = |dependency: &Dependency| {
        let version = version(&workspace, &lock, dependency);
        known.is_modelled(&dependency.package, version.as_deref())
    };

    let mut included = selected.clone();
    let mut open: Vec<usize> = selected.iter().copied().collect();
    while let Some(index) = open.pop() {
        open.extend(local_dependencies(&workspace, index).filter(|local| included.insert(*local)));
    }
    let relevant = relevant_packages(&workspace, &modelled);
    // What a model describes: the library is the model's business, what uses it is ours.
    let clients: BTreeSet<usize> = included
        .iter()
        .copied()
        .filter(|index| {
            let package = &workspace.packages[*index];
            known.is_modelled(&package.name, Some(package.version.as_str()))
                && package.library(&session.disk).is_some()
        })
        .collect();

    let part = taking_part(&workspace, &relevant, &clients);
    let mut targets: BTreeMap<usize, Vec<Target>> = BTreeMap::new();
    for index in included
        .iter()
        .filter(|index| choice.everything || part.contains(index) || clients.contains(index))
    {
        let package = &workspace.packages[*index];
        let by_model = |target: &Target| {
            target.kind == TargetKind::Lib && clients.contains(index) && !relevant.contains(index)
        };
        let chosen = if selected.contains(index) {
            chosen_targets(
                package.targets(&session.disk),
                choice.targets,
                &features[*index],
            )
        } else {
            package
                .targets(&session.disk)
                .iter()
                .filter(|target| target.kind == TargetKind::Lib)
                .cloned()
                .collect()
        };
        let inside: Vec<Target> = chosen
            .into_iter()
            .filter(|target| !by_model(target) && !skip(&target.path))
            .filter(|target| is_readable(session, &workspace.root, package, target))
            .collect();
        if !inside.is_empty() {
            targets.insert(*index, inside);
        }
    }

    let position: BTreeMap<usize, usize> = targets
        .keys()
        .enumerate()
        .map(|(at, index)| (*index, at))
        .collect();
    let packages = targets
        .iter()
        .map(|(index, targets)| {
            let package = &workspace.packages[*index];
            let target = |target: &Target| TargetInput {
                name: target.name.clone(),
                kind: target.kind,
                root: target.path.clone(),
            };
            PackageInput {
                name: package.name.clone(),
                edition: package.edition,
                targets: targets.iter().map(target).collect(),
                dependencies: {
                    let mut found = imports(
                        &session.disk,
                        &workspace,
                        package,
                        &position,
                        &lock,
                        &modelled,
                        known,
                    );
                    found.extend(
                        clients
                            .contains(index)
                            .then(|| itself(&session.disk, package))
                            .flatten(),
                    );
                    found
                },
                features: Some(features[*index].clone()),
            }
        })
        .collect();
    let input = ProjectInput {
        root: workspace.root.clone(),
        shown_from: session.shown_from.clone(),
        packages,
        target: session.target.clone(),
    };
    let skipped = included.iter().filter(|index| !targets.contains_key(index));
    let skipped = skipped
        .map(|index| {
            let package = &workspace.packages[*index];
            let reason = if clients.contains(index) {
                let other = |target: &Target| target.kind != TargetKind::Lib;
                let more =
                    package.targets(&session.disk).iter().any(other) && !choice.targets.all_targets;
                Reason::Client { more }
            } else {
                Reason::Unrelated
            };
            let name = package.name.clone();
            Skipped { name, reason }
        })
        .collect();
    Ok(Project {
        input,
        origins: targets.keys().copied().collect(),
        workspace: Some(workspace),
        skipped,
    })
}

/// The targets cargo would build: the library and the binaries, or what the flags name; the library always, where
/// another target of the package is chosen, for it can use it.
fn chosen_targets(
    targets: &[Target],
    args: &TargetArgs,
    features: &BTreeSet<String>,
) -> Vec<Target> {
    let any = args.is_any();
    let by_flag = |target: &Target| match target.kind {
        TargetKind::Lib => !any || args.lib || args.tests || args.benches || args.all_targets,
        TargetKind::Bin => {
            !any || args.bins
                || args.tests
                || args.benches
                || args.all_targets
                || args.bin.contains(&target.name)
        }
        TargetKind::Example => {
            args.examples || args.all_targets || args.example.contains(&target.name)
        }
        TargetKind::Test => args.tests || args.all_targets,
        TargetKind::Bench => args.benches || args.all_targets,
        TargetKind::File => true,
    };
    let buildable = |target: &Target| {
        args.bin.contains(&target.name)
            || args.example.contains(&target.name)
            || target
                .required_features
                .iter()
                .all(|feature| feature.contains('/') || features.contains(feature))
    };
    let mut chosen: Vec<Target> = targets
        .iter()
        .filter(|target| by_flag(target) && buildable(target))
        .cloned()
        .collect();
    if !chosen.is_empty() && chosen.iter().all(|target| target.kind != TargetKind::Lib) {
        let library = targets.iter().find(|target| target.kind == TargetKind::Lib);
        chosen.splice(0..0, library.cloned());
    }
    chosen
}

/// Whether a target's root file is there and lies inside the workspace; if not, it is reported.
fn is_readable(session: &mut Session, root: &Path, package: &Package, target: &Target) -> bool {
    let reason = match session.disk.canonical(&target.path) {
        Ok(path) if !path.starts_with(root) => "lies outside the workspace and is not read",
        Ok(path) if !path.is_file() => "is not a file",
        Ok(_) => return true,
        Err(_) => "does not exist",
    };
    let (path, target_name) = (session.shown(&target.path).display(), &target.name);
    let text = format!(
        "the root file of target `{target_name}` of package `{}` {reason}: `{path}`",
        package.name
    );
    let declared = target.declared.as_ref();
    let place = declared.and_then(|(table, index)| {
        let index = index.map(|index| index.to_string());
        let keys: Vec<&str> = [table.as_str()]
            .into_iter()
            .chain(index.as_deref())
            .collect();
        package.manifest.place(session, &keys)
    });
    session.report(Message::new(Severity::Error, text).at(place));
    false
}

/// What the code of a package can name.
fn imports(
    disk: &Disk,
    workspace: &Workspace,
    package: &Package,
    position: &BTreeMap<usize, usize>,
    lock: &Lock,
    modelled: &dyn Fn(&Dependency) -> bool,
    known: &dyn KnownClients,
) -> BTreeMap<String, DependencyInput> {
    let mut found = BTreeMap::new();
    for dependency in &package.dependencies {
        let version = version(workspace, lock, dependency);
        // A client crate that is kept in the workspace is described by its model, not by its source.
        let local = dependency.leads.filter(|_| !modelled(dependency));
        let import = if dependency.renamed {
            None
        } else {
            match local.and_then(|local| workspace.packages[local].library(disk)) {
                Some(library) => Some(library.to_owned()),
                None => known.import_name(&dependency.package, version.as_deref()),
            }
        };
        let import = import.unwrap_or_else(|| dependency.key.replace('-', "_"));
        let leads = match local.and_then(|local| position.get(&local)) {
            Some(index) => DependencyInput::Local(*index),
            None => DependencyInput::External {
                package: dependency.package.clone(),
                version,
            },
        };
        // Normal dependencies come before development ones; the first of a name stands.
        found.entry(import).or_insert(leads);
    }
    found
}

/// The library of a client crate as its own examples, tests and binaries see it: as its users do.
fn itself(disk: &Disk, package: &Package) -> Option<(String, DependencyInput)> {
    let leads = DependencyInput::External {
        package: package.name.clone(),
        version: Some(package.version.clone()),
    };
    package
        .library(disk)
        .map(|library| (library.to_owned(), leads))
}

/// The version of a dependency, by which its model is chosen: the locked one, else the requirement, else what a path
/// leads to.
pub(super) fn version(
    workspace: &Workspace,
    lock: &Lock,
    dependency: &Dependency,
) -> Option<String> {
    let requirement = dependency.version.as_deref();
    let of_path = || {
        let local = dependency.leads?;
        Some(workspace.packages[local].version.clone())
    };
    lock.version(&dependency.package, requirement)
        .map(ToString::to_string)
        .or_else(|| requirement.map(str::to_owned))
        .or_else(of_path)
}
