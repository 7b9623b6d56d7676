//! One tree of files, from what the command line means in it to what is known of each workspace.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use double_connect_analysis::facts::Facts;

use crate::args::Args;
use crate::globs;
use crate::pipeline;
use crate::progress;
use crate::project::disk::Disk;
use crate::project::known;
use crate::project::manifest::Manifests;
use crate::project::scope::{self, Scope};
use crate::project::select::{self, Choice};
use crate::project::workspace::Workspace;
use crate::project::{Project, loose};
use crate::run::Stop;
use crate::session::Session;
use crate::settings::Settings;
use crate::suggest;
use crate::timings::Timings;

/// A workspace, or files without one, and what is known of it.
pub(crate) struct Surveyed {
    /// What was read.
    pub(crate) project: Project,
    /// What holds for it.
    pub(crate) settings: Settings,
    /// What is known; `None` where no package can matter.
    pub(crate) facts: Option<Facts>,
    /// The flow graphs that were asked for.
    pub(crate) dump: Option<String>,
}

/// Reads and analyses everything that is meant, and hands each workspace on. What is wrong with manifests and
/// configuration is in the session afterwards.
///
/// # Errors
/// Usage that means nothing in this tree, and the errors of `each`.
pub(crate) fn survey(
    args: &Args,
    session: &mut Session,
    timings: &mut Timings,
    each: &mut dyn FnMut(Surveyed, &mut Timings) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let prepared = match args.paths.as_slice() {
        [] => vec![of_manifest(args, session, timings)?],
        paths => of_paths(session, paths)?,
    };
    let prepared: Vec<_> = prepared.into_iter().flatten().collect();
    if !args.features.lenient {
        check_names(args, &session.disk, &prepared)?;
    }
    for (workspace, scope) in prepared {
        let Some((project, settings)) = prepare(args, session, workspace, &scope)? else {
            continue;
        };
        let (mut facts, mut dump) = (None, None);
        if !project.input.packages.is_empty() {
            let what = args.dump.as_ref();
            let analyze = || {
                let how = pipeline::How {
                    dump: what,
                    cache: session.cache.as_ref(),
                    whole: args.packages.no_prefilter,
                };
                pipeline::analyze(&project.input, &settings.clients, how, timings)
            };
            let (found, text) = progress::during(session.progress, &doing(&project), analyze);
            (facts, dump) = (Some(found), text);
        }
        let surveyed = Surveyed {
            project,
            settings,
            facts,
            dump,
        };
        each(surveyed, timings)?;
    }
    Ok(())
}

/// The workspace that the current directory or `--manifest-path` means; `None` if it cannot be read.
fn of_manifest(
    args: &Args,
    session: &mut Session,
    timings: &mut Timings,
) -> Result<Option<(Workspaced, Scope)>, String> {
    let path = args.packages.manifest_path.as_deref();
    let from = session.shown_from.clone();
    let asked = known::Asked::of(&from, path);
    let whole = |workspace: Workspace, manifests, below| {
        let workspace = Workspaced::Yes(Box::new(workspace));
        Some((workspace, Scope::Workspace { manifests, below }))
    };
    if let Some((workspace, below)) = known::find(session, &asked) {
        timings.manifests_known = true;
        return Ok(whole(workspace, Vec::new(), below));
    }
    let mut manifests = Manifests::default();
    let Some((starts, below)) = scope::of_manifest(session, &mut manifests, path)? else {
        return Ok(None);
    };
    let Some(workspace) = Workspace::load(session, &mut manifests, &starts) else {
        return Ok(None);
    };
    known::keep(session, &asked, &workspace, &below);
    Ok(whole(workspace, starts, below))
}

/// What lies below paths; `None` for what cannot be read.
fn of_paths(
    session: &mut Session,
    paths: &[PathBuf],
) -> Result<Vec<Option<(Workspaced, Scope)>>, String> {
    let mut manifests = Manifests::default();
    let scopes = scope::of_paths(session, &mut manifests, paths)?.into_iter();
    let read = |scope: Scope| {
        let workspace = match &scope {
            Scope::Workspace {
                manifests: starts, ..
            } => {
                let workspace = Workspace::load(session, &mut manifests, starts)?;
                Workspaced::Yes(Box::new(workspace))
            }
            Scope::Loose { .. } => Workspaced::No,
        };
        Some((workspace, scope))
    };
    Ok(scopes.map(read).collect())
}

