//! Paths without symbolic links, asked of the system once for each folder instead of once for each part of each path.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What canonical paths were found so far. For a run: folders that are moved meanwhile are not noticed.
#[derive(Debug, Default)]
pub struct CanonicalPaths {
    /// By path as asked for, byte for byte: folders.
    folders: Mutex<HashMap<OsString, PathBuf>>,
}

impl CanonicalPaths {
    /// The path without symbolic links, `.` and `..`, as [`Path::canonicalize`] gives it.
    ///
    /// # Errors
    /// Those of [`Path::canonicalize`].
    pub fn of(&self, path: &Path) -> io::Result<PathBuf> {
        // Elsewhere a canonical path spells names as the disk does, which only the system knows.
        if !cfg!(target_os = "linux") {
            return path.canonicalize();
        }
        let bytes = path.as_os_str().as_encoded_bytes();
        let is_folder = bytes.ends_with(b"/") || bytes.ends_with(b"/.");
        let mut parts = path.components();
        match parts.next_back() {
            Some(Component::Normal(name)) if !is_folder => {
                self.entry(path, self.folder(parts.as_path())?.join(name))
            }
            _ => path.canonicalize(),
        }
    }

    /// The canonical path of something that was asked for by a path, given where it stands in a canonical folder.
    fn entry(&self, asked: &Path, joined: PathBuf) -> io::Result<PathBuf> {
        if let Some(known) = self.known(&joined) {
            return Ok(known);
        }
        let data = joined.symlink_metadata()?;
        if data.is_symlink() {
            return joined.canonicalize();
        }
        if data.is_dir() {
            self.keep(asked, &joined);
            self.keep(&joined, &joined);
        }
        Ok(joined)
    }

    /// The canonical path of a folder.
    fn folder(&self, path: &Path) -> io::Result<PathBuf> {
        if let Some(known) = self.known(path) {
            return Ok(known);
        }
        let mut parts = path.components();
        let found = match parts.next_back() {
            None => PathBuf::from(".").canonicalize()?,
            Some(Component::ParentDir) => {
                let mut below = self.folder(parts.as_path())?;
                below.pop();
                below
            }
            Some(Component::Normal(name)) => {
                self.entry(path, self.folder(parts.as_path())?.join(name))?
            }
            Some(_) => path.canonicalize()?,
        };
        // Only folders that are there are kept: what is asked for and is not there may be made yet.
        if self.known(&found).is_none() {
            if !found.is_dir() {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            self.keep(&found, &found);
        }
        self.keep(path, &found);
        Ok(found)
    }

    fn known(&self, path: &Path) -> Option<PathBuf> {
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.get(path.as_os_str()).cloned()
    }

    /// Keeps the canonical path of a folder.
    fn keep(&self, asked: &Path, found: &Path) {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !folders.contains_key(asked.as_os_str()) {
            folders.insert(asked.as_os_str().to_owned(), found.to_owned());
        }
    }
}

/// What to sort paths by: by this those without `.` and `..` are in the order of their parts, and bytes are compared
/// faster than parts.
#[must_use]
pub fn order(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    // A part ends before any that is longer.
    let part = |byte: &u8| match std::path::is_separator(char::from(*byte)) {
        true => 0,
        false => *byte,
    };
    bytes.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::{CanonicalPaths, order};
    use std::path::{Path, PathBuf};

    #[test]
    fn the_order_is_that_of_parts() {
        let paths = [
            "/a",
            "/a/b",
            "/a-b",
            "/a.rs",
            "/a/b-c",
            "/a/b/c",
            "/A",
            "/a/\u{e4}",
        ];
        let mut by_parts = paths.map(PathBuf::from);
        let mut by_bytes = by_parts.clone();
        by_parts.sort();
        by_bytes.sort_by_cached_key(|path| order(path));
        assert_eq!(by_bytes, by_parts);
    }

    /// As the system says it, whatever is asked first.
    #[test]
    fn paths_are_those_of_the_system() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let inside = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(inside("a/b"))?;
        std::fs::create_dir_all(inside("c"))?;
        std::fs::write(inside("a/file"), "")?;
        #[cfg(unix)]
        for (to, from) in [
            ("../c", "a/link"),
            ("b", "a/to_b"),
            ("link", "a/again"),
            ("file", "a/to_file"),
            ("no", "a/dead"),
        ] {
            std::os::unix::fs::symlink(to, inside(from))?;
        }
        let paths = CanonicalPaths::default();
        for asked in [
            "",
            "a",
            "a/",
            "a/b",
            "a/b/..",
            "a/b/../file",
            "a/./b",
            "a/link",
            "a/link/",
            "a/link/..",
            "a/to_b/..",
            "a/again/../a",
            "a/to_file",
            "a/to_file/",
            "a/to_file/..",
            "a/file/",
            "a/file/.",
            "a/file/..",
            "a/file/../b",
            "a/dead",
            "a/dead/x",
            "x",
            "x/../a",
            "../nowhere",
            "a/b/../../c/.",
        ] {
            let path = inside(asked);
            assert_eq!(paths.of(&path).ok(), path.canonicalize().ok(), "{asked}");
        }
        for asked in ["", ".", "src", "src/../src/lib.rs", "/", "/.."] {
            let path = Path::new(asked);
            assert_eq!(paths.of(path).ok(), path.canonicalize().ok(), "{asked}");
        }
        // What was not there can be there later.
        std::fs::create_dir(inside("x"))?;
        assert_eq!(
            paths.of(&inside("x/../a")).ok(),
            inside("a").canonicalize().ok()
        );
        Ok(())
    }
}
