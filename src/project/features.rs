//! Which features are on: what the command line asks for, default features, and what one package asks of another.

use std::collections::BTreeSet;

use super::package::Package;
use super::workspace::Workspace;
use crate::args::FeatureArgs;

/// The features that are on, a set for each package of the workspace, in its order.
///
/// Dependencies of all kinds count, and all platforms: what some build turns on is on.
///
/// # Errors
/// A feature that the command line names and no selected package has.
pub(crate) fn resolve(
    workspace: &Workspace,
    selected: &BTreeSet<usize>,
    args: &FeatureArgs,
) -> Result<Vec<BTreeSet<String>>, String> {
    let mut state = State {
        workspace,
        on: vec![BTreeSet::new(); workspace.packages.len()],
        reached: vec![false; workspace.packages.len()],
        open: Vec::new(),
    };
    for index in selected {
        state.reach(*index);
        if !args.no_default_features {
            state.turn_on(*index, "default");
        }
        if args.all_features {
            for feature in declared(&workspace.packages[*index]) {
                state.turn_on(*index, &feature);
            }
        }
    }
    for text in args
        .features
        .iter()
        .flat_map(|text| text.split([',', ' ']))
        .filter(|text| !text.is_empty())
    {
        if !state.turn_on_by_name(selected, text) && !args.lenient {
            return Err(format!(
                "none of the selected packages has the feature `{text}`"
            ));
        }
    }
    state.run();
    Ok(state.on)
}

/// All features of a package, with those that optional dependencies imply.
fn declared(package: &Package) -> BTreeSet<String> {
    let explicit = |key: &str| {
        package
            .features
            .values()
            .flatten()
            .any(|value| value.strip_prefix("dep:") == Some(key))
    };
    let implied = package
        .dependencies
        .iter()
        .filter(|d| d.optional && !explicit(&d.key))
        .map(|d| d.key.clone());
    package.features.keys().cloned().chain(implied).collect()
}

struct State<'w> {
    workspace: &'w Workspace,
    on: Vec<BTreeSet<String>>,
    reached: Vec<bool>,
    open: Vec<(usize, String)>,
}

impl State<'_> {
    fn run(&mut self) {
        while let Some((index, feature)) = self.open.pop() {
            let package = &self.workspace.packages[index];
            for value in package.features.get(&feature).cloned().unwrap_or_default() {
                if let Some(key) = value.strip_prefix("dep:") {
                    self.activate(index, key);
                } else if let Some((key, other)) = value.split_once('/') {
                    let weak = key.strip_suffix('?');
                    let key = weak.unwrap_or(key);
                    if weak.is_none() {
                        self.activate(index, key);
                        if declared(package).contains(key) {
                            self.turn_on(index, key);
                        }
                    }
                    for dependency in self.local(index, key) {
                        self.turn_on(dependency, other);
                    }
                } else {
                    self.turn_on(index, &value);
                }
            }
            if !package.features.contains_key(&feature) {
                self.activate(index, &feature);
            }
        }
    }

    fn turn_on(&mut self, index: usize, feature: &str) {
        let known =
            feature == "default" || declared(&self.workspace.packages[index]).contains(feature);
        if known && self.on[index].insert(feature.to_owned()) {
            self.open.push((index, feature.to_owned()));
        }
    }

    /// Turns on `feature` or `package/feature` as the command line has it; whether anyone has it.
    fn turn_on_by_name(&mut self, selected: &BTreeSet<usize>, text: &str) -> bool {
        let (only, feature) = match text.split_once('/') {
            Some((package, feature)) => (Some(package), feature),
            None => (None, text),
        };
        let mut found = false;
        for index in selected {
            let package = &self.workspace.packages[*index];
            let meant = only.is_none_or(|name| name == package.name);
            if meant && (feature == "default" || declared(package).contains(feature)) {
                self.turn_on(*index, feature);
                found = true;
            } else if let Some(key) = only.filter(|_| !meant) {
                // `dependency/feature`: nothing to do where the dependency lies outside.
                if package.dependencies.iter().any(|d| d.key == key) {
                    self.activate(*index, key);
                    for dependency in self.local(*index, key) {
                        self.turn_on(dependency, feature);
                    }
                    found = true;
                }
            }
        }
        found
    }

    /// A package is built: so are its dependencies that are not optional.
    fn reach(&mut self, index: usize) {
        let mut open = vec![index];
        while let Some(index) = open.pop() {
            if std::mem::replace(&mut self.reached[index], true) {
                continue;
            }
            for dependency in self.workspace.packages[index]
                .dependencies
                .iter()
                .filter(|d| !d.optional)
            {
                open.extend(self.ask(dependency));
            }
        }
    }

    /// An optional dependency is turned on.
    fn activate(&mut self, index: usize, key: &str) {
        for dependency in self.workspace.packages[index]
            .dependencies
            .iter()
            .filter(|d| d.optional && d.key == key)
        {
            if let Some(local) = self.ask(dependency) {
                self.reach(local);
            }
        }
    }

    /// Turns on what a dependency asks for; the package it leads to, if that is in the workspace.
    fn ask(&mut self, dependency: &super::package::Dependency) -> Option<usize> {
        let local = dependency.leads?;
        if dependency.default_features {
            self.turn_on(local, "default");
        }
        for feature in &dependency.features {
            self.turn_on(local, feature);
        }
        Some(local)
    }

    fn local(&self, index: usize, key: &str) -> Vec<usize> {
        let dependencies = self.workspace.packages[index].dependencies.iter();
        dependencies
            .filter(|d| d.key == key)
            .filter_map(|d| d.leads)
            .collect()
    }
}