/// What takes long, for the terminal.
fn doing(project: &Project) -> String {
    let packages = &project.input.packages;
    let first = packages.first().map_or("", |package| package.name.as_str());
    match packages.len() {
        0 | 1 => format!("analysing `{first}` …"),
        count => format!("analysing `{first}` and {} more …", count - 1),
    }
}

/// The workspace of a scope, if it has one.
enum Workspaced {
    Yes(Box<Workspace>),
    No,
}

/// Settings and input of a scope; `None` if its settings are broken.
fn prepare(
    args: &Args,
    session: &mut Session,
    workspace: Workspaced,
    scope: &Scope,
) -> Result<Option<(Project, Settings)>, String> {
    match (workspace, scope) {
        (Workspaced::Yes(workspace), Scope::Workspace { below, .. }) => {
            let Some(settings) = Settings::of_workspace(args, session, &workspace) else {
                return Ok(None);
            };
            let here: BTreeSet<usize> = workspace
                .members
                .iter()
                .copied()
                .filter(|index| lies_below(&workspace, *index, below))
                .collect();
            let selected = select::packages(&workspace, &args.packages, &here);
            let choice = Choice {
                targets: &args.targets,
                features: &args.features,
                everything: args.packages.no_prefilter,
            };
            let skip = |path: &Path| settings.excludes(path);
            let project = select::project(
                session,
                *workspace,
                &selected,
                choice,
                &settings.clients,
                &skip,
            )?;
            Ok(Some((project, settings)))
        }
        (_, Scope::Loose { root, files }) => {
            let Some(settings) = Settings::of_folder(args, session, root) else {
                return Ok(None);
            };
            let files: Vec<PathBuf> = files
                .iter()
                .filter(|file| !settings.excludes(file))
                .cloned()
                .collect();
            let dependencies = settings.clients.loose_dependencies();
            Ok(Some((
                loose::project(session, root.clone(), &files, &dependencies),
                settings,
            )))
        }
        (Workspaced::No, Scope::Workspace { .. }) => Ok(None),
    }
}

fn lies_below(workspace: &Workspace, index: usize, below: &[PathBuf]) -> bool {
    below
        .iter()
        .any(|dir| workspace.packages[index].dir().starts_with(dir))
}

/// Names of packages and targets on the command line: each must name something.
fn check_names(args: &Args, disk: &Disk, prepared: &[(Workspaced, Scope)]) -> Result<(), String> {
    let workspaces = || {
        prepared
            .iter()
            .filter_map(|(workspace, _)| match workspace {
                Workspaced::Yes(workspace) => Some(workspace),
                Workspaced::No => None,
            })
    };
    let names: BTreeSet<&str> = workspaces()
        .flat_map(|w| {
            w.members
                .iter()
                .map(|index| w.packages[*index].name.as_str())
        })
        .collect();
    for (flag, given) in [
        ("--package", &args.packages.package),
        ("--exclude", &args.packages.exclude),
    ] {
        for name in given {
            if globs::is_pattern(name) {
                globs::pattern(name)
                    .map_err(|reason| format!("{flag}: `{name}` is no valid pattern: {reason}"))?;
            }
            if !names
                .iter()
                .any(|known| select::matches_any(std::slice::from_ref(name), known))
            {
                let question = suggest::question(name, names.iter().copied());
                return Err(format!(
                    "{flag}: no package `{name}` in the workspace{question}"
                ));
            }
        }
    }
    use double_connect_analysis::input::TargetKind;
    for (flag, kind, given) in [
        ("--bin", TargetKind::Bin, &args.targets.bin),
        ("--example", TargetKind::Example, &args.targets.example),
    ] {
        if given.is_empty() {
            continue;
        }
        let targets = workspaces()
            .flat_map(|w| &w.packages)
            .flat_map(|package| package.targets(disk));
        let names: BTreeSet<&str> = targets
            .filter(|target| target.kind == kind)
            .map(|t| t.name.as_str())
            .collect();
        for name in given {
            if !names.contains(name.as_str()) {
                let question = suggest::question(name, names.iter().copied());
                return Err(format!("{flag}: no such target `{name}`{question}"));
            }
        }
    }
    Ok(())
}
