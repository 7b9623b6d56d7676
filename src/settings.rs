//! What holds for one workspace: levels, client models, paths to skip. Built-in values give way to the configuration
//! file, that to the workspace's metadata, those to a package's metadata, and all to flags.

use std::collections::BTreeMap;
use std::path::Path;

use double_connect_analysis::facts::Facts;
use double_connect_analysis::source::{FileId, Span};
use double_connect_lints::{Checked, Level, Levels};

use crate::args::Args;
use crate::config::Config;
use crate::output::{Message, Severity};
use crate::pipeline::{self, Clients};
use crate::project::Project;
use crate::project::manifest::ManifestAt;
use crate::project::workspace::Workspace;
use crate::session::{Session, span};

/// The file that is looked for at a workspace's root.
const FILE: &str = "double-connect.toml";

/// The settings of one workspace.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Models: built-in ones and the user's.
    pub(crate) clients: Clients,
    levels: Levels,
    /// Levels of packages that have their own metadata, by the package's index in the workspace.
    package_levels: BTreeMap<usize, Levels>,
    configs: Vec<Config>,
}

impl Settings {
    /// Reads what is said for a workspace; `None` if something in it is wrong (and reported).
    pub(crate) fn of_workspace(
        args: &Args,
        session: &mut Session,
        workspace: &Workspace,
    ) -> Option<Self> {
        let before = session.error_count();
        let root = &workspace.manifest;
        let keys = ["workspace", "metadata", "double-connect"];
        let mut read = |manifest: &ManifestAt, keys: &[&str]| {
            let may = manifest.may_configure;
            may.then(|| Config::from_metadata(session, manifest, keys))
        };
        let shared = read(root, &keys).unwrap_or_default();
        let mut own = BTreeMap::new();
        for index in &workspace.members {
            let package = &workspace.packages[*index];
            let keys = ["package", "metadata", "double-connect"];
            if let Some(config) = read(&package.manifest, &keys) {
                own.insert(*index, config);
            }
        }
        let file = configuration_file(args, session, &workspace.root);

        let levels = levels(args, session, [file.as_ref(), Some(&shared)]);
        let mut package_levels = BTreeMap::new();
        for (index, config) in own.iter().filter(|(_, config)| config.has_levels()) {
            let mut own = pipeline::default_levels();
            file.iter().for_each(|file| file.apply_known(&mut own));
            shared.apply_known(&mut own);
            config.apply(session, &mut own);
            apply_flags(args, &mut own);
            package_levels.insert(*index, own);
        }
        let configs: Vec<Config> = std::iter::once(shared)
            .chain(own.into_values())
            .chain(file)
            .collect();
        let clients = clients(session, &configs);
        (session.error_count() == before).then_some(Self {
            clients,
            levels,
            package_levels,
            configs,
        })
    }

    /// Reads what is said for a folder with loose files; `None` if something in it is wrong (and reported).
    pub(crate) fn of_folder(args: &Args, session: &mut Session, folder: &Path) -> Option<Self> {
        let before = session.error_count();
        let file = configuration_file(args, session, folder);
        let levels = levels(args, session, [file.as_ref(), None]);
        let configs: Vec<Config> = file.into_iter().collect();
        let clients = clients(session, &configs);
        let settings = Self {
            clients,
            levels,
            package_levels: BTreeMap::new(),
            configs,
        };
        (session.error_count() == before).then_some(settings)
    }

    /// Whether a file or folder (absolute) is to be skipped.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        self.configs.iter().any(|config| config.excludes(path))
    }

    /// The findings, at the levels of the packages in which they lie, and the suppressions; both without those in
    /// skipped paths.
    pub(crate) fn check(&self, facts: &Facts, project: &Project) -> Checked {
        let path = |file: FileId| project.input.shown_from.join(facts.sources.path(file));
        let mut by_file = BTreeMap::new();
        let files = facts.sources.files();
        for (file, _) in files.filter(|_| !self.package_levels.is_empty()) {
            let owner = project.owner(&path(file));
            if let Some(levels) = owner.and_then(|index| self.package_levels.get(&index)) {
                by_file.insert(file, levels);
            }
        }
        let levels = |place: Span| by_file.get(&place.file).copied().unwrap_or(&self.levels);
        let mut checked = pipeline::check(facts, &self.clients, &levels);
        checked.diagnostics.retain(|diagnostic| {
            let place = diagnostic.primary();
            !place.is_some_and(|place| self.excludes(&path(place.file)))
        });
        checked
            .suppressions
            .retain(|suppression| !self.excludes(&path(suppression.span.file)));
        checked
    }

    /// The fingerprints of all findings, whatever the level, those that are suppressed or in skipped paths left out.
    pub(crate) fn all_fingerprints(&self, facts: &Facts, project: &Project) -> Vec<String> {
        let mut levels = pipeline::default_levels();
        for lint in pipeline::lints() {
            let _: Result<(), _> = levels.set(lint.name, Level::Deny);
        }
        let checked = pipeline::check(facts, &self.clients, &|_| &levels);
        let path = |file: FileId| project.input.shown_from.join(facts.sources.path(file));
        let outside = |place: Span| !self.excludes(&path(place.file));
        checked
            .diagnostics
            .into_iter()
            .filter(|diagnostic| diagnostic.primary().is_none_or(outside))
            .map(|diagnostic| diagnostic.fingerprint)
            .collect()
    }
}

fn configuration_file(args: &Args, session: &mut Session, root: &Path) -> Option<Config> {
    if let Some(path) = &args.config {
        let path = session.shown_from.join(path);
        return Some(Config::from_file(session, &path));
    }
    let path = root.join(FILE);
    // A link that leads elsewhere is still a file to be read here only if it stays inside.
    let inside = path.canonicalize().is_ok_and(|real| real.starts_with(root));
    inside.then(|| Config::from_file(session, &path))
}

fn levels(args: &Args, session: &mut Session, configs: [Option<&Config>; 2]) -> Levels {
    let mut levels = pipeline::default_levels();
    for config in configs.into_iter().flatten() {
        config.apply(session, &mut levels);
    }
    apply_flags(args, &mut levels);
    levels
}

/// Names on the command line were checked before; an unknown one changes nothing here.
fn apply_flags(args: &Args, levels: &mut Levels) {
    if let Some(confidence) = args.confidence {
        levels.set_confidence(confidence.into());
    }
    for (name, level) in args.levels() {
        let _: Result<(), _> = levels.set(name, *level);
    }
}

fn clients(session: &mut Session, configs: &[Config]) -> Clients {
    let mut clients = Clients::builtin();
    for config in configs {
        for path in config.client_files(session) {
            let file = match session.read(&path) {
                Ok(file) => file,
                Err(reason) => {
                    session.error_in(&path, &reason);
                    continue;
                }
            };
            let origin = session.shown(&path).display().to_string();
            if let Err(errors) = clients.add(&origin, session.text(file)) {
                for error in errors {
                    let place = span(file, error.span.0..error.span.1);
                    session.report(Message::new(Severity::Error, error.message).at(Some(place)));
                }
            }
        }
    }
    clients
}

/// Whether a level fails the run.
pub(crate) fn fails(level: Level) -> bool {
    level == Level::Deny
}
