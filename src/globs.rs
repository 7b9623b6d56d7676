//! Patterns for paths: `crates/*`, `generated/**`.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use crate::project::disk::order;
use glob::{MatchOptions, Pattern};

/// Most wildcards in one pattern: matching takes time exponential in their number.
const MOST_WILDCARDS: usize = 12;

const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// Whether the text has wildcards at all.
pub(crate) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

/// Reads a pattern.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn pattern(text: &str) -> Result<Pattern, String> {
    if text.matches(['*', '?', '[']).count() > MOST_WILDCARDS {
        return Err(format!("more than {MOST_WILDCARDS} wildcards"));
    }
    Pattern::new(text.strip_prefix("./").unwrap_or(text)).map_err(|error| error.msg.to_owned())
}

/// Whether a path relative to the pattern's folder matches, or lies in a folder that matches.
pub(crate) fn matches(pattern: &Pattern, path: &Path) -> bool {
    path.ancestors()
        .any(|part| !part.as_os_str().is_empty() && pattern.matches_path_with(part, OPTIONS))
}

/// Whether a path relative to the pattern's folder matches as a whole.
pub(crate) fn matches_whole(pattern: &Pattern, path: &Path) -> bool {
    pattern.matches_path_with(path, OPTIONS)
}

/// Whether a name matches.
pub(crate) fn matches_name(pattern: &Pattern, name: &str) -> bool {
    pattern.matches(name)
}

/// All files and folders below `base` that match, sorted. Symbolic links are not followed, hidden folders and `target`
/// not entered, and a pattern that leads out of `base` matches nothing.
pub(crate) fn expand(base: &Path, text: &str) -> Result<Vec<PathBuf>, String> {
    expand_with(base, text, &|_| {})
}

/// As [`expand`], and tells of each folder whose entries were looked at.
pub(crate) fn expand_with(
    base: &Path,
    text: &str,
    looked_into: &dyn Fn(&Path),
) -> Result<Vec<PathBuf>, String> {
    let parsed = pattern(text)?;
    let relative = Path::new(text);
    if relative
        .components()
        .any(|c| !matches!(c, Component::Normal(_) | Component::CurDir))
    {
        return Err("leads out of its folder".to_owned());
    }
    let parts: Vec<_> = relative
        .components()
        .filter_map(|c| match c {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    let literal: PathBuf = parts.iter().take_while(|part| !is_pattern(part)).collect();
    let start = base.join(&literal);
    let rest = parts.len() - literal.components().count();
    let deepest = if text.contains("**") {
        usize::MAX
    } else {
        rest
    };
    let mut found = Vec::new();
    let mut open: Vec<(PathBuf, usize)> = Vec::new();
    // By hand: `WalkDir` opens the folders at its greatest depth too, and of `crates/*` those are the most.
    if start.exists() {
        open.push((start, 0));
    }
    while let Some((path, depth)) = open.pop() {
        // A folder that is as deep as the pattern goes is not opened.
        if depth < deepest && (depth > 0 || path.is_dir()) {
            looked_into(&path);
            let entries = path.read_dir().into_iter().flatten();
            for entry in entries.filter_map(Result::ok) {
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                match is_folder {
                    true if is_skipped_folder(&entry.file_name()) => {}
                    true => open.push((entry.path(), depth + 1)),
                    false => found.push(entry.path()),
                }
            }
        }
        found.push(path);
    }
    found.retain(|path| {
        path.strip_prefix(base)
            .is_ok_and(|below| parsed.matches_path_with(below, OPTIONS))
    });
    found.sort_by_cached_key(|path| order(path));
    Ok(found)
}

/// Folders in which no source of the project lies: hidden ones and build output.
pub(crate) fn is_skipped(entry: &walkdir::DirEntry) -> bool {
    entry.file_type().is_dir() && is_skipped_folder(entry.file_name())
}

fn is_skipped_folder(name: &OsStr) -> bool {
    let name = name.to_str();
    name.is_some_and(|name| name.starts_with('.') || name == "target")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{expand, matches, pattern};

    #[test]
    fn a_folder_that_matches_covers_what_is_below() {
        let found = pattern("vendor/*").map(|p| matches(&p, Path::new("vendor/a/src/lib.rs")));
        assert_eq!(found, Ok(true));
        let found = pattern("vendor/*").map(|p| matches(&p, Path::new("other/a/src/lib.rs")));
        assert_eq!(found, Ok(false));
    }

    #[test]
    fn patterns_stay_inside() {
        assert!(expand(Path::new("src"), "../*").is_err());
        assert!(expand(Path::new("src"), "/*").is_err());
        assert!(pattern("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b").is_err());
    }
}
