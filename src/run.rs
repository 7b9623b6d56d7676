//! One run: what is meant, what it needs, what came of it.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use double_connect_lints::Level;

use crate::args::{Args, Command, MessageFormat};
use crate::cache::Cache;
use crate::cache_command;
use crate::clients_command;
use crate::findings::Findings;
use crate::fix;
use crate::output::{Message, Severity};
use crate::pages;
use crate::pipeline;
use crate::progress;
use crate::project::disk::Disk;
use crate::project::{Reason, Skipped};
use crate::report::{Batch, Report, Totals};
use crate::session::Session;
use crate::sought::Sought;
use crate::suggest;
use crate::suppressions;
use crate::survey::{Surveyed, survey};
use crate::timings::Timings;

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
    if pages::is_asked_for(args) {
        return pages::show(args);
    }
    let dir = std::env::current_dir().and_then(|dir| dir.canonicalize());
    let mut report = Report::new(args, dir.as_deref().unwrap_or(Path::new("")));
    let outcome = match dir {
        Ok(dir) => {
            if args.fix || args.diff {
                match fix::run(args, &dir).and_then(|done| {
                    let said = report.mended(&done.0, done.1.as_deref());
                    said.map_err(|error| format!("the report cannot be written: {error}"))
                }) {
                    Ok(()) if args.diff => return Outcome::Clean,
                    Ok(()) => {}
                    Err(reason) => {
                        // If stderr is gone, the exit code still tells.
                        let _ = report.failure(&reason);
                        return Outcome::Failed;
                    }
                }
            }
            let mut session = Session::new(dir);
            session.target.clone_from(&args.targets.target);
            session.progress = !args.quiet && progress::is_seen();
            match &args.command {
                Some(Command::Clients(clients)) => {
                    return clients_command::run(args, clients, &mut report, session)
                        .unwrap_or_else(|text| {
                            let _ = report.failure(&text);
                            Outcome::Failed
                        });
                }
                Some(Command::Cache(command)) => {
                    return cache_command::run(&args.cache, command).unwrap_or_else(|text| {
                        let _ = report.failure(&text);
                        Outcome::Failed
                    });
                }
                None => {
                    session.cache = Cache::of(&args.cache);
                    if session.cache.is_some() {
                        session.disk = Disk::recorded();
                    }
                    analyse(args, &mut report, session)
                }
            }
        }
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
#[derive(Debug)]
pub(crate) enum Stop {
    /// The work cannot be done; why.
    Failed(String),
    /// The report cannot be written.
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
    check_target(args)?;
    let mut findings = Findings::new(args, &session.shown_from)?;
    let mut totals = Totals::default();
    let mut skipped = Vec::new();
    let mut timings = Timings::start();
    let mut sought = args.explain_finding.as_deref().map(Sought::new);
    survey(
        args,
        &mut session,
        &mut timings,
        &mut |surveyed, timings| {
            let Surveyed {
                project,
                settings,
                facts,
                dump,
            } = surveyed;
            report.skipped(&project)?;
            let Some(facts) = facts else {
                skipped.extend(project.skipped);
                return Ok(());
            };
            if let Some(dump) = dump {
                report.dump(&dump)?;
            }
            let check = || settings.check(&facts, &project);
            let checked = Timings::measure(&mut timings.lints, check);
            if args.list_suppressions {
                let json = args.message_format == MessageFormat::Json;
                report.to_stdout(|out| {
                    suppressions::write(out, &checked.suppressions, &facts.sources, json)
                })?;
                totals.packages += project.input.packages.len();
                return Ok(());
            }
            let found = findings.new_ones(checked.diagnostics, &facts.sources);
            totals.add(&project, &facts, &found);
            if let Some(sought) = &mut sought {
                return report.stories(&sought.among(&found, &facts.sources), &facts.sources);
            }
            report.batch(Batch {
                project: &project,
                facts,
                findings: &found,
                settings: &settings,
            })?;
            Ok(())
        },
    )?;
    report.session(&session)?;
    totals.known = findings.known();
    report.totals = totals;
    let outcome = if session.failed() {
        Outcome::Failed
    } else if report.totals.packages == 0 {
        let reason = nothing(args, &skipped);
        report.nothing(&reason)?;
        Outcome::Nothing
    } else if report.totals.nothing_understood() {
        report.nothing("none of the files that were read could be understood")?;
        Outcome::Nothing
    } else if let Some(sought) = sought {
        sought.finish()?;
        Outcome::Clean
    } else if report.totals.errors > 0 {
        Outcome::Found
    } else {
        Outcome::Clean
    };
    if matches!(outcome, Outcome::Clean | Outcome::Found)
        && let Some(said) = findings.finish()?
    {
        report.say(&said)?;
    }
    if args.timings {
        report.say_anyway(&timings.text())?;
    }
    Ok(outcome)
}

/// The target on the command line: one that the compiler has, or a file that describes one.
fn check_target(args: &Args) -> Result<(), String> {
    let Some(target) = &args.targets.target else {
        return Ok(());
    };
    let known = || double_connect_analysis::input::known_targets();
    if target.ends_with(".json") || known().any(|name| name == target) {
        return Ok(());
    }
    let question = suggest::question(target, known());
    Err(format!("--target: no target `{target}` is known{question}"))
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
