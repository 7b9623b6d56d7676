//! `--fix` and `--diff`: changes that mend findings.
//!
//! Changes are made and everything is analysed anew. Changes whose findings are still there then are taken back; if
//! something else is wrong (a new finding, a file that can no longer be read) all files are as before.

mod diff;
mod edits;

use std::collections::{BTreeMap, BTreeSet};
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
    if args.diff {
        let (mended, fixed) = apply(&before.changes, &texts);
        let diffs = mended
            .iter()
            .map(|(path, new)| diff::unified(shown(path, dir), &texts[path], new));
        let text = format!("{} would be mended", counted(fixed.len(), "finding"));
        return Ok((text, Some(diffs.collect())));
    }
    match mend(args, dir, &before, &texts) {
        Ok(done) => Ok((done, None)),
        Err(reason) => {
            write_all(&texts)?;
            Err(format!("--fix: {reason}; all files are as before"))
        }
    }
}

/// Makes the changes that mend their findings; what was done, for the user.
fn mend(
    args: &Args,
    dir: &Path,
    before: &State,
    texts: &BTreeMap<PathBuf, String>,
) -> Result<String, String> {
    let mut changes = before.changes.clone();
    let mut without_effect = 0;
    loop {
        let (mended, fixed) = apply(&changes, texts);
        // What is not changed any more is as it was.
        let mut all = texts.clone();
        all.extend(mended.clone());
        write_all(&all)?;
        let left = check(args, dir, before, &fixed)?;
        if left.is_empty() {
            let mut done = format!(
                "{} mended in {}",
                counted(fixed.len(), "finding"),
                counted(mended.len(), "file")
            );
            match without_effect {
                0 => {}
                1 => done += "; 1 finding is left: the change did not mend it",
                more => {
                    done += &format!("; {more} findings are left: the changes did not mend them")
                }
            }
            return Ok(done);
        }
        let count = changes.len();
        changes.retain(|change| !left.contains(&change.fingerprint));
        if changes.len() == count {
            return Err("a change made a finding that was not there before".to_owned());
        }
        without_effect += count - changes.len();
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
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

/// The findings that there are more of than there should be after some were mended.
fn check(
    args: &Args,
    dir: &Path,
    before: &State,
    fixed: &[String],
) -> Result<BTreeSet<String>, String> {
    if fixed.is_empty() {
        return Ok(BTreeSet::new());
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
    let surplus = after.findings.iter().filter(|(f, count)| **count > most(f));
    Ok(surplus
        .map(|(fingerprint, _)| fingerprint.clone())
        .collect())
}

fn write_all(texts: &BTreeMap<PathBuf, String>) -> Result<(), String> {
    for (path, text) in texts {
        file::write(path, text.as_bytes())
            .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
    }
    Ok(())
}
