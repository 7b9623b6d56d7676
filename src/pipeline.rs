//! Where the command line meets the other crates: client models, the analysis, the lints.

use std::collections::BTreeMap;

use double_connect_analysis::facts::Facts;
use double_connect_analysis::input::{DependencyInput, ProjectInput};
use double_connect_clients::{ClientSet, ModelError};
use double_connect_lints::{Diagnostic, Level, Levels};

use crate::project::select::KnownClients;

/// A lint as `--list` and `--explain` show it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LintPage {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its default level.
    pub(crate) level: Level,
    /// One line.
    pub(crate) summary: &'static str,
    /// Its page.
    pub(crate) explanation: &'static str,
}

/// All lints, in the order of the registry.
pub(crate) fn lints() -> Vec<LintPage> {
    Vec::new()
}

/// The levels where nothing is configured.
pub(crate) fn default_levels() -> Levels {
    Levels::new(lints().into_iter().map(|lint| (lint.name, lint.level)))
}

/// The models of a run.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    set: ClientSet,
}

impl Clients {
    /// The built-in models.
    pub(crate) fn builtin() -> Self {
        Self {
            set: ClientSet::default(),
        }
    }

    /// Adds a model file of the user.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn add(&mut self, _origin: &str, _text: &str) -> Result<(), Vec<ModelError>> {
        Ok(())
    }

    /// What files without a manifest are taken to depend on: every crate that has a model. Of two packages with one
    /// import name, the one whose own name it is.
    pub(crate) fn loose_dependencies(&self) -> BTreeMap<String, DependencyInput> {
        let mut found = BTreeMap::new();
        for model in self.set.models() {
            let import = model.import();
            let package = model.file.client.package.clone();
            let leads = DependencyInput::External {
                package: package.clone(),
                version: None,
            };
            if package.replace('-', "_") == import {
                found.insert(import, leads);
            } else {
                found.entry(import).or_insert(leads);
            }
        }
        found
    }
}

impl KnownClients for Clients {
    fn is_modelled(&self, package: &str, _version: Option<&str>) -> bool {
        self.set
            .models()
            .iter()
            .any(|model| model.file.client.package == package && !model.file.open.is_empty())
    }

    fn import_name(&self, package: &str, _version: Option<&str>) -> Option<String> {
        self.set
            .models()
            .iter()
            .find(|model| model.file.client.package == package)
            .map(|model| model.import())
    }
}

/// Runs the analysis; with the name of a function, also the text of its flow graph.
pub(crate) fn analyze(
    _input: &ProjectInput,
    _clients: &Clients,
    dump_flow_of: Option<&str>,
) -> (Facts, Option<String>) {
    (Facts::default(), dump_flow_of.map(|_| String::new()))
}

/// Runs the lints.
pub(crate) fn check(_facts: &Facts, _clients: &Clients, _levels: &Levels) -> Vec<Diagnostic> {
    Vec::new()
}
