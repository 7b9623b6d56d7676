//! One run: what is meant, what it needs, what came of it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use double_connect_lints::Level;

use crate::args::{Args, Dump, MessageFormat};
use crate::globs;
use crate::output::{Message, Severity};
use crate::pages;
use crate::pipeline;
use crate::project::manifest::Manifests;
use crate::project::scope::{self, Scope};
use crate::project::select::{self, Choice};
use crate::project::workspace::Workspace;
use crate::project::{Project, Reason, Skipped, loose};
use crate::report::{Batch, Report, Totals};
use crate::session::Session;
use crate::settings::Settings;
use crate::suggest;
use crate::suppressions;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing at level deny.
    Clean,
    /// Findings at level deny.
    Found,
    /// The work could not be done, or not all of it.
    Failed,
    /// There was nothing to analyse.
    Nothing,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Found => 1,
            Outcome::Failed => 2,
            Outcome::Nothing => 3,
        })
    }
}

/// Does what the command line asks for.
pub(crate) fn run(args: &Args) -> Outcome {
    if args.list || args.explain.is_some() {
        return pages::show(args);
    }
    let dir = std::env::current_dir().and_then(|dir| dir.canonicalize());
    let mut report = Report::new(args, dir.as_deref().unwrap_or(Path::new("")));
    let outcome = match dir {
        Ok(dir) => analyse(args, &mut report, Session::new(dir)),
        Err(error) => Err(Stop::Failed(format!(
            "the current directory cannot be read: {error}"
        ))),
    };
    let outcome = match outcome {
        Ok(outcome) => report
            .finish(outcome)
            .map(|()| outcome)
            .map_err(Stop::Output),
        Err(stop) => Err(stop),
    };
    match outcome {
        Ok(outcome) => outcome,
        Err(Stop::Failed(text)) => {
            // If stderr is gone, the exit code still tells.
            let _ = report.failure(&text);
            Outcome::Failed
        }
        Err(Stop::Output(error)) => {
            let _ = report.failure(&format!("the report cannot be written: {error}"));
            Outcome::Failed
        }
    }
}

/// Why a run ends early.
enum Stop {
    Failed(String),
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<String> for Stop {
    fn from(text: String) -> Self {
        Self::Failed(text)
    }
}

fn analyse(args: &Args, report: &mut Report, mut session: Session) -> Result<Outcome, Stop> {
    check_levels(args)?;
    let mut manifests = Manifests::default();
    let scopes = if args.paths.is_empty() {
        scope::of_manifest(
            &mut session,
            &mut manifests,
            args.packages.manifest_path.as_deref(),
        )?
    } else {
        scope::of_paths(&mut session, &mut manifests, &args.paths)?
    };

    let mut prepared: Vec<(Workspaced, Scope)> = Vec::new();
    for scope in scopes {
        let workspace = match &scope {
            Scope::Workspace {
                manifests: starts, ..
            } => match Workspace::load(&mut session, &mut manifests, starts) {
                Some(workspace) => Workspaced::Yes(Box::new(workspace)),
                None => continue,
            },
            Scope::Loose { .. } => Workspaced::No,
        };
        prepared.push((workspace, scope));
    }
    check_names(args, &prepared)?;

    let mut totals = Totals::default();
    let mut skipped = Vec::new();
    for (workspace, scope) in prepared {
        let Some(made) = prepare(args, &mut session, workspace, &scope)? else {
            continue;
        };
        let (project, settings) = made;
        report.skipped(&project)?;
        if project.input.packages.is_empty() {
            skipped.extend(project.skipped);
            continue;
        }
        let Dump::Flow(function) = args.dump.clone().unwrap_or(Dump::Flow(String::new()));
        let function = args.dump.is_some().then_some(function.as_str());
        let (facts, dump) = pipeline::analyze(&project.input, &settings.clients, function);
        if let Some(dump) = dump {
            report.dump(&dump)?;
        }
        let checked = settings.check(&facts, &project);
        if args.list_suppressions {
            let json = args.message_format == MessageFormat::Json;
            report.to_stdout(|out| {
                suppressions::write(out, &checked.suppressions, &facts.sources, json)
            })?;
            totals.packages += project.input.packages.len();
            continue;
        }
        let diagnostics = checked.diagnostics;
        totals.add(&project, &facts, &diagnostics);
        report.batch(Batch {
            project: &project,
            facts,
            diagnostics: &diagnostics,
            settings: &settings,
        })?;
    }
    report.session(&session)?;
    report.totals = totals;
    Ok(if session.failed() {
        Outcome::Failed
    } else if report.totals.packages == 0 {
        let reason = nothing(args, &skipped);
        report.nothing(&reason)?;
        Outcome::Nothing
    } else if report.totals.nothing_understood() {
        report.nothing("none of the files that were read could be understood")?;
        Outcome::Nothing
    } else if report.totals.errors > 0 {
        Outcome::Found
    } else {
        Outcome::Clean
    })
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

/// Names of lints on the command line, before anything is read.
fn check_levels(args: &Args) -> Result<(), String> {
    let mut levels = pipeline::default_levels();
    for (name, level) in args.levels() {
        levels.set(name, *level).map_err(|unknown| {
            let question = unknown
                .suggestion
                .map(|name| format!("; did you mean `{name}`?"))
                .unwrap_or_default();
            let flag = match level {
                Level::Allow => "--allow",
                Level::Warn => "--warn",
                Level::Deny => "--deny",
            };
            format!("{flag}: {unknown}{question}")
        })?;
    }
    Ok(())
}

/// Names of packages and targets on the command line: each must name something.
fn check_names(args: &Args, prepared: &[(Workspaced, Scope)]) -> Result<(), String> {
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
        let targets = workspaces()
            .flat_map(|w| &w.packages)
            .flat_map(|package| &package.targets);
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

/// Why nothing was analysed, given all packages that were chosen.
fn nothing(args: &Args, skipped: &[Skipped]) -> String {
    let clients = |package: &&Skipped| package.reason != Reason::Unrelated;
    if let Some(client) = skipped.iter().find(clients) {
        return format!("`{}` is not read: {}", client.name, client.reason.text());
    }
    match skipped.len() {
        0 if args.paths.is_empty() => "no package is selected".to_owned(),
        0 => "there is no Cargo.toml and no Rust file under the given paths".to_owned(),
        1 => "the package has no target to read that depends on a known client crate, directly or through another \
              package of the workspace"
            .to_owned(),
        count => format!(
            "none of the {count} packages has a target to read that depends on a known client crate, directly or \
             through another package of the workspace"
        ),
    }
}

/// The message for a run that could not be done.
pub(crate) fn failure(text: &str) -> Message {
    Message::new(Severity::Error, text)
}
