//! Finding and reading files, never outside the project's root.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::CanonicalPaths;

/// The largest file that is read, in bytes.
const MAX_LEN: u64 = 16 << 20;

/// Why a file was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LocateError {
    /// There is none.
    Missing,
    /// It lies outside the root.
    Outside,
}

/// Where files may lie and how they are shown.
#[derive(Debug)]
pub(crate) struct Disk {
    /// Canonical.
    root: PathBuf,
    /// Canonical where it exists.
    shown_from: PathBuf,
    canonical: CanonicalPaths,
}

impl Disk {
    /// Fails if there is no such root.
    pub(crate) fn new(root: &Path, shown_from: &Path) -> std::io::Result<Self> {
        // An empty path means the current directory, as it does in a join.
        let or_here = |p: &Path| {
            if p.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                p.to_owned()
            }
        };
        let root = or_here(root).canonicalize()?;
        let shown_from = or_here(shown_from);
        let shown_from = shown_from.canonicalize().unwrap_or(shown_from);
        Ok(Disk {
            root,
            shown_from,
            canonical: CanonicalPaths::default(),
        })
    }

    /// The canonical path of the first candidate that is a file, and its index.
    pub(crate) fn locate(
        &self,
        candidates: &[impl AsRef<Path>],
    ) -> Result<(PathBuf, usize), LocateError> {
        for (index, candidate) in candidates.iter().enumerate() {
            let Ok(path) = self.canonical.of(candidate.as_ref()) else {
                continue;
            };
            if !path.starts_with(&self.root) {
                return Err(LocateError::Outside);
            }
            if path.is_file() {
                return Ok((path, index));
            }
        }
        Err(LocateError::Missing)
    }

    /// The path to show, with `/`.
    pub(crate) fn shown(&self, path: &Path) -> String {
        // A path that does not exist is not canonical, but its directory often is known in its canonical form.
        let relative = path.strip_prefix(&self.shown_from).unwrap_or(path);
        let text = relative.to_string_lossy();
        if std::path::MAIN_SEPARATOR == '/' {
            text.into_owned()
        } else {
            text.replace(std::path::MAIN_SEPARATOR, "/")
        }
    }

    /// The path to show for a file named in the input, which may not exist.
    pub(crate) fn shown_input(&self, path: &Path) -> String {
        match path.canonicalize() {
            Ok(path) => self.shown(&path),
            Err(_) => self.shown(path),
        }
    }
}

/// The text of a file, or why it cannot be had (to follow "`path` ").
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let unreadable = |e: std::io::Error| format!("cannot be read: {}", e.kind());
    let file = File::open(path).map_err(unreadable)?;
    // With room for all of it and a byte that is not there, the end is seen without a larger buffer.
    let length = file.metadata().map_or(0, |data| data.len().min(MAX_LEN));
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(MAX_LEN + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_LEN {
        return Err(format!(
            "is larger than {} MiB and was not read",
            MAX_LEN >> 20
        ));
    }
    String::from_utf8(bytes)
        .map_err(|e| format!("is not UTF-8 (byte {})", e.utf8_error().valid_up_to()))
}
