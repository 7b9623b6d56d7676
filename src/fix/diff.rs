//! The difference of two texts, as `diff -u` shows it and `git apply` reads it.

use std::path::Path;

/// How many lines around a change are shown.
const AROUND: usize = 3;

/// A file's difference; empty if there is none. `path` is relative to where the diff is applied.
pub(super) fn unified(path: &Path, old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    let name = path.display().to_string().replace('\\', "/");
    diff.unified_diff()
        .context_radius(AROUND)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
