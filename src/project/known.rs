//! Workspaces that an earlier run has read: as long as the disk is as it was, no manifest is read again.
//!
//! Only for the workspace that the current directory or `--manifest-path` means, and only where nothing was wrong with
//! it: messages show texts, and those are not kept.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::Evidence;
use super::workspace::Workspace;
use crate::session::Session;

/// What is kept of a workspace.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    evidence: Evidence,
    /// The folders that are meant.
    below: Vec<PathBuf>,
    workspace: Workspace,
}

/// A workspace that was kept and is as it was then, and the folders of it that are meant.
pub(crate) fn find(session: &Session, asked: &Asked<'_>) -> Option<(Workspace, Vec<PathBuf>)> {
    let slot = session.cache.as_ref()?.project(asked)?;
    let kept = slot.value(|kept: &Kept| kept.evidence.still_holds())?;
    Some((kept.workspace, kept.below))
}

/// Keeps a workspace for later runs, if it can be told then whether it is the same.
pub(crate) fn keep(session: &Session, asked: &Asked<'_>, workspace: &Workspace, below: &[PathBuf]) {
    #[derive(Serialize)]
    struct Keeping<'a> {
        evidence: Evidence,
        below: &'a [PathBuf],
        workspace: &'a Workspace,
    }
    let slot = || session.cache.as_ref()?.project(asked);
    if session.messages.is_empty()
        && let Some(slot) = slot()
        && let Some(evidence) = session.disk.evidence(&workspace.root)
    {
        slot.keep_value(&Keeping {
            evidence,
            below,
            workspace,
        });
    }
}

/// Which workspace is meant.
#[derive(Debug, Serialize)]
pub(crate) struct Asked<'a> {
    from: &'a Path,
    manifest: Option<&'a Path>,
}

impl<'a> Asked<'a> {
    /// That of a current directory, with `--manifest-path`.
    pub(crate) fn of(from: &'a Path, manifest: Option<&'a Path>) -> Self {
        Self { from, manifest }
    }
}
