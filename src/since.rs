//! `--new-since REV`: the findings of another revision, to be left out.
//!
//! The other revision is analysed as a whole, with its own configuration, from a copy in a temporary folder; nothing in
//! the work tree is touched. `git` is started to read its objects.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::args::Args;
use crate::git::Repository;
use crate::project::disk::Disk;
use crate::project::manifest::find_upward;
use crate::run::Stop;
use crate::session::Session;
use crate::survey::{Surveyed, survey};
use crate::timings::Timings;

/// How many findings of each fingerprint there are in a revision, whatever their level; `dir` is the current directory.
///
/// # Errors
/// Why that cannot be found out.
pub(crate) fn fingerprints(
    args: &Args,
    dir: &Path,
    revision: &str,
) -> Result<BTreeMap<String, u32>, String> {
    let repository = Repository::around(dir).map_err(|why| format!("--new-since: {why}"))?;
    let tree = repository
        .tree(revision)
        .map_err(|why| format!("--new-since: {why}"))?;
    let copy = tempfile::Builder::new()
        .prefix("double-connect-")
        .tempdir()
        .map_err(|error| format!("--new-since: no temporary folder can be made: {error}"))?;
    let root = copy
        .path()
        .canonicalize()
        .map_err(|error| format!("--new-since: {error}"))?;
    repository
        .copy(&tree, &root)
        .map_err(|why| format!("--new-since: {why}"))?;
    let Some((args, dir)) = moved(args, dir, &repository.root, &root) else {
        // Nothing that is meant was there yet: all is new.
        return Ok(BTreeMap::new());
    };
    let mut session = Session::new(dir);
    session.target.clone_from(&args.targets.target);
    let mut counts = BTreeMap::new();
    let mut timings = Timings::start();
    let outcome = survey(
        &args,
        &mut session,
        &mut timings,
        &mut |surveyed: Surveyed, _| {
            if let Some(facts) = surveyed.facts {
                for fingerprint in surveyed
                    .settings
                    .all_fingerprints(&facts, &surveyed.project)
                {
                    *counts.entry(fingerprint).or_default() += 1;
                }
            }
            Ok(())
        },
    );
    let reason = match outcome {
        Err(Stop::Failed(reason)) => Some(reason),
        Err(Stop::Output(error)) => Some(error.to_string()),
        Ok(()) if session.failed() => session.first_error(),
        Ok(()) => None,
    };
    match reason {
        Some(reason) => Err(format!(
            "--new-since: `{revision}` cannot be analysed: {reason}"
        )),
        None => Ok(counts),
    }
}

/// The command line as it would be in the copy, and the current directory there; `None` if nothing of what it names is
/// there.
fn moved(args: &Args, dir: &Path, from: &Path, to: &Path) -> Option<(Args, PathBuf)> {
    let there = |path: &Path| -> Option<PathBuf> {
        let path = dir.join(path);
        let path = path.canonicalize().unwrap_or(path);
        Some(to.join(path.strip_prefix(from).ok()?)).filter(|path| path.exists())
    };
    let mut args = args.clone();
    args.dump = None;
    // What is given on the command line holds for both trees.
    args.config = args.config.map(|path| dir.join(path));
    if args.paths.is_empty() {
        let manifest = match &args.packages.manifest_path {
            Some(path) => path.clone(),
            None => find_upward(&Disk::default(), dir)?,
        };
        args.packages.manifest_path = Some(there(&manifest)?);
    } else {
        args.paths = args.paths.iter().filter_map(|path| there(path)).collect();
        if args.paths.is_empty() {
            return None;
        }
    }
    args.features.lenient = true;
    Some((args, there(dir).unwrap_or_else(|| to.to_owned())))
}
