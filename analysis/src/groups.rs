//! Packages that have nothing to do with each other are analysed apart: each group by itself, in less memory, and only
//! those again in which something has changed. What is found in all of them is then put together.
//!
//! What two programs open is compared in the end, whatever group they are of.

mod join;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::input::{DependencyInput, PackageInput, ProjectInput};
use crate::solve::Opened;

pub(crate) use join::join;

/// How many groups a project has at most: each costs threads, and a file in a cache.
const MAX_GROUPS: usize = 256;

/// Packages that are analysed together: with every package those that it depends on, and those that depend on it.
#[derive(Clone, Debug)]
pub struct Group {
    /// What the analysis is told of them.
    pub input: ProjectInput,
    /// Which packages of the whole project they are, ascending.
    packages: Vec<usize>,
}

/// What is known of one group. Means something only together with its [`Group`].
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Part {
    /// The facts, but for what several programs do together. All overlaps are there, several of one second open too.
    pub(crate) facts: Facts,
    /// What its programs open. The packages are numbered as in the group.
    pub(crate) programs: Vec<Opened>,
}

impl Part {
    /// Sets the sources, which are not written down with a part: those of the run in which it was found, or the same read
    /// again.
    #[must_use]
    pub fn with_sources(mut self, sources: crate::source::SourceMap) -> Self {
        self.facts.sources = sources;
        self
    }
}

/// Divides a project into groups, in the order of their first packages. There is always at least one.
#[must_use]
pub fn groups(input: &ProjectInput) -> Vec<Group> {
    let count = input.packages.len();
    let components = components(input);
    let mut sets: Vec<Vec<usize>> = vec![Vec::new(); components.iter().max().map_or(1, |m| m + 1)];
    for (package, component) in components.iter().enumerate() {
        sets[*component].push(package);
    }
    let together = sets.len().div_ceil(MAX_GROUPS);
    let chunks = sets.chunks(together).map(|sets| {
        let mut packages: Vec<usize> = sets.concat();
        packages.sort_unstable();
        packages
    });
    let group = |packages: Vec<usize>| {
        if packages.len() == count {
            return Group {
                input: input.clone(),
                packages,
            };
        }
        let inside = |package: &usize| part_of(&input.packages[*package], &packages);
        Group {
            input: ProjectInput {
                root: input.root.clone(),
                shown_from: input.shown_from.clone(),
                packages: packages.iter().map(inside).collect(),
                target: input.target.clone(),
            },
            packages,
        }
    };
    chunks.map(group).collect()
}

/// The package as a member of a group of packages, by their numbers.
fn part_of(package: &PackageInput, group: &[usize]) -> PackageInput {
    let mut package = package.clone();
    for dependency in package.dependencies.values_mut() {
        if let DependencyInput::Local(other) = dependency {
            *other = group.partition_point(|known| known < other);
        }
    }
    package
}

/// Each package's component in the graph of dependencies; components are numbered by their first packages.
fn components(input: &ProjectInput) -> Vec<usize> {
    let all: Range<usize> = 0..input.packages.len();
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for package in all.clone() {
        for dependency in input.packages[package].dependencies.values() {
            if let DependencyInput::Local(other) = dependency
                && *other < all.len()
            {
                neighbours[package].push(*other);
                neighbours[*other].push(package);
            }
        }
    }
    let mut found: Vec<Option<usize>> = vec![None; all.len()];
    let mut next = 0;
    for start in all {
        if found[start].is_some() {
            continue;
        }
        let mut work = vec![start];
        while let Some(package) = work.pop() {
            if found[package].replace(next).is_none() {
                let new = neighbours[package].iter().filter(|n| found[**n].is_none());
                work.extend(new);
            }
        }
        next += 1;
    }
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
