//! `--fix` and `--diff`: changes that mend findings.
//!
//! Changes are made, everything is analysed anew, and if a finding that was to be mended is still there (or a file can no
//! longer be read) all files are as before.

mod diff;
mod edits;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use double_connect_lints::diagnostic::Applicability;

use crate::args::Args;
use crate::git::Repository;
use crate::output::file;
use crate::run::Stop;
use crate::session::{Session, read_text};
use crate::survey::{Surveyed, survey};
use crate::timings::Timings;

use edits::{Change, apply};

/// What is known before or after changes.
#[derive(Debug, Default)]
struct State {
    changes: Vec<Change>,
    /// How many findings of each fingerprint there are.
    findings: BTreeMap<String, u32>,
    problems: usize,
}

/// Changes files, or with `--diff` only says how; what was done, for the user, and the diff.
///
/// # Errors
/// Why nothing was changed.
pub(crate) fn run(args: &Args, dir: &Path) -> Result<(String, Option<String>), String> {
    if args.fix && !args.diff {
        check_tree(args, dir)?;
    }
    let before = look(args, dir)?;
    let mut texts = BTreeMap::new();
    for change in &before.changes {
        for (path, _, _) in &change.edits {
            if !texts.contains_key(path) {
                let text = read_text(path)
                    .map_err(|reason| format!("--fix: `{}` {reason}", path.display()))?;
                texts.insert(path.clone(), text);
            }
        }
    }
    let (mended, fixed) = apply(&before.changes, &texts);
    let count = fixed.len();
    if args.diff {
        let diffs = mended
            .iter()
            .map(|(path, new)| diff::unified(shown(path, dir), &texts[path], new));
        let text = format!("{} would be mended", findings(count));
        return Ok((text, Some(diffs.collect())));
    }
    if let Err(reason) = write_all(&mended).and_then(|()| check(args, dir, &before, &fixed)) {
        write_all(&texts)?;
        return Err(format!("--fix: {reason}; all files are as before"));
    }
    Ok((
        format!("{} mended in {} files", findings(count), mended.len()),
        None,
    ))
}

fn findings(count: usize) -> String {
    format!("{count} finding{}", if count == 1 { "" } else { "s" })
}

fn shown<'p>(path: &'p Path, dir: &Path) -> &'p Path {
    path.strip_prefix(dir).unwrap_or(path)
}

/// Whoever changes files wants to be able to go back.
fn check_tree(args: &Args, dir: &Path) -> Result<(), String> {
    if args.allow_dirty {
        return Ok(());
    }
    match Repository::around(dir) {
        Err(_) if args.allow_no_vcs => Ok(()),
        Err(reason) => Err(format!(
            "--fix: {reason}; to change files that git does not keep, use `--allow-no-vcs`"
        )),
        Ok(repository) if repository.is_dirty()? => Err(
            "--fix: the work tree has changes that are not committed; commit or stash them, or use `--allow-dirty`"
                .to_owned(),
        ),
        Ok(_) => Ok(()),
    }
}

fn look(args: &Args, dir: &Path) -> Result<State, String> {
    let mut session = Session::new(dir.to_owned());
    session.target.clone_from(&args.targets.target);
    let mut state = State::default();
    let mut timings = Timings::start();
    let surveyed = survey(
        args,
        &mut session,
        &mut timings,
        &mut |surveyed: Surveyed, _| {
            let Surveyed {
                project,
                settings,
                facts: Some(facts),
                ..
            } = surveyed
            else {
                return Ok(());
            };
            state.problems += facts.problems.len();
            for diagnostic in settings.check(&facts, &project).diagnostics {
                let count = state.findings.entry(diagnostic.fingerprint.clone());
                *count.or_default() += 1;
                let wanted = diagnostic
                    .suggestions
                    .iter()
                    .find(|s| match s.applicability {
                        Applicability::MachineApplicable => true,
                        Applicability::MaybeIncorrect => args.unsafe_fixes,
                        Applicability::HasPlaceholders | Applicability::Unspecified => false,
                    });
                let Some(suggestion) = wanted else { continue };
                let edits = suggestion.edits.iter().map(|(span, text)| {
                    let path = project.input.shown_from.join(facts.sources.path(span.file));
                    (path, span.start as usize..span.end as usize, text.clone())
                });
                state.changes.push(Change {
                    fingerprint: diagnostic.fingerprint.clone(),
                    edits: edits.collect(),
                });
            }
            Ok(())
        },
    );
    match surveyed {
        Ok(()) => {}
        Err(Stop::Failed(reason)) => return Err(reason),
        Err(Stop::Output(error)) => return Err(error.to_string()),
    }
    match session.first_error() {
        Some(reason) => Err(format!("--fix: {reason}")),
        None => Ok(state),
    }
}

/// Whether all that was changed is mended, and nothing else is new.
fn check(args: &Args, dir: &Path, before: &State, fixed: &[String]) -> Result<(), String> {
    if fixed.is_empty() {
        return Ok(());
    }
    let after = look(args, dir)?;
    if after.problems > before.problems {
        return Err("a file could not be read any more".to_owned());
    }
    let mut expected = before.findings.clone();
    for fingerprint in fixed {
        if let Some(count) = expected.get_mut(fingerprint) {
            *count -= 1;
        }
    }
    let most = |fingerprint: &String| expected.get(fingerprint).copied().unwrap_or(0);
    match after.findings.iter().find(|(f, count)| **count > most(f)) {
        Some(_) => Err("a change did not mend its finding".to_owned()),
        None => Ok(()),
    }
}

fn write_all(texts: &BTreeMap<PathBuf, String>) -> Result<(), String> {
    for (path, text) in texts {
        file::write(path, text.as_bytes())
            .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
    }
    Ok(())
}
